using System.Collections.Immutable;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.Measures;

/// <summary>What one step of an operation makes of a measure.</summary>
internal static class MeasureImport
{
    public static (MeasureState State, StepOutcome Outcome) Apply(MeasureState state, MeasurePatch patch, string id, DateTimeOffset now)
    {
        var merge = new ShippedData(patch.Shipped is not null);
        var before = patch.Shipped is null ? null : state.Shipped;
        var held = state.Definition;
        var definition = new MeasureDefinition(
            merge.Merge("number", held?.Number, before?.Number, patch.Number)!,
            Union(held?.FormerNumbers, patch.FormerNumbers),
            held?.Priority ?? patch.Priority,
            held?.Jurisdiction ?? patch.Jurisdiction,
            held?.Order is { } order and not int.MaxValue ? order : patch.Order ?? int.MaxValue,
            merge.MergeTexts("title", held?.Titles, before?.Titles, patch.Titles),
            merge.MergeTexts("short title", held?.ShortTitles, before?.ShortTitles, patch.ShortTitles),
            merge.Merge("schedule", held?.Schedule, before?.Schedule, patch.Schedule),
            merge.Merge("deadline", held?.Deadline, before?.Deadline, patch.Deadline),
            merge.Merge("continuous", held?.Continuous, before?.Continuous, patch.Continuous) ?? false,
            Union(held?.Delegations, patch.Delegations),
            Union(held?.References, patch.References),
            patch.Rows.Aggregate(
                held?.Rows ?? ImmutableSortedDictionary.Create<string, DocumentRow>(StringComparer.Ordinal),
                (rows, row) => rows.SetItem(row.Key, row.Value)),
            Unattributed(held, patch));
        var verdict = Verdict(state, patch, before, merge);
        var shipped = patch.Shipped is null ? state.Shipped : patch;
        var warnings = merge.Warnings.Select(warning => $"measure {id}: {warning}").ToImmutableArray();
        var next = state with { Definition = definition, Verdict = verdict, Shipped = shipped };
        if (ShippedData.Same(held, definition) && state.Verdict == verdict)
        {
            return (ShippedData.Same(next, state) ? state : next, new(false, warnings));
        }

        if (held is null || !ShippedData.Same(held, definition))
        {
            next = next.Emit(new(PlanEventKind.MeasureChanged, now, id, Priority: definition.Priority));
        }

        if (state.Verdict.Status != verdict.Status)
        {
            next = next.Emit(VerdictChange(state.Verdict, verdict, id, definition.Priority, now));
        }

        return (next.Changed(), new(true, warnings));
    }

    public static PlanChange VerdictChange(Verdict before, Verdict after, string id, int priority, DateTimeOffset now) => new(
        PlanEventKind.VerdictGiven, now, id, Priority: priority, From: GraphNames.Of(before.Status), To: GraphNames.Of(after.Status));

    /// <summary>A verdict that somebody gave stays; an import only says what was not judged yet.</summary>
    private static Verdict Verdict(MeasureState state, MeasurePatch patch, MeasurePatch? before, ShippedData merge)
    {
        if (patch.Verdict is not { } said)
        {
            return state.Verdict;
        }

        var held = state.Verdict == Measures.Verdict.None ? null : state.Verdict;
        return patch.Shipped is not null
            ? merge.Merge("verdict", held, before?.Verdict, said) ?? Measures.Verdict.None
            : state.Recent.IsEmpty && !(said.Status == MeasureStatus.Scheduled && held?.Status == MeasureStatus.Scheduled) ? said : state.Verdict;
    }

    /// <summary>A period's unattributed reports replace those held for it; our summaries stay where no words came for them.</summary>
    private static ImmutableArray<UnattributedReport> Unattributed(MeasureDefinition? held, MeasurePatch patch)
    {
        var before = held?.Unattributed ?? [];
        var said = patch.Unattributed.Select(report => report.Period).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Where(report => !said.Contains(report.Period)),
            .. patch.Unattributed.Select(report => report with
            {
                Content = Join(before.FirstOrDefault(old => old.Period == report.Period && old.Content.Position == report.Content.Position)?.Content, report.Content),
            }),
        ];
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

    private static ImmutableArray<T> Union<T>(ImmutableArray<T>? held, ImmutableArray<T> said) =>
        [.. (held ?? []).Concat(said.Where(item => !(held ?? []).Any(old => ShippedData.Same(old, item))))];
}
