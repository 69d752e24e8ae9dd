using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;

namespace NapGrains.Gateway.Pages;

/// <summary>The plans; the front door leads on to the only one.</summary>
internal sealed class IndexPage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Plans;

    /// <summary>The plans by key.</summary>
    public List<PlanReading> Found { get; } = [];

    /// <summary>Reads the plans.</summary>
    public async Task<IActionResult> OnGet()
    {
        foreach (var key in (await view.From.Views.Plans()).Keys)
        {
            if (await Read(view, key) is { } plan)
            {
                Found.Add(plan);
            }
        }

        return Found is [var only] && Request.Path == "/" ? Redirect(To.Plan(only.Key)) : Page();
    }
}
