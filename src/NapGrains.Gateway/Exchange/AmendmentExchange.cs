using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Measures;
using Duty = NapGrains.Grains.Duty;

namespace NapGrains.Gateway.Exchange;

/// <summary>Amendments, between documents and grains.</summary>
internal static class AmendmentExchange
{
    /// <summary>A plan's amendments as a document gives them out; null for none.</summary>
    public static ImmutableArray<AmendmentEntry>? Entries(ImmutableArray<Amendment> amendments) => amendments.IsEmpty
        ? null
        : [.. amendments.Select(amendment => new AmendmentEntry(amendment.Version, amendment.Operation, amendment.Instrument, amendment.Date, amendment.RecordedAt))];

    /// <summary>A measure's amendments as a document gives them out; null for none.</summary>
    public static ImmutableArray<MeasureAmendmentEntry>? Entries(ImmutableArray<MeasureAmendment> amendments) => amendments.IsEmpty
        ? null
        : [.. amendments.Select(amendment => new MeasureAmendmentEntry(
            amendment.Version, [.. amendment.Kinds.Select(kind => GraphNames.Of(kind))], amendment.Before is { } place ? Entry(place) : null))];

    /// <summary>A part's former ones as a document gives them out; null for none.</summary>
    public static ImmutableArray<FormerPartEntry>? Entries(ImmutableArray<FormerPart> parts, ImmutableArray<string> periods) => parts.IsEmpty
        ? null
        : [.. parts.Select(part => new FormerPartEntry(
            part.Until,
            part.Role is { } role ? GraphNames.Of(role) : null,
            part.Role is null ? null : GraphNames.Of(part.Duty),
            part.Recommended ? true : null,
            part.MemberOf,
            [.. part.Asked.Where(periods.Contains)]))];

    /// <summary>A document's amendments of a plan.</summary>
    public static ImmutableArray<Amendment> Amendments(PlanHeader? plan) =>
        [.. (plan?.Amendments ?? []).Select(entry => new Amendment(entry.Version, entry.Operation, entry.Instrument, entry.Date, entry.RecordedAt))];

    /// <summary>A document's amendments of a measure.</summary>
    public static ImmutableArray<MeasureAmendment> Amendments(MeasureEntry measure, PlanHeader? plan) =>
    [
        .. (measure.Amendments ?? []).Select(entry => (Entry: entry, Act: plan!.Amendments!.Value.First(act => act.Version == entry.Version)))
            .Select(amended => new MeasureAmendment(
                amended.Act.Version,
                [.. amended.Entry.Kinds.Select(kind => GraphNames.Parse<AmendmentKind>(kind)!.Value)],
                amended.Act.Instrument,
                amended.Act.Date,
                amended.Act.RecordedAt,
                amended.Entry.Before is { } before ? Place(before) : null)),
    ];

    /// <summary>A document's former parts of a body.</summary>
    public static ImmutableArray<FormerPart> Parts(ExecutorEntry executor) =>
    [
        .. (executor.Former ?? []).Select(entry => new FormerPart(
            entry.Until,
            GraphNames.Parse<ExecutorRole>(entry.Role),
            GraphNames.Parse<Duty>(entry.Duty) ?? Duty.Voluntary,
            entry.Recommended ?? false,
            entry.MemberOf,
            entry.Asked)),
    ];

    private static PlaceEntry Entry(MeasurePlace place) => new(
        place.Number,
        place.Priority,
        place.Titles.ToDocument(),
        place.ShortTitles.ToDocument(),
        place.Dates.Schedule is { } schedule ? new(schedule.From, schedule.To) : null,
        place.Dates.Deadline,
        place.Dates.Continuous ? true : null,
        place.Delegations.IsEmpty ? null : [.. place.Delegations.Select(held => new DelegationEntry(held.From, held.To, held.Instrument, held.Date))],
        place.Verdict is { } verdict ? new(GraphNames.Of(verdict.Status), verdict.Reason, verdict.Source, verdict.EffectiveAt) : null);

    private static MeasurePlace Place(PlaceEntry entry) => new(
        entry.Number,
        entry.Priority,
        entry.Titles.ToImmutable(),
        entry.ShortTitles.ToImmutable(),
        new(entry.Schedule is { } schedule ? new(schedule.From, schedule.To) : null, entry.Deadline, entry.Continuous ?? false),
        [.. (entry.Delegations ?? []).Select(said => new Delegation(said.From, said.To, said.Instrument, said.Date))],
        entry.Verdict is { } verdict ? new(GraphNames.Parse<MeasureStatus>(verdict.Status)!.Value, verdict.Reason, verdict.Source, verdict.EffectiveAt) : null);
}
