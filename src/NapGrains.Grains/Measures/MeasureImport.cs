using System.Collections.Immutable;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;

namespace NapGrains.Grains.Measures;

/// <summary>What one step of an operation makes of a measure.</summary>
internal static class MeasureImport
{
    public static (MeasureState State, StepOutcome Outcome) Apply(MeasureState state, MeasurePatch patch, string id, By by, DateTimeOffset now)
    {
        var merge = new ShippedData(patch.Shipped is not null);
        var before = patch.Shipped is null ? null : state.Shipped;
        var held = state.Definition;
        var said = Unamended(held, patch);
        var definition = new MeasureDefinition(
            // Only an amendment renumbers, and old documents go on naming it by its old number.
            patch.Shipped is null && held is not null ? held.Number : merge.Merge("number", held?.Number, before?.Number, patch.Number)!,
            Union(held?.FormerNumbers, before?.FormerNumbers, patch.FormerNumbers),
            held?.Priority ?? patch.Priority,
            held?.Jurisdiction ?? patch.Jurisdiction,
            held?.Order is { } order and not int.MaxValue ? order : patch.Order ?? int.MaxValue,
            merge.MergeTexts("title", held?.Titles, before?.Titles, said.Titles),
            merge.MergeTexts("short title", held?.ShortTitles, before?.ShortTitles, said.ShortTitles),
            merge.Merge("schedule", held?.Schedule, before?.Schedule, said.Schedule),
            merge.Merge("deadline", held?.Deadline, before?.Deadline, said.Deadline),
            // A flag that was not said is false, so that is what the file before this one said of it.
            merge.Merge<bool?>("continuous", held?.Continuous ?? false, before?.Continuous ?? false, said.Continuous) ?? false,
            Union(held?.Delegations, before?.Delegations, said.Delegations),
            Union(held?.References, before?.References, patch.References),
            patch.Rows.Aggregate(
                held?.Rows ?? ImmutableSortedDictionary.Create<string, DocumentRow>(StringComparer.Ordinal),
                (rows, row) => rows.SetItem(row.Key, row.Value)),
            Unattributed(held, patch),
            patch.TimeZone ?? held?.TimeZone,
            patch.Source ?? held?.Source,
            held is null ? patch.Amended : held.Amended);
        var verdict = Verdict(state, patch, before, merge);
        var shipped = patch.Shipped is null ? state.Shipped : patch;
        var warnings = merge.Warnings.Select(warning => $"measure {id}: {warning}").ToImmutableArray();
        var assessments = New(state.Assessments, patch.Assessments.IsDefault ? [] : patch.Assessments, now);
        var next = state with { Definition = definition, Verdict = verdict, Shipped = shipped };
        if (ShippedData.Same(held, definition) && state.Verdict == verdict && assessments.IsEmpty)
        {
            return (ShippedData.Same(next, state) ? state : next, new(false, warnings));
        }

        if (held is null || !ShippedData.Same(held, definition))
        {
            next = Define(next, held, definition, new(PlanEventKind.MeasureChanged, now, id, Priority: definition.Priority), by);
        }

        if (state.Verdict != verdict)
        {
            next = next.Tell(VerdictChange(state.Verdict, verdict, id, definition.Priority, now), by, verdict);
        }

        next = assessments.Aggregate(next, (assessed, assessment) => Assess(assessed, assessment, id, by, now));
        // What is taken over tells already how the measure came to be what it is; if it tells something else, it is left.
        if (state.History.Length == 0 && Chain.Adopt(patch.History) is { } chain && next with { Links = chain } is var taken
            && MeasureVerification.FirstBroken(taken, patch.History) is null)
        {
            next = taken;
        }

        return (next.Changed(), new(true, warnings));
    }

    /// <summary>What a document may still say of the measure: what an amendment has set, only an amendment sets otherwise.</summary>
    private static MeasurePatch Unamended(MeasureDefinition? held, MeasurePatch patch)
    {
        if (held is null || held.Amendments.IsEmpty)
        {
            return patch;
        }

        patch = held.IsSetBy(AmendmentKind.Reworded) || held.IsSetBy(AmendmentKind.Added) ? patch with { Titles = null, ShortTitles = null } : patch;
        patch = held.IsSetBy(AmendmentKind.Reassigned) ? patch with { Delegations = [] } : patch;
        return held.IsSetBy(AmendmentKind.Rescheduled) ? patch with { Schedule = null, Deadline = null, Continuous = null } : patch;
    }

    /// <summary>One event tells that the measure's data changed; the chain tells apart what holds for good and what a period's document printed.</summary>
    private static MeasureState Define(MeasureState state, MeasureDefinition? held, MeasureDefinition definition, PlanChange change, By by)
    {
        var links = state.History;
        if (held is null || !ShippedData.Same(held.Told, definition.Told))
        {
            links = links.Add(change, by, HistoryLink.Digest(definition.Told));
        }

        foreach (var period in definition.PrintedPeriods.Where(period => held is null || !ShippedData.Same(held.Printed(period), definition.Printed(period))))
        {
            links = links.Add(change with { Period = period }, by, HistoryLink.Digest(definition.Printed(period)));
        }

        return state with { Links = links, Outbox = state.Outbox.Emit(MeasureState.ToFeed, change) };
    }

    /// <summary>One more assessment; the change tells it against the assessor's last one, so that a regression shows.</summary>
    public static MeasureState Assess(MeasureState state, Assessment assessment, string id, By by, DateTimeOffset now)
    {
        var before = state.Assessments.LastOrDefault(earlier => earlier.Assessor == assessment.Assessor);
        var change = new PlanChange(
            PlanEventKind.MeasureAssessed, now, id, Priority: state.Definition!.Priority,
            From: before is null ? null : GraphNames.Of(before.Status), To: GraphNames.Of(assessment.Status), Reason: assessment.Reason);
        return (state with { Assessed = state.Assessments.Add(assessment) }).Tell(change, by, assessment);
    }

    /// <summary>
    /// Assessments that are not held yet. One that is published by the patch says not when it was, so the same one again, from the same
    /// document, is known by all the rest.
    /// </summary>
    private static ImmutableArray<Assessment> New(ImmutableArray<Assessment> held, ImmutableArray<Assessment> said, DateTimeOffset now) =>
    [
        .. said.Where(assessment => !(assessment.RecordedAt == default
                ? held.Any(old => assessment == old with { RecordedAt = default })
                : held.Contains(assessment)))
            .Select(assessment => assessment.RecordedAt == default ? assessment with { RecordedAt = now } : assessment),
    ];

    public static PlanChange VerdictChange(Verdict before, Verdict after, string id, int priority, DateTimeOffset now) => new(
        PlanEventKind.VerdictGiven, now, id, Priority: priority, From: GraphNames.Of(before.Status), To: GraphNames.Of(after.Status),
        Reason: after.Reason);

    /// <summary>A verdict that somebody gave stays; an import only says what was not judged yet.</summary>
    private static Verdict Verdict(MeasureState state, MeasurePatch patch, MeasurePatch? before, ShippedData merge)
    {
        if (patch.Verdict is not { } said)
        {
            return state.Verdict;
        }

        var held = state.Verdict == Measures.Verdict.None ? null : state.Verdict;
        if (state.Definition is not null && (said.Status == MeasureStatus.Withdrawn || held?.Status == MeasureStatus.Withdrawn))
        {
            // An amendment withdraws, and nothing undoes it; a measure that was not here yet comes as it is elsewhere.
            return state.Verdict;
        }

        return patch.Shipped is not null
            ? merge.Merge("verdict", held, before?.Verdict, said) ?? Measures.Verdict.None
            : state.Recent.IsEmpty && !(said.Status == MeasureStatus.Scheduled && held?.Status == MeasureStatus.Scheduled) ? said : state.Verdict;
    }

    /// <summary>
    /// A period's unattributed reports replace those held for it; our summaries stay where no words came for them, and words stay
    /// where the shipped data knows of no such report.
    /// </summary>
    private static ImmutableArray<UnattributedReport> Unattributed(MeasureDefinition? held, MeasurePatch patch)
    {
        var before = held?.Unattributed ?? [];
        var said = patch.Unattributed.Select(report => report.Period).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Where(report => !said.Contains(report.Period) || (patch.Shipped is not null && IsWordsOnly(report))),
            .. patch.Unattributed.Select(report => report with
            {
                Content = Join(before.FirstOrDefault(old => old.Period == report.Period && old.Content.Position == report.Content.Position)?.Content, report.Content),
            }),
        ];

        bool IsWordsOnly(UnattributedReport held) => held.Content.Parts.Any(part => part.Texts is not null)
            && !patch.Unattributed.Any(report => report.Period == held.Period && report.Content.Position == held.Content.Position);
    }

    private static ReportContent Join(ReportContent? held, ReportContent said) => held is null
        ? said
        : said with
        {
            Parts =
            [
                .. said.Parts.Select(part => held.Parts.FirstOrDefault(old => old.Position == part.Position) is not { } old
                    ? part
                    : part with
                    {
                        Wording = part.Wording ?? old.Wording,
                        Separator = part.Separator ?? old.Separator,
                        Texts = part.Texts ?? old.Texts,
                        Summaries = part.Summaries ?? old.Summaries,
                    }),
            ],
            Figures = said.Figures.IsEmpty ? held.Figures : said.Figures,
        };

    /// <summary>
    /// Adds what is said to what is held. What the shipped data said before and says no more goes, and what it says still and
    /// people have taken out stays out.
    /// </summary>
    private static ImmutableArray<T> Union<T>(ImmutableArray<T>? held, ImmutableArray<T>? before, ImmutableArray<T> said)
    {
        return
        [
            .. (held ?? []).Where(item => !Has(before, item) || Has(said, item)),
            .. said.Where(item => !Has(held, item) && !Has(before, item)),
        ];

        static bool Has(ImmutableArray<T>? items, T item) => items is { } all && all.Any(other => ShippedData.Same(other, item));
    }
}
