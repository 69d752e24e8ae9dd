using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>A measure as an official report prints it.</summary>
/// <param name="Line">Line of its row, from 1.</param>
/// <param name="Number">Its number, e.g. <c>1.10</c>.</param>
/// <param name="Title">Its title, wrapped lines joined.</param>
/// <param name="Row">The first four cells of its row, to the letter.</param>
/// <param name="Executors">Bodies on the measure: leads, others, addressees of delegations, then who reported unasked.</param>
/// <param name="Statements">The statements of the fifth cell, in order.</param>
/// <param name="Delegations">How the lead handed it on.</param>
/// <param name="References">Numbers of the measures that its statements point to.</param>
/// <param name="Schedule">When it is due, where the report says so.</param>
/// <param name="ScheduleReason">The sentence that says so.</param>
public sealed record ReportedMeasure(
    int Line,
    string Number,
    string Title,
    Row Row,
    ImmutableArray<ExecutorEntry> Executors,
    ImmutableArray<Statement> Statements,
    ImmutableArray<DelegationEntry> Delegations,
    ImmutableArray<string> References,
    ScheduleEntry? Schedule,
    string? ScheduleReason);

/// <summary>A priority as an official report prints it.</summary>
/// <param name="Line">Line of its heading, from 1.</param>
/// <param name="Number">Its number.</param>
/// <param name="Heading">The whole heading, outer white space left out.</param>
/// <param name="Title">The heading without the word for priority and the number.</param>
/// <param name="Measures">Its measures in document order.</param>
public sealed record ReportedPriority(
    int Line, int Number, string Heading, string Title, ImmutableArray<ReportedMeasure> Measures);

/// <summary>
/// An official report, read: a flattened table of five columns (number, title, lead, others, work done). Reading is pure and
/// takes time linear in the text.
/// </summary>
/// <param name="Language">BCP 47 tag of its texts.</param>
/// <param name="Frame">What stands around the table.</param>
/// <param name="Priorities">Its priorities in document order.</param>
/// <param name="Bodies">All bodies that it names, in order of first mention.</param>
/// <param name="NewBodies">Those of them that the register does not know.</param>
/// <param name="Warnings">Everything doubtful, by line.</param>
public sealed record OfficialReport(
    string Language,
    Frame Frame,
    ImmutableArray<ReportedPriority> Priorities,
    ImmutableArray<Body> Bodies,
    ImmutableArray<Body> NewBodies,
    ImmutableArray<DocumentWarning> Warnings)
{
    /// <summary>Reads an official report.</summary>
    /// <param name="text">Its whole text; LF, CRLF, or CR.</param>
    /// <param name="bodies">The register's bodies.</param>
    /// <param name="options">What else is known; null for an Azerbaijani report without corrections.</param>
    /// <exception cref="DocumentRefusedException">The text is no such report, is truncated, or contradicts itself.</exception>
    public static OfficialReport Read(string text, BodyNames bodies, ReadOptions? options = null) =>
        ReportReading.Read(text, bodies, options ?? new ReadOptions());

    /// <summary>The report as a plan document: what it says about the plan, and its statements as the reports of one period.</summary>
    /// <param name="period">Key of the period reported on, e.g. <c>2022</c>.</param>
    /// <param name="ids">Ids of measures by the number printed here, for those whose number has changed; null where none has.</param>
    public PlanDocument ToPlanDocument(string period, IReadOnlyDictionary<string, string>? ids = null) =>
        PlanOfReport.Make(this, period, ids);

    /// <summary>
    /// Prints a period's reports in the form of an official report. What the period's document printed is printed to the letter;
    /// where there is none (reports that came otherwise), cells are composed of executors, title, and statements.
    /// </summary>
    /// <param name="document">The plan with its reports.</param>
    /// <param name="period">Key of the period to print.</param>
    /// <param name="options">The language, and its words for what is composed; null for Azerbaijani.</param>
    public static string Write(PlanDocument document, string period, ReadOptions? options = null) =>
        ReportPrinting.Write(PrintedReport.Of(document, period, (options ?? new ReadOptions()).Vocabulary));
}
