using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;

namespace NapGrains.Gateway.Pages;

/// <summary>The bodies of a plan; of the only plan where none is named.</summary>
internal sealed class AgenciesPage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Agencies;

    /// <summary>The plans to choose from, where there are several.</summary>
    public IReadOnlyList<PlanHeadline> Plans { get; private set; } = [];

    /// <summary>Reads the plan.</summary>
    public async Task<IActionResult> OnGet(string? plan, string? period)
    {
        if (plan is not null)
        {
            return (Plan = await Read(view, plan, period)) is null ? NotFound() : Page();
        }

        Plans = await PlanHeadline.All(view.From, Words);
        Plan = Plans is [var only] ? await Read(view, only.Key, period) : null;
        return Page();
    }
}
