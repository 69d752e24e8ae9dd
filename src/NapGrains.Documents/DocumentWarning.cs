namespace NapGrains.Documents;

/// <summary>Something doubtful in a document that was nevertheless taken.</summary>
/// <param name="Line">Line of the document, from 1; of a table, the row as a spreadsheet counts it. 0 where it concerns the whole.</param>
/// <param name="What">What was taken, and as what.</param>
/// <param name="Why">Why it is doubtful.</param>
/// <param name="Column">Heading of the table's column; null for documents that are no tables.</param>
public sealed record DocumentWarning(int Line, string What, string Why, string? Column = null);
