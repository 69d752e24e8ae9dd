using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;

namespace NapGrains.Gateway.Pages;

/// <summary>The plans; the front door leads on to the only one.</summary>
internal sealed class IndexPage(PublicViewpoint view) : NapPage
{
    /// <summary>From so many plans on there is a box to look among them.</summary>
    public const int Many = 20;

    /// <inheritdoc/>
    public override string Title => Words.Plans;

    /// <summary>All plans.</summary>
    public IReadOnlyList<PlanHeadline> All { get; private set; } = [];

    /// <summary>The plans that are shown.</summary>
    public IReadOnlyList<PlanHeadline> Found { get; private set; } = [];

    /// <summary>What the reader looks for; null for everything.</summary>
    public string? Text { get; private set; }

    /// <summary>Reads the plans.</summary>
    public async Task<IActionResult> OnGet(string? text)
    {
        All = await PlanHeadline.All(view.From, Words);
        Text = text;
        Found = [.. All.Where(plan => plan.Fits(text, Words))];
        return All is [var only] && Request.Path == "/" ? Redirect(To.Plan(only.Key)) : Page();
    }
}
