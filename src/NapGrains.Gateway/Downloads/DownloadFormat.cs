using System.Collections.Immutable;
using NapGrains.Gateway.Exchange;

namespace NapGrains.Gateway.Downloads;

/// <summary>A form in which a plan can be downloaded.</summary>
/// <param name="Format">The form.</param>
/// <param name="Whole">Whether there is one file of everything.</param>
/// <param name="PerPeriod">Whether there is a file of each period of which something was published.</param>
internal sealed record DownloadFormat(DocumentFormat Format, bool Whole, bool PerPeriod)
{
    /// <summary>All forms; a new one is a line here.</summary>
    public static ImmutableArray<DownloadFormat> All { get; } =
    [
        new(DocumentFormat.Json, Whole: true, PerPeriod: false),
        new(DocumentFormat.Csv, Whole: true, PerPeriod: true),
        new(DocumentFormat.Xlsx, Whole: true, PerPeriod: true),
        new(DocumentFormat.Docx, Whole: false, PerPeriod: true),
        new(DocumentFormat.OfficialText, Whole: false, PerPeriod: true),
    ];
}
