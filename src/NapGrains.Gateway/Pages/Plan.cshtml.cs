using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NapGrains.Gateway.Schema.Scalars;
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

        Latest = await LatestOf(Plan.Snapshot.Position, after => follower.Page(after, wait: false));
        return Page();
    }

    /// <summary>The last events of a feed, the newest first. A page of the feed may end before them: it ends where a stored segment does.</summary>
    internal static async Task<IReadOnlyList<FeedEntry>> LatestOf(long position, Func<long, Task<FeedPage>> read)
    {
        var events = new List<FeedEntry>();
        for (var after = Math.Max(0, position - EventsShown); ; after = events[^1].Position)
        {
            var page = await read(after);
            events.AddRange(page.Entries);
            if (page.Entries.IsEmpty || events[^1].Position >= Math.Min(page.Head, position))
            {
                break;
            }
        }

        return [.. events.TakeLast(EventsShown).Reverse()];
    }
}
