using System.Collections.Immutable;
using System.Text.Json;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>
/// The published report of 2022 and its list of names. Neither is part of the repository: their places are given by
/// NAP_OFFICIAL_REPORT and NAP_AGENCY_NAMES, or they lie in <c>shared</c> beside the repository.
/// </summary>
internal static class OfficialDocument
{
    public const string Period = "2022";

    private static readonly Lazy<OfficialReport> Reading = new(() => OfficialReport.Read(Text, Names));
    private static readonly Lazy<PlanDocument> Document = new(() => Reading.Value.ToPlanDocument(Period));

    public static string Text => File.ReadAllText(SharedFile.Locate("NAP_OFFICIAL_REPORT", "official-report-2022.az.txt"));

    public static string NamesText => File.ReadAllText(SharedFile.Locate("NAP_AGENCY_NAMES", "agency-names.json"));

    public static BodyNames Names => new(JsonSerializer
        .Deserialize<Entry[]>(NamesText, JsonSerializerOptions.Web)!
        .Select(entry => new Body(
            BodyKey.Of("az", entry.Name), entry.Kind, new Texts { ["az"] = entry.Name, ["en"] = entry.English }, entry.Aliases)));

    public static OfficialReport Report => Reading.Value;

    public static PlanDocument Plan => Document.Value;

    private sealed record Entry(string Name, ImmutableArray<string> Aliases, string English, string Kind);
}
