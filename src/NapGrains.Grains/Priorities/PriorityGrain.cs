using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Priorities;

internal sealed record PriorityState(
    PriorityPatch? Definition,
    PriorityPatch? Shipped,
    Children<MeasureContribution> Measures,
    ImmutableArray<RecentOperation<StepOutcome>> Steps,
    Outbox Outbox,
    PastHead? Past = null) : IUpwardState<PriorityState>
{
    public const string ToPlan = "plan";

    public static PriorityState Empty { get; } = new(
        null, null, Children<MeasureContribution>.None, [], Outbox.Empty);

    public PriorityState With(Outbox outbox) => this with { Outbox = outbox };

    public PriorityState Take(MeasureContribution contribution) =>
        Measures.GetValueOrDefault(contribution.Measure)?.Version >= contribution.Version
            ? this
            : this with { Measures = Measures.SetItem(contribution.Measure, contribution), Outbox = Outbox.Raise(ToPlan) };

    public VersionedHistogram Counted() => VersionedHistogram.Sum([.. Measures.Values.Select(measure => measure.Counted)]);
}

internal sealed class PriorityGrain(
    [PersistentState("priority", NapStorage.Name)] IPersistentState<Row<PriorityState>> row,
    IServiceProvider services,
    TimeProvider time,
    ILogger<PriorityGrain> logger) : Grain, IPriorityGrain
{
    private Committed<PriorityState> _state = null!;
    private UpwardLink<PriorityState> _link = null!;
    private ChildRows<MeasureContribution> _children = null!;
    private PastSummaries _past = null!;
    private string _plan = "";
    private int _number;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (plan, number, _) = GrainKeys.Parts(this.GetPrimaryKeyString());
        (_plan, _number) = (plan, int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        _past = new(this.GetPrimaryKeyString(), GrainRow<PastSegment>.Storage(services), time);
        _children = new(this.GetPrimaryKeyString(), GrainRow<ChildSegment<MeasureContribution>>.Storage(services));
        _state = new(row, PriorityState.Empty, logger, GroupCommit.RestOfFew)
        {
            Prepare = Prepare,
            Complete = async state => state with { Measures = await _children.Complete(state.Measures) },
        };
        await _state.Load();
        _link = new UpwardLink<PriorityState>(this, _state, logger)
            .To(PriorityState.ToPlan, state => GrainFactory.GetGrain<IPlanGrain>(GrainKeys.Plan(_plan))
                .Report(_number, state.Outbox.Version(PriorityState.ToPlan), state.Counted()));
        _link.Wake();
    }

    public Task<PriorityView?> View()
    {
        var state = _state.Value;
        var counted = state.Counted();
        return Task.FromResult(state.Definition is not { } definition
            ? null
            : new PriorityView(
                _number,
                definition.Titles ?? Texts.Empty,
                definition.Headings,
                [.. state.Measures.Values.Where(measure => measure.Histogram.Total > 0).OrderBy(measure => measure.Order).Select(measure => measure.Measure)],
                counted.Now,
                counted.Former));
    }

    public async Task<KnownHistogram> At(DateTimeOffset asOf, int? planVersion)
    {
        var state = _state.Value;
        return await _past.At(state.Past, asOf) is { } past ? KnownHistogram.Of(past, planVersion) : new(state.Counted().In(planVersion), null);
    }

    public Task Report(MeasureContribution contribution) => _state.Apply(state => state.Take(contribution));

    public Task<StepOutcome> Carry(string operationId, PriorityPatch patch) => _state.Apply(state =>
    {
        var digest = RecentOperations.Digest(patch);
        if (state.Steps.Carried(operationId, digest) is { } earlier)
        {
            return (state, earlier.Answer);
        }

        var merge = new ShippedData(patch.Shipped is not null);
        var held = state.Definition;
        var definition = new PriorityPatch(
            _number,
            merge.MergeTexts("title", held?.Titles, patch.Shipped is null ? null : state.Shipped?.Titles, patch.Titles),
            patch.Headings.Aggregate(
                held?.Headings ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
                (headings, heading) => headings.SetItem(heading.Key, heading.Value)),
            null);
        var next = state with { Definition = definition, Shipped = patch.Shipped is null ? state.Shipped : patch };
        var outcome = new StepOutcome(!ShippedData.Same(held, definition), [.. merge.Warnings.Select(warning => $"priority {_number}: {warning}")]);
        return ShippedData.Same(next, state)
            ? (state, outcome)
            : (next with { Steps = next.Steps.And(operationId, digest, time.GetUtcNow(), outcome) }, outcome);
    });

    public Task Flush() => _link.Flush();

    private async Task<PriorityState> Prepare(PriorityState before, PriorityState next) => ReferenceEquals(before.Measures, next.Measures)
        ? next
        : next with
        {
            Measures = await _children.Move(before.Measures, next.Measures),
            Past = await _past.Keep(before.Past, 0, () => KnownHistogram.Recorded(before.Counted())),
        };
}
