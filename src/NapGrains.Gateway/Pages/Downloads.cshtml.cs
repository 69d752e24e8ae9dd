using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Downloads;

namespace NapGrains.Gateway.Pages;

/// <summary>Everything that can be downloaded of a plan, with sizes, checksums and the licence.</summary>
internal sealed class DownloadsPage(PublicViewpoint view, DownloadShelf shelf, IOptions<DownloadOptions> options) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Downloads;

    /// <summary>What there is.</summary>
    public PlanDownloads Offered { get; private set; } = null!;

    /// <summary>The licence.</summary>
    public DownloadOptions Terms => options.Value;

    /// <summary>Reads what there is.</summary>
    public async Task<IActionResult> OnGet(string key)
    {
        if ((Plan = await Read(view, key)) is null || await shelf.Of(key) is not { } offered)
        {
            return NotFound();
        }

        Offered = offered;
        return Page();
    }
}
