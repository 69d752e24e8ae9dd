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
    /// <summary>Plans as a table that a spreadsheet opens, a row a thing; what is exported can be imported. The template is served at `/templates/plan.csv`.</summary>
    Csv,
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
