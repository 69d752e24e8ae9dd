using Microsoft.AspNetCore.Mvc;
using NapGrains.Grains.Assignments;

namespace NapGrains.Gateway.Pages;

/// <summary>Who has which part in which measure, at a glance.</summary>
internal sealed class MatrixPage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Matrix;

    /// <summary>Reads the plan.</summary>
    public async Task<IActionResult> OnGet(string key) => (Plan = await Read(view, key)) is null ? NotFound() : Page();

    /// <summary>What a letter of the matrix says, in words.</summary>
    public string Describe(AssignmentSummary part, bool isMissing)
    {
        var report = Plan!.Period is { } period ? part.Reports.GetValueOrDefault(period) : null;
        return string.Join(", ", new[]
        {
            Words.Roles[part.Role],
            part.Recommended ? Words.Recommended : null,
            isMissing ? $"{Words.ReportMissing} ({Plan.Period})" : report?.Received == true ? $"{Words.ReportReceived} ({Plan.Period})" : null,
        }.OfType<string>());
    }
}
