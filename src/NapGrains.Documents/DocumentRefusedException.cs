using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>Why a document is refused.</summary>
/// <param name="Line">Line of the document, from 1; of a table, the row as a spreadsheet counts it. 0 where it concerns the whole.</param>
/// <param name="Cause">What is wrong.</param>
/// <param name="Path">JSON path of the value that is wrong, e.g. <c>$.priorities[0].number</c>; null for other documents.</param>
/// <param name="Column">Heading of the table's column, empty where it concerns the whole row; null for documents that are no tables.</param>
public sealed record DocumentFault(int Line, string Cause, string? Path = null, string? Column = null)
{
    /// <summary>The fault in one line: where, then why.</summary>
    public override string ToString() => string.Concat(
        Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{(Column is null ? "line" : "row")} {Line}{(Column is { Length: > 0 } ? $", {Column}" : "")}: ") : "",
        Path is null ? "" : Path + ": ",
        Cause);
}

/// <summary>A document is refused as a whole; nothing of it was taken.</summary>
public sealed class DocumentRefusedException : Exception
{
    /// <summary>Refuses a document.</summary>
    /// <param name="faults">Every fault found, at least one, in document order.</param>
    public DocumentRefusedException(ImmutableArray<DocumentFault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>Refuses a document for one fault.</summary>
    /// <param name="line">Line from 1; 0 where it concerns the whole.</param>
    /// <param name="cause">What is wrong.</param>
    public DocumentRefusedException(int line, string cause) : this([new DocumentFault(line, cause)]) { }

    /// <summary>Every fault found, in document order.</summary>
    public ImmutableArray<DocumentFault> Faults { get; }
}
