using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;

namespace NapGrains.Gateway.Pages;

/// <summary>The bodies of a plan; of the only plan where none is named.</summary>
internal sealed class AgenciesPage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Agencies;

    /// <summary>The plans to choose from, where there are several.</summary>
    public List<PlanReading> Plans { get; } = [];

    /// <summary>Reads the plan.</summary>
    public async Task<IActionResult> OnGet(string? plan, string? period)
    {
        if (plan is not null)
        {
            return (Plan = await Read(view, plan, period)) is null ? NotFound() : Page();
        }

        foreach (var key in (await view.From.Views.Plans()).Keys)
        {
            if (await Read(view, key) is { } one)
            {
                Plans.Add(one);
            }
        }

        Plan = Plans is [var only] ? only : null;
        return Page();
    }
}
