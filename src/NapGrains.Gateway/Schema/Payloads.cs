using GraphQL;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Schema.Errors;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Reports;

namespace NapGrains.Gateway.Schema;

/// <summary>What an operation on a report did.</summary>
public abstract class ReportPayload(ReportNode? report, IReadOnlyList<IUserError> errors)
{
    /// <summary>The report as it is now; null where the operation was refused.</summary>
    public ReportNode? Report => report;

    /// <summary>Why it was refused; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}

/// <summary>What `saveDraft` did.</summary>
[Name("SaveDraftPayload")]
public sealed class SaveDraftPayload(ReportNode? report, IReadOnlyList<IUserError> errors) : ReportPayload(report, errors);

/// <summary>What `submitReport` did.</summary>
[Name("SubmitReportPayload")]
public sealed class SubmitReportPayload(ReportNode? report, IReadOnlyList<IUserError> errors) : ReportPayload(report, errors);

/// <summary>What `returnReport` did.</summary>
[Name("ReturnReportPayload")]
public sealed class ReturnReportPayload(ReportNode? report, IReadOnlyList<IUserError> errors) : ReportPayload(report, errors);

/// <summary>What `acceptReport` did.</summary>
[Name("AcceptReportPayload")]
public sealed class AcceptReportPayload(ReportNode? report, IReadOnlyList<IUserError> errors) : ReportPayload(report, errors);

/// <summary>What `giveVerdict` did.</summary>
[Name("GiveVerdictPayload")]
public sealed class GiveVerdictPayload(MeasureNode? measure, IReadOnlyList<IUserError> errors)
{
    /// <summary>The measure as it is now; null where the verdict was refused.</summary>
    public MeasureNode? Measure => measure;

    /// <summary>Why it was refused; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}

/// <summary>What `redactReport` did.</summary>
[Name("RedactReportPayload")]
public sealed class RedactReportPayload(ReportNode? report, IReadOnlyList<IUserError> errors) : ReportPayload(report, errors);

/// <summary>What `assessMeasure` did.</summary>
[Name("AssessMeasurePayload")]
public sealed class AssessMeasurePayload(MeasureNode? measure, AssessmentObject? assessment, IReadOnlyList<IUserError> errors)
{
    /// <summary>The measure as it is now; null where the assessment was refused.</summary>
    public MeasureNode? Measure => measure;

    /// <summary>The assessment as it was published.</summary>
    public AssessmentObject? Assessment => assessment;

    /// <summary>Why it was refused; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}

/// <summary>What `setPeriod` did.</summary>
[Name("SetPeriodPayload")]
public sealed class SetPeriodPayload(PeriodObject? period, PlanNode? plan, OperationObject? operation, IReadOnlyList<IUserError> errors)
{
    /// <summary>The period as it is now; null where its dates were refused.</summary>
    public PeriodObject? Period => period;

    /// <summary>The plan as it is now.</summary>
    public PlanNode? Plan => plan;

    /// <summary>The operation that opens the period; null while its time has not come.</summary>
    public OperationObject? Operation => operation;

    /// <summary>Why it was refused; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}

/// <summary>What `nameMembers` did.</summary>
[Name("NameMembersPayload")]
public sealed class NameMembersPayload(MeasureNode? measure, OperationObject? operation, IReadOnlyList<IUserError> errors)
{
    /// <summary>The measure; null where it was refused.</summary>
    public MeasureNode? Measure => measure;

    /// <summary>The operation that carries it out.</summary>
    public OperationObject? Operation => operation;

    /// <summary>Why it was refused; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}

/// <summary>What `importDocument` did.</summary>
[Name("ImportDocumentPayload")]
public sealed class ImportDocumentPayload(
    OperationObject? operation, ImportTotals? totals, IReadOnlyList<ImportWarning> warnings, IReadOnlyList<IUserError> errors)
    : ImportPayload(operation, totals, warnings, errors);

/// <summary>What `importPlans` did.</summary>
[Name("ImportPlansPayload")]
public sealed class ImportPlansPayload(
    OperationObject? operation, ImportTotals? totals, IReadOnlyList<ImportWarning> warnings, IReadOnlyList<IUserError> errors)
    : ImportPayload(operation, totals, warnings, errors);

/// <summary>What an import did.</summary>
public abstract class ImportPayload(
    OperationObject? operation, ImportTotals? totals, IReadOnlyList<ImportWarning> warnings, IReadOnlyList<IUserError> errors)
{
    /// <summary>The operation that carries it out; null for a dry run, and where it was refused.</summary>
    public OperationObject? Operation => operation;

    /// <summary>What the document holds; null where it was refused.</summary>
    public ImportTotals? Totals => totals;

    /// <summary>Doubtful things in the document and what was made of them.</summary>
    public IEnumerable<ImportWarning> Warnings => warnings;

    /// <summary>Why it was refused; empty where it was not.</summary>
    public IEnumerable<IUserError> Errors => errors;
}
