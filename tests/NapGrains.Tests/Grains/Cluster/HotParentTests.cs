using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Rollup;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>A parent of very many children writes little for each change, and knows all of them, also after a crash.</summary>
public sealed class HotParentTests : IAsyncLifetime
{
    private const int Many = 300;
    private static readonly string MeasureKey = GrainKeys.Measure(Plan, "1.1");
    private static readonly string PriorityKey = GrainKeys.Priority(Plan, 1);

    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
        await _plan.CarryOut(Import());
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_row_of_a_measure_does_not_grow_with_the_bodies_on_it()
    {
        await StaysSmall(_plan.Measure(), "measure", MeasureKey, (from, to) => Report(from, to));
        Assert.Equal(2 + (2 * Many), (await _plan.Measure().View())!.Assignments.Length);
    }

    [Fact]
    public async Task The_row_of_a_priority_does_not_grow_with_its_measures()
    {
        await StaysSmall(_plan.Priority, "priority", PriorityKey, Contribute);
        Assert.Equal(2 + (2 * Many), (await _plan.Priority.View())!.Histogram.Total);
    }

    [Fact]
    public async Task A_summary_that_was_replaced_stays_so_when_the_older_one_stands_beside_the_row()
    {
        await Report(0, Many);
        await Report(0, 1, version: 2);
        await _cluster.DeactivateAsync(_plan.Measure());
        var body = (await _plan.Measure().View())!.Assignments.Single(assignment => assignment.Agency == "az/many-0");
        Assert.Equal("version 2", body.Wording);

        await Report(0, 1, version: 1);
        Assert.Equal("version 2", (await _plan.Measure().View())!.Assignments.Single(assignment => assignment.Agency == "az/many-0").Wording);
    }

    [Theory]
    [InlineData("children")]
    [InlineData("measure")]
    public async Task A_crash_between_the_rows_of_a_measure_loses_and_doubles_nothing(string failing)
    {
        await Report(0, Many);
        _rows.BeforeWrite = (state, _) => state == failing ? throw new IOException("Full.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Report(Many, 2 * Many));
        await _cluster.KillAsync();
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;

        await using var next = await GrainCluster.StartAsync(_rows);
        _plan = next.Plan(Plan);
        await Report(Many, 2 * Many);
        var view = (await _plan.Measure().View())!;
        Assert.Equal(2 + (2 * Many), view.Assignments.Select(assignment => assignment.Agency).Distinct().Count());
        Assert.Equal(2 + (2 * Many), view.Assignments.Length);
        await _plan.Measure().Flush();
        await _plan.Priority.Flush();
        Assert.Equal(2 * Many, (await _plan.Plan.View())!.Histogram.Coverage["2030"].Received);
    }

    [Fact]
    public async Task Rows_whose_write_only_seemed_to_fail_are_written_again()
    {
        _rows.AfterWrite = (state, _) =>
        {
            if (state == "children")
            {
                throw new TimeoutException("Who knows.");
            }
        };
        await Report(0, 60);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Report(60, 70));
        _rows.AfterWrite = (_, _) => { };
        await Report(60, Many);
        await _cluster.DeactivateAsync(_plan.Measure());
        Assert.Equal(2 + Many, (await _plan.Measure().View())!.Assignments.Length);
    }

    private async Task StaysSmall(IAddressable parent, string state, string key, Func<int, int, Task> add)
    {
        // What came together was written together; with the next change it is moved.
        await add(0, Many - 1);
        await add(Many - 1, Many);
        var few = _rows.Row(state, key)!.Length;
        await add(Many, (2 * Many) - 1);
        await add((2 * Many) - 1, 2 * Many);
        Assert.True(_rows.Row(state, key)!.Length < 1.5 * few, $"{few} became {_rows.Row(state, key)!.Length}");
        await _cluster.DeactivateAsync(parent);
    }

    private Task Report(int from, int to, long version = 1) => Task.WhenAll(Enumerable.Range(from, to - from).Select(number =>
    {
        var update = Update(version, $"az/many-{number}", version);
        var head = new ReportHead("2030", ReportState.Submitted, true, 1, null, false, false, Start, null, [], []);
        return _plan.Measure().Report(update with { Summary = update.Summary with { Reports = update.Summary.Reports.Add("2030", head) } });
    }));

    private Task Contribute(int from, int to) => Task.WhenAll(Enumerable.Range(from, to - from).Select(number => _plan.Priority.Report(new(
        $"3.{number}", 1, number, Histogram.Of(new Standing(MeasureStatus.InProgress, null, null, null), null, [])))));
}
