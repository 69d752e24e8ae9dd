using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Views.Search;

/// <summary>What can be found in a plan: its public texts, and nothing else.</summary>
internal static class PlanEntries
{
    /// <summary>The plan and its priorities.</summary>
    public static IReadOnlyList<SearchEntry> Of(PlanSnapshot plan) =>
    [
        new(SearchKind.Plan, GrainKeys.Plan(plan.Plan.Key), plan.Plan.Key, plan.Plan.Key, [.. Texts(SearchPlace.Title, plan.Plan.Titles)]),
        .. plan.Priorities.Select(priority => new SearchEntry(
            SearchKind.Priority,
            GrainKeys.Priority(plan.Plan.Key, priority.Number),
            plan.Plan.Key,
            $"{priority.Number}",
            [.. Texts(SearchPlace.Title, priority.Titles)]) { Order = priority.Number }),
    ];

    /// <summary>A body of a register.</summary>
    public static SearchEntry Of(RegisteredBody body) => new(
        SearchKind.Agency,
        GrainKeys.Agency(body.Key),
        null,
        body.Key,
        [.. Texts(SearchPlace.Name, body.Names), .. body.Aliases.Select(alias => new SearchText(SearchPlace.Alias, null, alias))]);

    /// <summary>A measure, with its verdict's and its assessments' reasons, and the statements on it that name no body.</summary>
    public static IReadOnlyList<SearchEntry> Of(string plan, MeasureView measure)
    {
        var definition = measure.Definition;
        return
        [
            new SearchEntry(
                SearchKind.Measure,
                GrainKeys.Measure(plan, measure.Id),
                plan,
                measure.Id,
                [
                    new(SearchPlace.Number, null, definition.Number),
                    .. definition.FormerNumbers.Select(number => new SearchText(SearchPlace.FormerNumber, null, number)),
                    .. Texts(SearchPlace.ShortTitle, definition.ShortTitles),
                    .. Texts(SearchPlace.Title, definition.Titles),
                    .. Text(SearchPlace.VerdictReason, measure.Verdict.Reason),
                    .. measure.Assessments.SelectMany(assessment => Text(SearchPlace.AssessmentReason, assessment.Reason)),
                ]) { Order = definition.Order, Number = definition.Number },
            .. definition.Unattributed.Select(report => Report(plan, measure, report.Period, null, report.Content, report.Content.Position, [])),
        ];
    }

    /// <summary>The published report of an agency.</summary>
    public static SearchEntry Of(string plan, MeasureView measure, ReportView report, RegisteredBody? agency, string key) => Report(
        plan, measure, report.Head.Period, key, report.Content, report.Head.Position, [.. agency?.Names.Values ?? [], .. agency?.Aliases ?? []]);

    private static SearchEntry Report(
        string plan, MeasureView measure, string period, string? agency, ReportContent content, int? position, ImmutableArray<string> context) => new(
        SearchKind.Report,
        $"report:{plan}/{measure.Id}/{period}/{agency ?? $"#{position}"}",
        plan,
        measure.Id,
        [
            .. content.Parts.SelectMany(part => Texts(SearchPlace.Statement, part.Texts)),
            .. Text(SearchPlace.Challenges, content.Challenges),
            .. content.Parts.SelectMany(part => Texts(SearchPlace.Summary, part.Summaries)),
        ])
        {
            Order = measure.Definition.Order,
            Number = measure.Definition.Number,
            Period = period,
            Agency = agency,
            Position = position ?? int.MaxValue,
            Context = context,
        };

    private static IEnumerable<SearchText> Texts(SearchPlace place, ImmutableSortedDictionary<string, string>? texts) =>
        (texts ?? ImmutableSortedDictionary<string, string>.Empty).Select(text => new SearchText(place, text.Key, text.Value));

    private static IEnumerable<SearchText> Text(SearchPlace place, string? text) => text is null ? [] : [new(place, null, text)];
}
