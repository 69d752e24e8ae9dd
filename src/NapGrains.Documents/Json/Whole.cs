using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Plan documents whose absent lists are empty ones.</summary>
internal static class Whole
{
    public static PlanDocument Of(PlanDocument document) => document with
    {
        Plan = document.Plan is { Periods.IsDefault: true } plan ? plan with { Periods = [] } : document.Plan,
        Bodies = Each(document.Bodies, body => body.Aliases.IsDefault ? body with { Aliases = [] } : body),
        Priorities = Each(document.Priorities, priority => priority with { Measures = Each(priority.Measures, Of) }),
        Frames = Values(document.Frames, frame => frame.Headings.IsDefault ? frame with { Headings = [] } : frame),
    };

    private static MeasureEntry Of(MeasureEntry measure) => measure with
    {
        FormerNumbers = Optional(measure.FormerNumbers),
        Executors = Each(measure.Executors, executor => executor with
        {
            Expected = Optional(executor.Expected),
            Former = executor.Former is { } former ? Each(former, part => part.Asked.IsDefault ? part with { Asked = [] } : part) : null,
        }),
        Amendments = measure.Amendments is { } amendments
            ? Each(amendments, amendment => amendment.Kinds.IsDefault ? amendment with { Kinds = [] } : amendment)
            : null,
        Delegations = measure.Delegations is { } delegations
            ? Each(delegations, delegation => delegation.To.IsDefault ? delegation with { To = [] } : delegation)
            : null,
        References = Optional(measure.References),
        Figures = Optional(measure.Figures),
        Source = Optional(measure.Source),
        Reports = Each(measure.Reports, report => report with { Parts = report.Parts.OrEmpty(), Evidence = Optional(report.Evidence), References = Optional(report.References) }),
    };

    private static ImmutableArray<T>? Optional<T>(ImmutableArray<T>? array) => array is { } present ? present.OrEmpty() : null;

    // Entries that are null are left for the rules to refuse.
    private static ImmutableArray<T> Each<T>(ImmutableArray<T> array, Func<T, T> whole) =>
        array.IsDefault ? [] : [.. array.Select(entry => entry is null ? entry : whole(entry))];

    private static ImmutableSortedDictionary<string, T>? Values<T>(ImmutableSortedDictionary<string, T>? entries, Func<T, T> whole) =>
        entries?.SetItems(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value is null ? entry.Value : whole(entry.Value))));
}
