using System.Collections.Immutable;
using CsCheck;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Priorities;
using NapGrains.Grains.Rollup;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>
/// A total is made of the newest of each child, however what the children say arrives: doubled, overtaken, lost and sent again,
/// side by side.
/// </summary>
public sealed class ArrivalTests : IAsyncLifetime
{
    private const int Children = 3;
    private const int Versions = 4;

    private static readonly string[] Bodies = ["az/a", "az/b", "az/c"];
    private static readonly (string Measure, string Agency)[] Parts = [("1.1", "az/a"), ("1.1", "az/b"), ("1.2", "az/a"), ("1.2", "az/b")];
    private static readonly ReportState[] States = [ReportState.Expected, ReportState.Submitted, ReportState.Accepted, ReportState.NotRequested];

    /// <summary>Versions of children in the order in which they arrive: the newest of each among others, doubled and overtaken.</summary>
    private static readonly Gen<(int Child, int Version)[]> Arrivals = Gen.Select(Gen.Int[0, Children - 1], Gen.Int[1, Versions]).Array[0, 12]
        .SelectMany(others => Gen.Shuffle(((int, int)[])[.. others, .. Enumerable.Range(0, Children).Select(child => (child, Versions))]));

    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private int _samples;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(_rows);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void A_measure_and_its_priority_count_the_same_whatever_the_order() => Arrivals.Sample(arrivals =>
    {
        var defined = MeasureImport.Apply(MeasureState.Empty, Measure, "1.1", By, Start).State;
        var measure = defined;
        var priority = PriorityState.Empty;
        var said = new List<MeasureContribution>();
        foreach (var (child, version) in arrivals)
        {
            measure = Json.Reread(measure.Take(Update(child, version)));
            said.Add(Contribution(measure));
            // An older one comes late.
            priority = Json.Reread(priority.Take(said[^1]).Take(said[said.Count / 2]));
        }

        var inOrder = Enumerable.Range(0, Children).Aggregate(defined, (state, child) => state.Take(Update(child, Versions))).Counted(1);
        Assert.Equal(Json.Of(inOrder), Json.Of(measure.Counted(1)));
        Assert.Equal(Json.Of(inOrder), Json.Of(priority.Counted()));

        static MeasureContribution Contribution(MeasureState state) => new("1.1", state.Outbox.Version(MeasureState.ToPriority), 1, state.Counted(1).Now);
    });

    [Fact]
    public Task A_priority_and_its_plan_count_the_same_whatever_the_order() => Arrivals.SampleAsync(
        async arrivals =>
        {
            var plan = _cluster.Plan($"az-{Interlocked.Increment(ref _samples)}");
            await Task.WhenAll(arrivals.Select(arrival => Report(plan, arrival)));
            await plan.Priority.Flush();

            var expected = Json.Of(Histogram.Sum(Enumerable.Range(0, Children).Select(child => Counted(child, Versions))));
            Assert.Equal(expected, Json.Of((await plan.Priority.At(_cluster.Time.GetUtcNow(), null)).Histogram));
            Assert.Equal(expected, Json.Of((await plan.Plan.At(_cluster.Time.GetUtcNow(), null)).Histogram));
        },
        iter: 8,
        threads: 1);

    [Fact]
    public Task A_plan_counts_the_same_in_whatever_order_its_priorities_report() => Arrivals.SampleAsync(
        async arrivals =>
        {
            var plan = _cluster.Plan($"az-{Interlocked.Increment(ref _samples)}");
            await Task.WhenAll(arrivals.Select(arrival => plan.Plan.Report(arrival.Child, arrival.Version, VersionedHistogram.Of(Counted(arrival.Child, arrival.Version)))));

            Assert.Equal(
                Json.Of(Histogram.Sum(Enumerable.Range(0, Children).Select(child => Counted(child, Versions)))),
                Json.Of((await plan.Plan.At(_cluster.Time.GetUtcNow(), null)).Histogram));
        },
        iter: 8,
        threads: 1);

    [Fact]
    public Task An_agency_counts_the_same_in_whatever_order_measures_and_assignments_report() => Arrivals.SampleAsync(
        async arrivals =>
        {
            var plan = $"az-{Interlocked.Increment(ref _samples)}";
            var agency = _cluster.Grains.GetGrain<IAgencyGrain>(GrainKeys.Agency("az/a"));
            await Task.WhenAll(arrivals.SelectMany(arrival => new[]
            {
                agency.ReportAssignment(plan, OnMeasure(arrival.Child, arrival.Version)),
                agency.ReportMeasure(plan, arrival.Version, Headline(arrival.Child, arrival.Version)),
            }));

            var seen = (await agency.View())[plan];
            foreach (var role in (ExecutorRole?[])[null, .. Enum.GetValues<ExecutorRole>().Cast<ExecutorRole?>()])
            {
                var expected = Histogram.Sum(Enumerable.Range(0, Children).Where(child => role is null || Role(child) == role).Select(child => Histogram.Of(
                    Headline(child, Versions).Standing,
                    Role(child),
                    OnMeasure(child, Versions).Summary is var summary ? summary.Reports.Select(report => KeyValuePair.Create(report.Key, summary.CoverageOf(report.Value))) : [])));
                Assert.Equal(Json.Of(expected), Json.Of(seen.Histogram(role)));
            }
        },
        iter: 8,
        threads: 1);

    /// <summary>Operations on different assignments in any order, each sent twice, over a store of which writes seem to fail or do.</summary>
    [Fact]
    public Task Operations_in_any_order_sent_twice_over_a_failing_store_lead_to_the_same_totals() =>
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, 4).ToArray()), Gen.Int[2, 5]).SampleAsync(
            async (order, nth) =>
            {
                var plan = _cluster.Plan($"az-{Interlocked.Increment(ref _samples)}");
                await plan.CarryOut(Import());
                var writes = 0;
                _rows.AfterWrite = (_, _) =>
                {
                    if (Interlocked.Increment(ref writes) % nth == 0)
                    {
                        throw new TimeoutException("Who knows.");
                    }
                };
                await Task.WhenAll(order.Select(turn => Operate(plan, turn)));
                _rows.AfterWrite = (_, _) => { };
                foreach (var (measure, agency) in Parts)
                {
                    await Passing(plan.Settle(measure, agency));
                }

                var total = (await plan.Plan.View())!.Histogram;
                Assert.Equal(new Coverage(4, 3, 4, 3, 0), total.Coverage["2023"]);
                Assert.Equal(Json.Of(total), Json.Of((await plan.Priority.View())!.Histogram));
                Assert.Equal(1, total.Cells.Single(cell => cell.Standing.Status == MeasureStatus.InProgress).Count);
                Assert.Equal(new Coverage(2, 2, 2, 2, 0), (await plan.Agency("az/a")).Histogram().Coverage["2023"]);
                Assert.Equal(new Coverage(2, 1, 2, 1, 0), (await plan.Agency("az/b")).Histogram().Coverage["2023"]);
                foreach (var (measure, agency) in Parts)
                {
                    Assert.Null((await plan.Assignment(measure, agency).Verify()).Broken);
                }
            },
            iter: 3,
            threads: 1);

    /// <summary>One body's reporting on one measure; the last one is sent back, so its report does not stand.</summary>
    private static async Task Operate(PlanGrains plan, int turn)
    {
        var (measure, agency) = Parts[turn];
        await Twice(() => plan.Submit($"submit {turn}", Submission("Done.", period: "2023", claim: Claim.Substantial), measure, agency));
        await (turn == 3
            ? Twice(() => plan.Assignment(measure, agency).Return(Secretariat, $"return {turn}", "2023", "Why.", null))
            : Twice(() => plan.Assignment(measure, agency).Accept(Secretariat, $"accept {turn}", "2023", null)));
        if (turn == 0)
        {
            await Twice(() => plan.Measure(measure).GiveVerdict(Secretariat, "verdict", new(MeasureStatus.InProgress, "Seen.", null, Start)));
        }
    }

    private static async Task Twice<T>(Func<Task<T>> call) => Assert.Equal(Json.Of(await Answered(call)), Json.Of(await Answered(call)));

    /// <summary>Sends until it is answered, as clients do with one operation id.</summary>
    private static async Task<T> Answered<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StorageUnavailableException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Lets time pass until it is done: what could not be delivered is sent again after a while.</summary>
    private async Task Passing(Task settling)
    {
        while (!settling.IsCompleted)
        {
            _cluster.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(settling, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        await settling;
    }

    private static async Task Report(PlanGrains plan, (int Child, int Version) arrival) =>
        await plan.Priority.Report(new($"1.{arrival.Child}", arrival.Version, arrival.Child, Counted(arrival.Child, arrival.Version)));

    private static Histogram Counted(int child, int version) => Histogram.Of(
        new((MeasureStatus)((child + version) % 6), null, null, null), null, [KeyValuePair.Create("2022", new Coverage(child + version, child, version, child, version))]);

    private static ExecutorRole Role(int child) => (ExecutorRole)child;

    private static MeasureHeadline Headline(int child, int version) => new($"1.{child}", $"1.{child}", 1, new((MeasureStatus)((child + version) % 6), null, null, null));

    private static AssignmentUpdate Update(int child, int version) => new(version, Summary("1.1", Bodies[child], child, version), []);

    private static AssignmentUpdate OnMeasure(int child, int version) => new(version, Summary($"1.{child}", "az/a", child, version), []);

    private static AssignmentSummary Summary(string measure, string agency, int child, int version)
    {
        var state = States[(child + version) % States.Length];
        return new(
            measure, agency, Role(child), child == 2 ? Duty.Voluntary : Duty.Named, child == 1, false, null, child,
            ImmutableSortedDictionary<string, ReportHead>.Empty.Add(Period, new(
                Period, state, state is ReportState.Submitted or ReportState.Accepted, version, null, false, false, null, null, [], [])));
    }
}
