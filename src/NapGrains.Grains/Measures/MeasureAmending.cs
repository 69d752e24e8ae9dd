using System.Collections.Immutable;
using System.Globalization;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;

namespace NapGrains.Grains.Measures;

/// <summary>What an amendment makes of a measure.</summary>
internal static class MeasureAmending
{
    /// <summary>The measure from now on; it stays where this amendment was carried out on it already.</summary>
    /// <param name="state">The measure; without a definition where the amendment adds it.</param>
    /// <param name="change">What to change.</param>
    /// <param name="amendment">The amendment.</param>
    /// <param name="id">The measure's identity.</param>
    /// <param name="operation">The operation id.</param>
    /// <param name="now">Recorded time.</param>
    public static MeasureState Apply(MeasureState state, MeasureChange change, Amendment amendment, string id, string operation, DateTimeOffset now)
    {
        var held = state.Definition;
        if (held?.Amendments.Any(applied => applied.Version == amendment.Version) == true)
        {
            return state;
        }

        var isWithdrawn = change.Kinds.Contains(AmendmentKind.Withdrawn);
        var applied = new MeasureAmendment(
            amendment.Version, change.Kinds, amendment.Instrument, amendment.Date, amendment.RecordedAt,
            held is null ? null : held.Place with { Verdict = isWithdrawn ? state.Verdict : null });
        var definition = Amended(held ?? Unnamed(change), change) with { Amended = [.. held?.Amendments ?? [], applied] };
        var next = state with { Definition = definition };
        var by = new By("secretariat", null, operation);
        foreach (var kind in change.Kinds)
        {
            next = next.Tell(Event(kind), by, applied);
        }

        // The events above tell it; the chain also remembers what the measure is now.
        next = next with
        {
            Links = next.History.Add(Told(PlanEventKind.MeasureChanged), by, HistoryLink.Digest(definition.Told)),
        };
        if (isWithdrawn)
        {
            var verdict = new Verdict(MeasureStatus.Withdrawn, change.Reason ?? amendment.Reason, amendment.Reason, now);
            var given = MeasureImport.VerdictChange(state.Verdict, verdict, id, definition.Priority, now);
            next = (next with { Verdict = verdict }).Tell(given, by, verdict);
        }

        if (held is not null)
        {
            next = change.Kinds.Where(kind => kind != AmendmentKind.Reassigned).Aggregate(next, (told, kind) => told.Notify(Event(kind)));
        }

        return next.Changed();

        PlanChange Event(AmendmentKind kind)
        {
            var (from, to) = kind switch
            {
                AmendmentKind.Renumbered => (held?.Number, definition.Number),
                AmendmentKind.Rescheduled => (Day(held?.Dates.Due), Day(definition.Dates.Due)),
                AmendmentKind.Withdrawn => (GraphNames.Of(state.Verdict.Status), GraphNames.Of(MeasureStatus.Withdrawn)),
                _ => (null, null),
            };
            return Told(MeasureAmendment.Event(kind)) with { From = from, To = to, Reason = amendment.Reason };
        }

        static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

        PlanChange Told(PlanEventKind kind) => new(kind, now, id, Priority: definition.Priority);
    }

    private static MeasureDefinition Amended(MeasureDefinition held, MeasureChange change) => held with
    {
        Number = change.Number ?? held.Number,
        FormerNumbers = change.Number is { } number && number != held.Number
            ? [.. held.FormerNumbers.Where(former => former != number && former != held.Number), held.Number]
            : held.FormerNumbers,
        Priority = change.Priority ?? held.Priority,
        Order = change.Order ?? held.Order,
        Titles = change.Titles ?? held.Titles,
        ShortTitles = change.ShortTitles ?? held.ShortTitles,
        Schedule = change.Dates is null ? held.Schedule : change.Dates.Schedule,
        Deadline = change.Dates is null ? held.Deadline : change.Dates.Deadline,
        Continuous = change.Dates?.Continuous ?? held.Continuous,
        Delegations = change.Delegations ?? held.Delegations,
    };

    private static MeasureDefinition Unnamed(MeasureChange added) => new(
        added.Number!, [], added.Priority!.Value, added.Jurisdiction!, added.Order!.Value, null, null, null, null, false, [], [],
        ImmutableSortedDictionary.Create<string, DocumentRow>(StringComparer.Ordinal), [], added.TimeZone);
}
