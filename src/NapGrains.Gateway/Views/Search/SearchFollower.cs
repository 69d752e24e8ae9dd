using Microsoft.Extensions.Logging;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Views.Search;

/// <summary>
/// Keeps a plan's part of the index like the plan's rows as the gateway holds them, which follow the feed: only what differs is
/// indexed again, and only reports whose chain of public changes has grown are read again, as somebody without a token.
/// </summary>
internal sealed class SearchFollower
{
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);

    private readonly PlanFollower _plan;
    private readonly SearchViews _search;
    private readonly LiveFeed<FeedEntry, PlanSnapshot> _indexed;
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;

    public SearchFollower(PlanFollower plan, SearchViews search, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        (_plan, _search, _logger, _stopping) = (plan, search, logger, stopping);
        _indexed = new(entry => entry.Position, time);
        _ = Task.Run(Follow, stopping);
    }

    /// <summary>Ends when the index holds what the feed said up to a position.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public Task At(long position, CancellationToken cancellation) => _indexed.At(position, cancellation);

    private async Task Follow()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var next = await _plan.Newer(_indexed.State, _stopping);
                await CatchUp(_indexed.State, next);
                _indexed.Publish(next, next.Position, []);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                _logger.LogInformation(failure, "A plan's texts cannot be indexed now; again in {BackOff}", BackOff);
                await Task.Delay(BackOff, _stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task CatchUp(PlanSnapshot? held, PlanSnapshot next)
    {
        _search.Index(next.Register);
        if (held is null || held.Plan != next.Plan || held.Priorities != next.Priorities)
        {
            _search.Index([(GrainKeys.Plan(next.Plan.Key), PlanEntries.Of(next))]);
        }

        var renamed = held is null || held.Register == next.Register
            ? []
            : next.Register.View.Bodies.Where(body => !IsNamedAlike(held.Register.Body(body.Key), body)).Select(body => body.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var measures in next.Measures.Where(measure => held?.Measure(measure.Id) != measure || measure.Assignments.Any(IsRenamed)).Chunk(64))
        {
            var reports = measures.SelectMany(measure => measure.Assignments
                .Where(assignment => IsRenamed(assignment) || HasChanged(held?.Measure(measure.Id), assignment))
                .Select(assignment => (measure, assignment)));
            var read = await Task.WhenAll(reports.Select(report => Reports(next, report.measure, report.assignment)));
            _search.Index([.. measures.Select(measure => (GrainKeys.Measure(next.Plan.Key, measure.Id), PlanEntries.Of(next.Plan.Key, measure))), .. read]);
        }

        _search.Index([
            .. (held?.Measures ?? []).Where(measure => next.Measure(measure.Id) is null)
                .SelectMany(measure => measure.Assignments.Select(assignment => GrainKeys.Assignment(next.Plan.Key, measure.Id, assignment.Agency))
                    .Append(GrainKeys.Measure(next.Plan.Key, measure.Id)))
                .Select(unit => (unit, (IReadOnlyList<SearchEntry>)[])),
        ]);

        bool IsRenamed(AssignmentSummary assignment) => renamed.Contains(assignment.Agency);
    }

    private static bool IsNamedAlike(RegisteredBody? before, RegisteredBody body) =>
        before is not null && before.Names.Values.SequenceEqual(body.Names.Values) && before.Aliases.SequenceEqual(body.Aliases);

    /// <summary>Whether an assignment may have other published texts than before; rows from before there were chains cannot tell.</summary>
    private static bool HasChanged(MeasureView? before, AssignmentSummary assignment) =>
        assignment.History is null
        || before?.Assignments.FirstOrDefault(known => known.Agency == assignment.Agency)?.History != assignment.History;

    private async Task<(string Unit, IReadOnlyList<SearchEntry> Entries)> Reports(PlanSnapshot plan, MeasureView measure, AssignmentSummary assignment)
    {
        var agency = plan.Register.Body(assignment.Agency);
        var reports = await Task.WhenAll(assignment.Reports.Values
            .Where(head => head.State == ReportState.Accepted)
            .Select(head => _search.Read(plan.Plan.Key, assignment, head.Period)));
        return (
            GrainKeys.Assignment(plan.Plan.Key, measure.Id, assignment.Agency),
            [.. reports.OfType<ReportView>().Select(report => PlanEntries.Of(plan.Plan.Key, measure, report, agency, assignment.Agency))]);
    }
}
