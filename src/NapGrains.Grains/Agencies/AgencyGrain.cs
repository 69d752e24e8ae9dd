using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Agencies;

internal sealed record HeldPart(long AssignmentVersion, AssignmentSummary? Assignment, long MeasureVersion, MeasureHeadline? Measure);

internal sealed record AgencyState(
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, HeldPart>> Plans, Outbox Outbox, PastHead? Past = null) : IUpwardState<AgencyState>
{
    private static readonly HeldPart Nothing = new(0, null, 0, null);

    public static AgencyState Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, HeldPart>>(StringComparer.Ordinal), Outbox.Empty);

    public AgencyState With(Outbox outbox) => this with { Outbox = outbox };

    public AgencyState Take(string plan, string measure, Func<HeldPart, HeldPart> take)
    {
        var parts = Plans.GetValueOrDefault(plan) ?? ImmutableSortedDictionary.Create<string, HeldPart>(StringComparer.Ordinal);
        var held = parts.GetValueOrDefault(measure) ?? Nothing;
        var taken = take(held);
        return ReferenceEquals(taken, held) ? this : this with { Plans = Plans.SetItem(plan, parts.SetItem(measure, taken)) };
    }

    public ImmutableSortedDictionary<string, AgencyPlan> View() => Plans.ToImmutableSortedDictionary(
        plan => plan.Key,
        plan => new AgencyPlan(
            [
                .. plan.Value.Values.Where(part => part.Assignment is not null)
                    .OrderBy(part => part.Measure?.Number ?? part.Assignment!.Measure, MeasureNumber.Order)
                    .Select(part => new AgencyAssignment(part.Assignment!, part.Measure)),
            ],
            AgencyCount.Roles(plan.Value.Values, null),
            AgencyCount.Former(plan.Value.Values)),
        StringComparer.Ordinal);

    /// <summary>Histograms by plan and role, as the past is recorded.</summary>
    public ImmutableSortedDictionary<string, Histogram> Histograms() => View()
        .SelectMany(plan => AgencyCount.Recorded(plan.Key, plan.Value))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);
}

internal sealed class AgencyGrain(
    [PersistentState("agency", NapStorage.Name)] IPersistentState<Row<AgencyState>> row,
    IServiceProvider services,
    TimeProvider time,
    ILogger<AgencyGrain> logger) : Grain, IAgencyGrain
{
    private Committed<AgencyState> _state = null!;
    private PastSummaries _past = null!;
    private (AgencyState State, ImmutableSortedDictionary<string, AgencyPlan> View)? _view;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _past = new(this.GetPrimaryKeyString(), GrainRow<PastSegment>.Storage(services), time);
        _state = new(row, AgencyState.Empty, logger, GroupCommit.RestOfMany)
        {
            Prepare = async (before, next) => next with { Past = await _past.Keep(before.Past, 0, before.Histograms) },
        };
        return Task.CompletedTask;
    }

    public Task<ImmutableSortedDictionary<string, AgencyPlan>> View()
    {
        if (_view is not { } view || !ReferenceEquals(view.State, _state.Value))
        {
            _view = view = (_state.Value, _state.Value.View());
        }

        return Task.FromResult(view.View);
    }

    public async Task<KnownHistogram> At(string plan, ExecutorRole? role, DateTimeOffset asOf, int? planVersion) =>
        new(
            await _past.At(_state.Value.Past, asOf) is { } past
                ? AgencyCount.Of(past, plan, role, planVersion)
                : (await View()).GetValueOrDefault(plan)?.Histogram(role, planVersion) ?? Histogram.Empty,
            null);

    public Task ReportAssignment(string plan, AssignmentUpdate update) => _state.Apply(state => state.Take(
        plan,
        update.Summary.Measure,
        held => held.AssignmentVersion >= update.Version ? held : held with { AssignmentVersion = update.Version, Assignment = update.Summary }));

    public Task ReportMeasure(string plan, long version, MeasureHeadline headline) => _state.Apply(state => state.Take(
        plan,
        headline.Id,
        held => held.MeasureVersion >= version ? held : held with { MeasureVersion = version, Measure = headline }));
}
