namespace NapGrains.Documents;

/// <summary>Something doubtful in a document that was nevertheless taken.</summary>
/// <param name="Line">Line of the document, from 1; 0 where it concerns the whole.</param>
/// <param name="What">What was taken, and as what.</param>
/// <param name="Why">Why it is doubtful.</param>
public sealed record DocumentWarning(int Line, string What, string Why);
