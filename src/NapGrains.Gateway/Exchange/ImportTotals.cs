using GraphQL;

namespace NapGrains.Gateway.Exchange;

/// <summary>What a document holds.</summary>
[Name("ImportTotals")]
public sealed class ImportTotals(params IReadOnlyCollection<NapGrains.Documents.PlanDocument> documents)
{
    private readonly List<NapGrains.Documents.MeasureEntry> _measures =
        [.. documents.SelectMany(document => document.Priorities).SelectMany(priority => priority.Measures)];

    /// <summary>Plans.</summary>
    public int Plans => documents.Count;

    /// <summary>Bodies that it introduces.</summary>
    public int Bodies => documents.SelectMany(document => document.Bodies).Select(body => body.Key).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Priorities.</summary>
    public int Priorities => documents.Sum(document => document.Priorities.Length);

    /// <summary>Measures.</summary>
    public int Measures => _measures.Count;

    /// <summary>Leads, recommended ones included.</summary>
    public int Leads => Executors("LEAD").Count();

    /// <summary>Leads that are asked, not ordered.</summary>
    public int RecommendedLeads => Executors("LEAD").Count(executor => executor.Recommended);

    /// <summary>Other executors, recommended ones included.</summary>
    public int Others => Executors("OTHER").Count();

    /// <summary>Other executors that are asked, not ordered.</summary>
    public int RecommendedOthers => Executors("OTHER").Count(executor => executor.Recommended);

    /// <summary>Statements, unattributed ones included.</summary>
    public int Statements => _measures.Sum(measure => measure.Reports.Sum(report => report.Parts.Length));

    /// <summary>Statements that name no body.</summary>
    public int Unattributed => _measures.Sum(measure => measure.Reports.Where(report => report.Agency is null).Sum(report => report.Parts.Length));

    /// <summary>Delegations.</summary>
    public int Delegations => _measures.Sum(measure => measure.Delegations?.Length ?? 0);

    /// <summary>References from one measure to another.</summary>
    public int References => _measures.Sum(measure => measure.References?.Length ?? 0);

    /// <summary>Independent assessments.</summary>
    public int Assessments => _measures.Sum(measure => measure.Assessments?.Length ?? 0);

    /// <summary>Bodies that report.</summary>
    public int ReportingBodies => _measures.SelectMany(measure => measure.Reports).Select(report => report.Agency).OfType<string>().Distinct().Count();

    private IEnumerable<NapGrains.Documents.ExecutorEntry> Executors(string role) =>
        _measures.SelectMany(measure => measure.Executors).Where(executor => executor.Role == role);
}
