using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Rollup;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>A stored operation is carried out whole, once, and its version comes last.</summary>
public sealed class OperationTests : IAsyncLifetime
{
    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_completed_import_has_every_total_right()
    {
        var operation = await _plan.CarryOut(Import());
        Assert.Equal((OperationState.Completed, 9, 9, true, 1), (operation.State, operation.Done, operation.Total, operation.Changed, operation.PlanVersion));
        var view = (await _plan.Plan.View())!;
        Assert.Equal((1, 2, new Coverage(4, 3, 4, 3, 0)), (view.Version, view.Histogram.Total, view.Histogram.Coverage[Sample.Period]));
        Assert.Equal(["1.1", "1.2"], (await _plan.Priority.View())!.Measures);
        Assert.Equal(new Coverage(2, 2, 2, 2, 0), (await _plan.Agency("az/a")).Histogram().Coverage[Sample.Period]);
        Assert.Equal(new Coverage(2, 1, 2, 1, 0), (await _plan.Agency("az/b")).Histogram().Coverage[Sample.Period]);
        Assert.Equal(["az/a", "az/b"], (await _cluster.Grains.GetGrain<IRegisterGrain>("register:az").Read(0))!.Bodies.Select(body => body.Key));
        Assert.Equal("az", (await _cluster.Grains.GetGrain<IPlanIndexGrain>(GrainKeys.PlanIndex).Read())[Plan]);
    }

    [Fact]
    public async Task The_event_of_an_import_is_the_last_of_its_events_and_says_the_version()
    {
        var operation = await _plan.CarryOut(Import());
        var events = await _plan.Events();
        Assert.Equal((PlanEventKind.DocumentImported, "1"), (events[^1].Change.Kind, events[^1].Change.To));
        Assert.Equal(events[^1].Position, operation.Position);
        Assert.Equal(2 + 4 + 3 + 1, events.Length);
    }

    [Fact]
    public async Task The_same_import_again_makes_no_version_and_no_event()
    {
        await _plan.CarryOut(Import());
        var (everything, events) = (await _plan.Everything("1.1", "1.2"), await _plan.Feed.Head());
        var again = await _plan.CarryOut(Import("again"), "again");
        Assert.Equal((OperationState.Completed, false, 1), (again.State, again.Changed, again.PlanVersion));
        Assert.Equal(events, await _plan.Feed.Head());
        Assert.Equal(everything, await _plan.Everything("1.1", "1.2"));
    }

    [Fact]
    public async Task The_version_rises_only_after_every_step()
    {
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _rows.BeforeWrite = (state, key) =>
        {
            if (state != "assignment" || !key.EndsWith("1.2/az/b", StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return release.Task;
        };
        await _plan.Operations.Enqueue(Actor.Service, "import", Import());
        await reached.Task;
        Assert.Equal(0, (await _plan.Plan.View())!.Version);
        Assert.Equal(OperationState.Running, (await _plan.Operations.View("import"))!.State);
        release.SetResult();
        await _plan.Operations.Flush();
        Assert.Equal(1, (await _plan.Plan.View())!.Version);
    }

    [Fact]
    public async Task The_same_operation_ten_times_is_one_operation()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _plan.Operations.Enqueue(Actor.Service, "import", Import())));
        await _plan.Operations.Flush();
        Assert.Equal(1, (await _plan.Plan.View())!.Version);
        await Assert.ThrowsAsync<OperationIdReusedException>(() => _plan.Operations.Enqueue(Actor.Service, "import", Import("other")));
    }

    [Fact]
    public async Task Operations_follow_one_another_in_their_order()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await _plan.Operations.Enqueue(Actor.Service, $"{number}", Titled($"Title {number}"));
        }

        await _plan.Operations.Flush();
        Assert.Equal(("Title 5", 5), ((await _plan.Measure().View())!.Definition.Titles!["az"], (await _plan.Plan.View())!.Version));
        Assert.Equal(["1", "2", "3", "4", "5"], (await _plan.Events())
            .Where(entry => entry.Change.Kind == PlanEventKind.DocumentImported).Select(entry => entry.Change.To));
    }

    [Fact]
    public async Task Two_steps_for_one_grain_do_not_hold_up_the_queue()
    {
        var twice = Import() with { Steps = [new PlanStep(PlanData), .. Titled("One").Steps, .. Titled("Two").Steps] };
        Assert.Equal(OperationState.Completed, (await _plan.CarryOut(twice)).State);
    }

    [Fact]
    public async Task Where_the_intention_cannot_be_stored_nothing_happens()
    {
        _rows.BeforeWrite = (state, _) => state == "operations" ? throw new IOException("Full.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Operations.Enqueue(Actor.Service, "import", Import()));
        Assert.Equal(0, _rows.Writes);
        Assert.Null(await _plan.Operations.View("import"));
    }

    [Fact]
    public async Task Steps_that_fail_are_tried_again_until_they_work()
    {
        var failures = 0;
        _rows.BeforeWrite = (state, _) => state == "priority" && failures++ == 0 ? throw new IOException("Full.") : Task.CompletedTask;
        Assert.Equal(OperationState.Completed, (await _plan.CarryOut(Import())).State);
        Assert.Equal(new Coverage(4, 3, 4, 3, 0), (await _plan.Plan.View())!.Histogram.Coverage[Sample.Period]);
    }

    [Fact]
    public async Task Only_the_secretariat_of_the_plan_may_change_it()
    {
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Operations.Enqueue(Reporter("az/a"), "import", Import()));
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Operations.Enqueue(
            new(["secretariat"], [], ["other-plan"], []), "import", Import()));
    }

    [Fact]
    public async Task A_secretariat_of_another_jurisdiction_cannot_help_itself_by_what_it_says_of_the_plan()
    {
        await _plan.CarryOut(Import());
        var georgian = new Actor(["secretariat"], [], [], ["ge"]);
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Operations.Enqueue(georgian, "theirs", Titled("Theirs") with { Jurisdiction = "ge" }));
        await Assert.ThrowsAsync<ForbiddenException>(() => _cluster.Plan("ge-plan").Operations.Enqueue(
            georgian, "theirs", Import() with { Jurisdiction = "ge" }));
    }

    private static Intention Titled(string title) =>
        new("IMPORT", "az", null, title, [new PlanStep(PlanData), new MeasureStep("1.1", Measure with { Order = 1, Titles = Text(title) })], []);
}
