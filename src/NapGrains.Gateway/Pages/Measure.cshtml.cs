using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Pages;

/// <summary>A measure with everything that is public about it. A number it had before leads to the one it has now.</summary>
internal sealed class MeasurePage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => $"{Measure.Definition.Number} {Plan!.ShortTitle(Measure)}";

    /// <summary>The measure.</summary>
    public MeasureView Measure { get; private set; } = null!;

    /// <summary>Its reports by period.</summary>
    public IReadOnlyList<IGrouping<string, ReportReading>> Reports { get; private set; } = [];

    /// <summary>Numbers that its reports state.</summary>
    public IReadOnlyList<(ReportReading Report, Figure Figure)> Figures =>
        [.. Reports.SelectMany(period => period).SelectMany(report => report.Head.Figures.Select(figure => (report, figure)))];

    /// <summary>Reads the measure.</summary>
    public async Task<IActionResult> OnGet(string key, string number)
    {
        if ((Plan = await Read(view, key)) is null || Plan.Snapshot.IdOf(number) is not { } id)
        {
            return NotFound();
        }

        Measure = Plan.Snapshot.Measure(id)!;
        if (Measure.Definition.Number != number)
        {
            // Not for ever: by another amendment a former number may become a current one.
            return Redirect(To.Measure(Plan.Key, Measure.Definition.Number));
        }

        Reports = await ReportReading.Of(Plan, Measure);
        return Page();
    }
}
