namespace NapGrains.Documents;

/// <summary>A figure of a plan's or a priority's summary: a named fraction, or a count.</summary>
/// <param name="Priority">Number of the priority; null for the whole plan.</param>
/// <param name="Period">The period whose reports are counted; null where none are.</param>
/// <param name="Name">Its name as the API has it, e.g. <c>implementedOfDue</c>.</param>
/// <param name="Count">How many fit: the fraction's numerator.</param>
/// <param name="Of">Of how many: its denominator; null for a count.</param>
public sealed record SummaryFigure(int? Priority, string? Period, string Name, int Count, int? Of);
