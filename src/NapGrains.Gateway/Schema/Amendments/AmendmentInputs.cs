using GraphQL;
using NapGrains.Grains;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>
/// An amendment of a plan: one act by one instrument, which makes one new version of the plan. All of it happens, or nothing. Its
/// measures are named by the numbers that they have before it.
/// </summary>
[Name("AmendPlanInput")]
public sealed record AmendPlanInput : PlanOperationInput
{
    /// <summary>The instrument as its issuer names it, e.g. `Order 12s of the President`.</summary>
    public required string Instrument { get; init; }

    /// <summary>The instrument's date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it changes, in the order of the instrument; each kind at most once a measure.</summary>
    public required IReadOnlyList<AmendmentInput> Amendments { get; init; }

    /// <summary>True to check only: nothing is stored.</summary>
    public bool? DryRun { get; init; }
}

/// <summary>One change of an amendment: exactly one of these.</summary>
[Name("AmendmentInput"), OneOf]
public sealed record AmendmentInput
{
    /// <summary>Adds a measure.</summary>
    public AddMeasureInput? Add { get; init; }

    /// <summary>Words a measure otherwise.</summary>
    public RewordMeasureInput? Reword { get; init; }

    /// <summary>Gives a measure another number; two measures may swap theirs.</summary>
    public RenumberMeasureInput? Renumber { get; init; }

    /// <summary>Takes a measure out of the plan; all that is known of it stays to be read.</summary>
    public WithdrawMeasureInput? Withdraw { get; init; }

    /// <summary>Charges other bodies with a measure.</summary>
    public ReassignMeasureInput? Reassign { get; init; }

    /// <summary>Gives a measure another deadline.</summary>
    public RescheduleMeasureInput? Deadline { get; init; }
}

/// <summary>When a measure is due: a deadline, years, or both; or `continuous` alone.</summary>
public abstract record MeasureDatesInput
{
    /// <summary>The day by which it is due.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Years in which it is due.</summary>
    public ScheduleInput? Schedule { get; init; }

    /// <summary>True for a measure without an end.</summary>
    public bool? Continuous { get; init; }
}

/// <summary>A measure to add.</summary>
[Name("AddMeasureInput")]
public sealed record AddMeasureInput : MeasureDatesInput
{
    /// <summary>Its number, which also is its identity: one that another measure had first is never given again.</summary>
    public required string Number { get; init; }

    /// <summary>Number of its priority; the number's first part by default.</summary>
    public int? Priority { get; init; }

    /// <summary>Its official title, one text a language.</summary>
    public required IReadOnlyList<TextInput> Titles { get; init; }

    /// <summary>A short title, one text a language.</summary>
    public IReadOnlyList<TextInput>? ShortTitles { get; init; }

    /// <summary>The bodies charged with it; at least one leads.</summary>
    public required IReadOnlyList<ExecutorInput> Executors { get; init; }
}

/// <summary>A measure to word otherwise.</summary>
[Name("RewordMeasureInput")]
public sealed record RewordMeasureInput
{
    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Its official title from now on, one text a language; languages that are left out have none any more.</summary>
    public required IReadOnlyList<TextInput> Titles { get; init; }

    /// <summary>Its short title from now on, likewise; left out, the present one stays.</summary>
    public IReadOnlyList<TextInput>? ShortTitles { get; init; }
}

/// <summary>A measure to number otherwise. It stays the same measure, and its old number still finds it.</summary>
[Name("RenumberMeasureInput")]
public sealed record RenumberMeasureInput
{
    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Its number from now on; free after this amendment.</summary>
    public required string Number { get; init; }

    /// <summary>Number of its priority from now on; the new number's first part by default.</summary>
    public int? Priority { get; init; }
}

/// <summary>A measure to take out of the plan.</summary>
[Name("WithdrawMeasureInput")]
public sealed record WithdrawMeasureInput
{
    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>Why; the instrument by default.</summary>
    public string? Reason { get; init; }
}

/// <summary>A measure to charge other bodies with.</summary>
[Name("ReassignMeasureInput")]
public sealed record ReassignMeasureInput
{
    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>
    /// All bodies that the plan names on it from now on; at least one leads. The part of those that are left out ends: what they
    /// reported stays, and nothing more is expected. With a lead end its delegations, with a collective its members.
    /// </summary>
    public required IReadOnlyList<ExecutorInput> Executors { get; init; }
}

/// <summary>A measure to give another deadline: what is left out of its dates there is no more.</summary>
[Name("RescheduleMeasureInput")]
public sealed record RescheduleMeasureInput : MeasureDatesInput
{
    /// <summary>Number of the measure.</summary>
    public required string Measure { get; init; }
}

/// <summary>Years, both included.</summary>
[Name("ScheduleInput")]
public sealed record ScheduleInput
{
    /// <summary>The first year.</summary>
    public required int From { get; init; }

    /// <summary>The last year.</summary>
    public required int To { get; init; }
}

/// <summary>A body that the plan names on a measure.</summary>
[Name("ExecutorInput")]
public sealed record ExecutorInput
{
    /// <summary>Key of the body.</summary>
    public required string Agency { get; init; }

    /// <summary>LEAD or OTHER.</summary>
    public required ExecutorRole Role { get; init; }

    /// <summary>True for a body that is asked, not ordered.</summary>
    public bool? Recommended { get; init; }
}
