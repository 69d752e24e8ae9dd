using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NapGrains.Gateway.Schema.Scalars;
using NapGrains.Gateway.Views;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Pages;

/// <summary>A plan in figures.</summary>
internal sealed class PlanPage(PublicViewpoint view) : NapPage
{
    private const int EventsShown = 10;
    private const string Subscription = "subscription($plan: String!, $after: Cursor) { planEvents(plan: $plan, after: $after) { cursor } }";

    /// <inheritdoc/>
    public override string Title => Plan!.Title;

    /// <summary>The plan's latest events, the newest first.</summary>
    public IReadOnlyList<FeedEntry> Latest { get; private set; } = [];

    /// <summary>Where a script is told that the page is out of date.</summary>
    public string LiveAddress => QueryHelpers.AddQueryString("/graphql", new Dictionary<string, string?>
    {
        ["query"] = Subscription,
        ["variables"] = JsonSerializer.Serialize(new { plan = Plan!.Key, after = new FeedCursor(Plan.Key, Plan.Snapshot.Position).ToString() }),
    });

    /// <summary>Reads the plan.</summary>
    public async Task<IActionResult> OnGet(string key, int? version)
    {
        if ((Plan = await Read(view, key)) is null || version < 1 || version > Plan.Snapshot.Plan.Version
            || await view.From.Views.Follow(key) is not { } follower)
        {
            return NotFound();
        }

        Plan = Plan with { Version = version };
        Latest = await LatestEvents.Of(Plan.Snapshot.Position, EventsShown, after => follower.Page(after, wait: false));
        return Page();
    }
}
