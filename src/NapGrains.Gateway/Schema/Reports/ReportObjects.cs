using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;

namespace NapGrains.Gateway.Schema.Reports;

/// <summary>One statement of a report.</summary>
[Name("ReportPart")]
public sealed class ReportPartObject(PlanScope scope, ReportPart part)
{
    /// <summary>Its place among the statements of the measure in the official document, from 1; null where it came otherwise.</summary>
    public int? Position => part.Position;

    /// <summary>The label as the source wrote it.</summary>
    public string? Wording => string.IsNullOrEmpty(part.Wording) ? null : part.Wording;

    /// <summary>The agency's own words, to the letter; null where only a summary is held.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string? Narrative(string? language = null) => part.Texts.In(language, scope.Language);

    /// <summary>Our summary, never the agency's own words.</summary>
    /// <param name="language">BCP 47 tag; English by default.</param>
    public string? Summary(string? language = null) => part.Summaries.In(language, "en");
}

/// <summary>A link to evidence.</summary>
[Name("Evidence")]
public sealed class EvidenceObject(Evidence evidence)
{
    /// <summary>An absolute http or https link; the service never fetches it.</summary>
    public string Url => evidence.Url;

    /// <summary>What it is.</summary>
    public string? Title => evidence.Title;
}

/// <summary>A number that a report states.</summary>
[Name("Figure")]
public sealed class FigureObject(PlanScope scope, Figure figure, string? agency, string period)
{
    /// <summary>The number; 77 for 77 %.</summary>
    public double Value => (double)figure.Value;

    /// <summary>Its unit, e.g. `courts` or `%`.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string Unit(string? language = null) => figure.Unit.In(language, scope.Language) ?? "";

    /// <summary>What was counted.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string Subject(string? language = null) => figure.Subject.In(language, scope.Language) ?? "";

    /// <summary>The agency whose report states it; null for an unattributed statement.</summary>
    public AgencyNode? Agency() => agency is null ? null : scope.Agency(agency);

    /// <summary>Key of the period of that report.</summary>
    public string Period => period;
}

/// <summary>One submitted revision of a report.</summary>
[Name("Revision")]
public sealed class RevisionObject(PlanScope scope, RevisionView revision)
{
    /// <summary>Its number, from 1.</summary>
    public int Number => revision.Number;

    /// <summary>When it was handed in, where known.</summary>
    public DateTimeOffset? SubmittedAt => revision.SubmittedAt;

    /// <summary>Whether it was published.</summary>
    public bool Accepted => revision.Accepted;

    /// <summary>Why its texts were taken out; null where they were not.</summary>
    public string? RedactionReason => revision.Redacted?.Reason;

    /// <summary>What it claims.</summary>
    public Claim? Claim => revision.Content.Claim;

    /// <summary>Whether it says “nothing to report”.</summary>
    public bool Nil => revision.Content.Nil;

    /// <summary>The agency's own words, to the letter.</summary>
    /// <param name="language">BCP 47 tag; the plan's own language by default.</param>
    public string? Narrative(string? language = null) =>
        ReportNode.Joined(revision.Content, part => part.Texts.In(language, scope.Language), "\n");
}

/// <summary>A page of revisions.</summary>
[Name("RevisionConnection")]
public sealed class RevisionConnection(IReadOnlyList<(string, RevisionObject)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<RevisionObject, RevisionEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override RevisionEdge Edge(RevisionObject node, string cursor) => new(node, cursor);

    internal static RevisionConnection Make(IReadOnlyList<(string, RevisionObject)> items, int total, bool hasBefore, bool hasAfter) =>
        new(items, total, hasBefore, hasAfter);
}

/// <summary>A revision in a list.</summary>
[Name("RevisionEdge")]
public sealed class RevisionEdge(RevisionObject node, string cursor) : Edge<RevisionObject>(node, cursor);
