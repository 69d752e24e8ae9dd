using Microsoft.AspNetCore.Mvc;

namespace NapGrains.Gateway.Pages;

/// <summary>Bodies and measures whose reports of a period were expected and have not come.</summary>
internal sealed class NotReportedPage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.NotReported;

    /// <summary>Reads the plan.</summary>
    public async Task<IActionResult> OnGet(string key, string? period) =>
        (Plan = await Read(view, key, period)) is null ? NotFound() : Page();
}
