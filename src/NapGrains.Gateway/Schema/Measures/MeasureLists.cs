using GraphQL;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Schema.Measures;

/// <summary>Which measures to list: all conditions that are given must hold.</summary>
[Name("MeasureFilter")]
public sealed record MeasureFilter
{
    /// <summary>Number of the priority.</summary>
    public int? Priority { get; init; }

    /// <summary>One of these verdicts.</summary>
    public IReadOnlyList<MeasureStatus>? Status { get; init; }

    /// <summary>One of these standings against the deadline.</summary>
    public IReadOnlyList<Timeliness>? Timeliness { get; init; }

    /// <summary>Key of a body on the measure; `role`, `recommended`, `reportedIn` and `notReportedIn` then speak of this body.</summary>
    public string? Agency { get; init; }

    /// <summary>A body has one of these roles on it.</summary>
    public IReadOnlyList<ExecutorRole>? Role { get; init; }

    /// <summary>A body on it is recommended (true) or bound (false).</summary>
    public bool? Recommended { get; init; }

    /// <summary>Key of a body that it was handed on to.</summary>
    public string? DelegatedTo { get; init; }

    /// <summary>A report was received in this period.</summary>
    public string? ReportedIn { get; init; }

    /// <summary>A report that was expected in this period is missing.</summary>
    public string? NotReportedIn { get; init; }

    /// <summary>A part of the number or of a title; case and accents make no difference.</summary>
    public string? Text { get; init; }
}

/// <summary>How to order measures.</summary>
[Name("MeasureOrder")]
public enum MeasureOrder
{
    /// <summary>As the plan orders them.</summary>
    Number,
    /// <summary>By verdict, then as the plan orders them.</summary>
    Status,
    /// <summary>By deadline, undated ones last.</summary>
    Deadline,
}

/// <summary>Lists of measures out of a plan's rows.</summary>
internal static class MeasureLists
{
    /// <summary>The measures that fit a filter, in order.</summary>
    public static List<MeasureView> In(PlanScope scope, MeasureFilter? filter, MeasureOrder order = MeasureOrder.Number)
    {
        var text = filter?.Text is null ? null : Folding.Fold(filter.Text);
        var fitting = scope.Snapshot.Measures.Where(measure => filter is null || Fits(filter, text, measure, scope.Today));
        return order switch
        {
            MeasureOrder.Status => [.. fitting.OrderBy(measure => measure.Verdict.Status)],
            MeasureOrder.Deadline => [.. fitting.OrderBy(measure => measure.Standing.Due ?? DateOnly.MaxValue)],
            _ => [.. fitting],
        };
    }

    private static bool Fits(MeasureFilter filter, string? text, MeasureView measure, DateOnly today) =>
        (filter.Priority is null || measure.Definition.Priority == filter.Priority)
        && (filter.Status is null || filter.Status.Contains(measure.Verdict.Status))
        && (filter.Timeliness is null || filter.Timeliness.Contains(measure.Standing.On(today)))
        && (filter.DelegatedTo is null || measure.Definition.Delegations.Any(delegation => delegation.To.Contains(filter.DelegatedTo)))
        && (text is null || Texts(measure).Any(held => Folding.Fold(held).Contains(text, StringComparison.Ordinal)))
        && FitsBodies(filter, measure);

    private static bool FitsBodies(MeasureFilter filter, MeasureView measure)
    {
        if (filter is { Agency: null, Role: null, Recommended: null, ReportedIn: null, NotReportedIn: null })
        {
            return true;
        }

        var bodies = measure.Assignments.Where(assignment =>
            (filter.Agency is null || assignment.Agency == filter.Agency)
            && (filter.Role is null || filter.Role.Contains(assignment.Role))
            && (filter.Recommended is null || assignment.Recommended == filter.Recommended)).ToList();
        var unattributed = filter is { Agency: null, Role: null, Recommended: null }
            && measure.Definition.Unattributed.Any(report => report.Period == filter.ReportedIn);
        return (bodies.Count > 0 || unattributed)
            && (filter.ReportedIn is not { } reported
                || unattributed || bodies.Any(body => body.Reports.GetValueOrDefault(reported)?.Received == true))
            && (filter.NotReportedIn is not { } missing || bodies.Any(body => IsMissing(body, missing)));
    }

    /// <summary>Whether a report was expected in a period and has not come.</summary>
    public static bool IsMissing(NapGrains.Grains.Assignments.AssignmentSummary assignment, string period) =>
        assignment.Reports.GetValueOrDefault(period) is { } report
        && assignment.CoverageOf(report) is { Expected: > 0, Received: 0 };

    private static IEnumerable<string> Texts(MeasureView measure) =>
        [measure.Definition.Number, .. measure.Definition.Titles?.Values ?? [], .. measure.Definition.ShortTitles?.Values ?? []];
}
