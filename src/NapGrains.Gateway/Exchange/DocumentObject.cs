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
}

/// <summary>A document.</summary>
[Name("Document")]
public sealed class DocumentObject(string fileName, string mediaType, string text, string historyRoot)
{
    /// <summary>A name for its file.</summary>
    public string FileName => fileName;

    /// <summary>Its media type.</summary>
    public string MediaType => mediaType;

    /// <summary>Its text.</summary>
    public string Text => text;

    /// <summary>The plan's history root when it was given out; JSON documents carry it, with all chains, themselves.</summary>
    public string HistoryRoot => historyRoot;
}
