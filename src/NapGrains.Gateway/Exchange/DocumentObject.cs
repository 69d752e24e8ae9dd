using System.Text;
using GraphQL;

namespace NapGrains.Gateway.Exchange;

/// <summary>Forms in which documents are taken and given.</summary>
[Name("DocumentFormat")]
public enum DocumentFormat
{
    /// <summary>The text of an official progress report: a flattened table of five columns.</summary>
    OfficialText,
    /// <summary>A plan as JSON (`napgrains-plan/1`): definition, bodies and reports; what is exported can be imported.</summary>
    Json,
    /// <summary>An official progress report as a Word document, to be edited and published. It is given out, not taken.</summary>
    Docx,
    /// <summary>A plan as a spreadsheet: a sheet each for summary, measures, assignments, reports and figures. It is given out, not taken.</summary>
    Xlsx,
}

/// <summary>A document.</summary>
[Name("Document")]
public sealed class DocumentObject(PlanFile file, string historyRoot)
{
    /// <summary>A name for its file.</summary>
    public string FileName => file.Name;

    /// <summary>Its media type.</summary>
    public string MediaType => file.MediaType;

    /// <summary>Its text; where `base64` says so, its bytes in base64 (RFC 4648).</summary>
    public string Text => Base64 ? Convert.ToBase64String(file.Content.Span) : Encoding.UTF8.GetString(file.Content.Span);

    /// <summary>Whether `text` is base64: so it is for `DOCX` and `XLSX`.</summary>
    public bool Base64 => !file.IsText;

    /// <summary>The plan's history root when it was given out; JSON documents carry it, with all chains, themselves.</summary>
    public string HistoryRoot => historyRoot;
}

/// <summary>What a document holds.</summary>
[Name("ImportTotals")]
public sealed class ImportTotals(NapGrains.Documents.PlanDocument document)
{
    private readonly List<NapGrains.Documents.MeasureEntry> _measures = [.. document.Priorities.SelectMany(priority => priority.Measures)];

    /// <summary>Priorities.</summary>
    public int Priorities => document.Priorities.Length;

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

    /// <summary>Bodies that report.</summary>
    public int ReportingBodies => _measures.SelectMany(measure => measure.Reports).Select(report => report.Agency).OfType<string>().Distinct().Count();

    private IEnumerable<NapGrains.Documents.ExecutorEntry> Executors(string role) =>
        _measures.SelectMany(measure => measure.Executors).Where(executor => executor.Role == role);
}
