using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>What the reports of a plan document must fulfil.</summary>
internal sealed class ReportRules(Faults faults, Action<string?, string> checkBody, Action<string?, string> checkPeriod)
{
    private const string NotStarted = "NOT_STARTED";
    private const string Limited = "LIMITED";
    private const string Complete = "COMPLETE";
    private static readonly ImmutableArray<string> Claims = [NotStarted, Limited, "SUBSTANTIAL", Complete];

    public void Check(ImmutableArray<ReportEntry> reports, HashSet<string> executors, string path)
    {
        var seen = new HashSet<(string, string?)>();
        foreach (var (report, at) in faults.Each(reports, path))
        {
            checkPeriod(report.Period, at + ".period");
            if (!seen.Add((report.Period ?? "", report.Agency)))
                faults.Add(at + ".agency", $"a second report of '{report.Agency}' in '{report.Period}'");
            if (report.Agency is null)
                CheckUnattributed(report, at);
            else
                CheckAgency(report.Agency, executors, at + ".agency");
            CheckClaim(report, at);
            CheckParts(report, at + ".parts");
            CheckEvidence(report.Evidence.GetValueOrDefault([]), at + ".evidence");
        }
    }

    private void CheckAgency(string agency, HashSet<string> executors, string path)
    {
        checkBody(agency, path);
        if (!executors.Contains(agency))
            faults.Add(path, $"'{agency}' reports, but is not among the measure's executors");
    }

    private void CheckUnattributed(ReportEntry report, string path)
    {
        if (report.Claim is not null)
            faults.Add(path + ".claim", "a report that names no body claims nothing");
    }

    private void CheckClaim(ReportEntry report, string path)
    {
        if (report.Claim is not { } claim)
            return;
        faults.Known(claim, Claims, path + ".claim");
        if (report.Redacted is not null)
            return;
        if (claim is NotStarted or Limited && string.IsNullOrWhiteSpace(report.Challenges))
            faults.Add(path + ".claim", $"{claim} needs challenges");
        if (claim is Complete && report.Evidence.GetValueOrDefault([]).IsEmpty)
            faults.Add(path + ".claim", $"{claim} needs evidence");
    }

    private void CheckParts(ReportEntry report, string path)
    {
        if (report is { Parts.IsEmpty: true, Nil: not true, Claim: null, Redacted: null })
            faults.Add(path, "the report says nothing, and is not marked as nil");
        var positions = new HashSet<int>();
        foreach (var (part, at) in faults.Each(report.Parts, path))
        {
            if (part.Position < 1)
                faults.Add(at + ".position", "is less than 1");
            if (part.Position is { } position)
                faults.Unique(positions, position, at + ".position");
            if (part.Wording is null != part.Separator is null)
                faults.Add(at, "has a label without a separator, or a separator without a label");
            faults.Texts(part.Texts, at + ".texts");
            faults.Texts(part.Summaries, at + ".summaries");
        }
    }

    private void CheckEvidence(ImmutableArray<EvidenceEntry> evidence, string path)
    {
        foreach (var (link, at) in faults.Each(evidence, path))
        {
            if (faults.Said(link.Url, at + ".url")
                && !(Uri.TryCreate(link.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)))
                faults.Add(at + ".url", $"'{link.Url}' is no web address");
        }
    }
}
