using System.Collections.Immutable;
using GraphQL;
using NapGrains.Documents;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;

namespace NapGrains.Gateway.Schema.Errors;

/// <summary>Rules that a mutation can break.</summary>
[Name("ErrorCode")]
public enum ErrorCode
{
    /// <summary>There is no such plan.</summary>
    UnknownPlan,
    /// <summary>The plan has no such measure.</summary>
    UnknownMeasure,
    /// <summary>The register has no such body.</summary>
    UnknownAgency,
    /// <summary>The plan has no such period.</summary>
    UnknownPeriod,
    /// <summary>The operation id was used before, with other content.</summary>
    OperationIdReused,
    /// <summary>The operation id is empty, has more than 200 characters, or characters that cannot be seen.</summary>
    OperationIdInvalid,
    /// <summary>Somebody else wrote a newer revision.</summary>
    RevisionConflict,
    /// <summary>A report needs a narrative, or nil.</summary>
    NarrativeRequired,
    /// <summary>A NIL report claims nothing.</summary>
    NilWithClaim,
    /// <summary>A claim of NOT_STARTED or LIMITED needs challenges.</summary>
    ChallengesRequired,
    /// <summary>A claim of COMPLETE needs evidence.</summary>
    EvidenceRequired,
    /// <summary>Evidence must be an absolute http or https link.</summary>
    EvidenceInvalid,
    /// <summary>Only a submitted report can be accepted.</summary>
    NotSubmitted,
    /// <summary>A reason is needed.</summary>
    ReasonRequired,
    /// <summary>Only an amendment withdraws a measure.</summary>
    WithdrawnByAmendment,
    /// <summary>The document cannot be taken; the error is a `DocumentRefused`, whose faults name line, column and cause.</summary>
    DocumentRefused,
    /// <summary>There is no mapping of this name.</summary>
    UnknownMapping,
    /// <summary>A period's key begins with its year.</summary>
    PeriodKeyInvalid,
    /// <summary>A period opens before it is due, and is due before it locks or when it does.</summary>
    PeriodDatesInvalid,
    /// <summary>Two periods would be open at a time.</summary>
    PeriodOverlap,
    /// <summary>The period is open; when it opened cannot be changed any more.</summary>
    PeriodAlreadyOpen,
    /// <summary>The period has not opened yet: reports come from then on.</summary>
    PeriodNotOpen,
    /// <summary>Only a collective executor of the measure has members.</summary>
    NotCollective,
    /// <summary>A collective cannot be a member.</summary>
    MemberIsCollective,
    /// <summary>The report has no such submitted revision.</summary>
    UnknownRevision,
    /// <summary>The plan is being changed, or was changed meanwhile: look at it and send the operation again.</summary>
    PlanChanged,
    /// <summary>An amendment names its instrument.</summary>
    InstrumentRequired,
    /// <summary>The instrument's date has not come.</summary>
    InstrumentDateInvalid,
    /// <summary>An amendment makes at least one change.</summary>
    AmendmentsRequired,
    /// <summary>A measure is amended once in each way, and withdrawn alone.</summary>
    AmendedTwice,
    /// <summary>The measure was withdrawn: it gets no verdict and is not amended any more.</summary>
    MeasureWithdrawn,
    /// <summary>A measure's number is made of letters, digits and dots.</summary>
    NumberInvalid,
    /// <summary>Another measure has the number.</summary>
    NumberTaken,
    /// <summary>The number is the identity of another measure and is never given to a new one.</summary>
    NumberNeverReused,
    /// <summary>The plan has no such priority.</summary>
    UnknownPriority,
    /// <summary>A measure has a title.</summary>
    TitleRequired,
    /// <summary>A measure's dates are missing, contradict each other, or are before the plan.</summary>
    MeasureDatesInvalid,
    /// <summary>A measure has at least one lead.</summary>
    LeadRequired,
    /// <summary>A body stands in a list twice.</summary>
    AgencyTwice,
    /// <summary>A plan names leads and other executors only.</summary>
    ExecutorRoleInvalid,
}

/// <summary>A refusal that a caller can expect: nothing was changed.</summary>
[Name("UserError")]
public interface IUserError
{
    /// <summary>The rule.</summary>
    ErrorCode Code { get; }

    /// <summary>What to do, for a person.</summary>
    string Message { get; }

    /// <summary>Where in the input; null for the whole.</summary>
    IEnumerable<string>? Path { get; }
}

/// <summary>A rule was not kept.</summary>
[Name("RuleBroken"), Implements(typeof(IUserError))]
public sealed class RuleBroken(ErrorCode code, string message, string[]? path = null) : IUserError
{
    /// <inheritdoc/>
    public ErrorCode Code => code;

    /// <inheritdoc/>
    public string Message => message;

    /// <inheritdoc/>
    public IEnumerable<string>? Path => path;
}

/// <summary>Somebody else wrote a newer revision: read it, decide again, and send its number.</summary>
[Name("RevisionConflict"), Implements(typeof(IUserError))]
public sealed class RevisionConflict(int currentRevision, string message) : IUserError
{
    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.RevisionConflict;

    /// <inheritdoc/>
    public string Message => message;

    /// <inheritdoc/>
    public IEnumerable<string>? Path => ["input", "expectedRevision"];

    /// <summary>Number of the newest revision; 0 where there is none.</summary>
    public int CurrentRevision => currentRevision;
}

/// <summary>A document cannot be taken: nothing of it was.</summary>
[Name("DocumentRefused"), Implements(typeof(IUserError))]
public sealed class DocumentRefused(string message, ImmutableArray<DocumentFault> faults) : IUserError
{
    /// <inheritdoc/>
    public ErrorCode Code => ErrorCode.DocumentRefused;

    /// <inheritdoc/>
    public string Message => message;

    /// <inheritdoc/>
    public IEnumerable<string>? Path => ["input", "document"];

    /// <summary>Everything that is wrong with it, in its order; 1,000 at most.</summary>
    public IEnumerable<DocumentFaultObject> Faults => faults.Select(fault => new DocumentFaultObject(fault));
}

/// <summary>Something that is wrong with a document.</summary>
[Name("DocumentFault")]
public sealed class DocumentFaultObject(DocumentFault fault)
{
    /// <summary>Line in the document, from 1; of a table, the row as a spreadsheet counts it. 0 where it is about no line.</summary>
    public int Line => fault.Line;

    /// <summary>Heading of the column, where the document is a table and it is about one.</summary>
    public string? Column => fault.Column is { Length: > 0 } column ? column : null;

    /// <summary>JSON path of the value, where the document is JSON.</summary>
    public string? Path => fault.Path;

    /// <summary>What is wrong.</summary>
    public string Cause => fault.Cause;
}

/// <summary>Turns what grains refuse into what clients are told.</summary>
internal static class Refusals
{
    /// <summary>A refusal as an error of the payload; rights are no such thing and go on as a top-level error.</summary>
    public static IUserError AsUserError(RefusalException refusal) => refusal switch
    {
        DocumentRefusal refused => new DocumentRefused(refused.Message, refused.Faults),
        RevisionConflictException conflict => new RevisionConflict(conflict.CurrentRevision, conflict.Message),
        ForbiddenException => throw RequestErrors.Forbidden(refusal.Message),
        _ => new RuleBroken(
            GraphNames.Parse<ErrorCode>(refusal.Code) ?? throw new InvalidOperationException($"Refusal code {refusal.Code} is not in the contract."),
            refusal.Message),
    };
}
