using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Tests.Grains.Cluster;
using Orleans.Reminders;

namespace NapGrains.Tests.Grains.Interruptions;

/// <summary>
/// Every delivery between two kinds of grains is interrupted at every point, again and again, each pair of both on a plan of its own.
/// <c>tests/failpoints.sh</c> has the same done to real processes.
/// </summary>
public sealed class FailpointTests : IAsyncDisposable
{
    /// <summary>How often each delivery is interrupted at each point.</summary>
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("NAP_FAILPOINT_ROUNDS") ?? "15", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    /// <summary>Only keeps a broken build from hanging.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private static readonly Edge[] Edges =
    [
        new("assignment", "measure"), new("assignment", "agency"), new("measure", "agency"), new("measure", "priority"), new("priority", "plan"),
        new("measure", "feed"), new("operations", "each"),
    ];

    private readonly SharedRows _rows = new();
    private readonly FakeTimeProvider _time = new(Sample.Start);
    private readonly FakeTimeProvider _reminders = new(Sample.Start);
    private readonly Interruptions _interruptions = new();
    private readonly List<TrialPlan> _trials;
    private readonly List<Task> _deactivations = [];
    private GrainCluster _cluster = null!;

    public FailpointTests()
    {
        _rows.BeforeWrite = _interruptions.BeforeWrite;
        _trials =
        [
            .. Enum.GetValues<Failpoint>().SelectMany(point => Edges.Select(edge => (point, edge)))
                .Select((trial, number) => new TrialPlan(number, _rows, trial.point, trial.edge)),
        ];
    }

    private ISweepGrain Sweep => _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Whatever_fails_at_any_point_of_any_delivery_all_totals_and_the_feed_are_right_soon()
    {
        await Begin();
        Func<int, Task>[] interruptions = [Fail, Deactivate, Kill];
        for (var round = 0; round < Rounds; round++)
        {
            await interruptions[round % interruptions.Length](round);
        }

        await AllAnswerRight();
    }

    [Fact]
    public async Task Where_nothing_else_wakes_a_grain_the_minute_s_reminder_does()
    {
        await Begin();
        await Sweep.Start();
        await Drive(() => _rows.Listings > 0);
        for (var round = 0; round < 5; round++)
        {
            // The sweep of the start is over, and the grains' clock stands still, so no timer of theirs comes to an end.
            var fails = round % 2 == 0;
            var changes = await Interrupt(round, fails ? Fails : Deactivates, () => { });
            await Task.WhenAll([.. changes, .. _deactivations]);
            Assert.All(
                _trials.Where(trial => fails && trial.Point == Failpoint.AfterWrite && trial.Edge(round).Source != "operations"),
                trial => Assert.NotNull(trial.Differs()));
            _reminders.Advance(TimeSpan.FromMinutes(1));
            await Recovered(() => { });
        }

        await AllAnswerRight();
    }

    private async Task Begin()
    {
        await Start();
        await Drive(Task.WhenAll(_trials.Select(trial => trial.Begin(_cluster.Plan(trial.Key)))));
        await Recovered(OneTick);
    }

    private async Task Start() => _cluster = await GrainCluster.StartAsync(_rows, _time, silo =>
    {
        silo.AddOutgoingGrainCallFilter(_interruptions.Failpoints);
        silo.AddIncomingGrainCallFilter(_interruptions.Failpoints);
        silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, _reminders);
    });

    private async Task Fail(int round)
    {
        var changes = await Interrupt(round, Fails, OneTick);
        await Recovered(OneTick);
        await Task.WhenAll(changes);
    }

    private async Task Deactivate(int round)
    {
        var changes = await Interrupt(round, Deactivates, OneTick);
        await Drive(Task.WhenAll([.. changes, .. _deactivations]));
        _ = Sweep.Sweep();
        await Recovered(OneTick);
    }

    private async Task Kill(int round)
    {
        var never = new TaskCompletionSource();
        var changes = await Interrupt(round, _ => never.Task, OneTick);
        await _cluster.KillAsync();
        await _cluster.DisposeAsync();
        changes.ForEach(change => change.ContinueWith(abandoned => abandoned.Exception, TaskScheduler.Default));
        await Start();
        await Sweep.Start();
        changes = [.. _trials.SelectMany(trial => trial.Asked.Select(call => Repeat(trial, call)))];
        await Recovered(OneTick);
        await Task.WhenAll(changes);
    }

    /// <summary>Asks every plan for something and waits until each has come to its point.</summary>
    /// <returns>The calls, which are made again until they are answered.</returns>
    private async Task<List<Task>> Interrupt(int round, Func<GrainId, Task> interrupt, Action tick)
    {
        _deactivations.Clear();
        var reached = _trials.Select(trial => _interruptions.Arm(trial.Key, trial.Point, trial.Edge(round), interrupt)).ToList();
        _trials.ForEach(trial => trial.Ask(round));
        List<Task> changes = [.. _trials.SelectMany(trial => trial.Asked.Select(call => Repeat(trial, call)))];
        var patience = Stopwatch.StartNew();
        while (_trials.Where((_, number) => !reached[number].IsCompleted).ToList() is { Count: > 0 } missing)
        {
            Assert.True(patience.Elapsed < Patience, $"Round {round} does not come to {string.Join(", ", missing)}");
            // A delivery that failed in the round before may wait for the end of its back-off.
            tick();
            await Task.Delay(Tick / 2, TestContext.Current.CancellationToken);
        }

        return changes;
    }

    private static Task Fails(GrainId at) => throw new IOException("Interrupted.");

    private Task Deactivates(GrainId at)
    {
        lock (_deactivations)
        {
            _deactivations.Add(_cluster.DeactivateAsync(((IGrainFactory)_cluster.Grains).GetGrain(at)));
        }

        return Fails(at);
    }

    /// <summary>As a client does that is told to try again.</summary>
    private async Task Repeat(TrialPlan trial, Func<PlanGrains, Task> call)
    {
        while (true)
        {
            try
            {
                await call(_cluster.Plan(trial.Key));
                return;
            }
            catch (StorageUnavailableException)
            {
            }
        }
    }

    /// <summary>Waits until all is right everywhere, which must be soon by the grains' clock.</summary>
    private async Task Recovered(Action tick)
    {
        var (began, patience) = (_time.GetUtcNow(), Stopwatch.StartNew());
        foreach (var trial in _trials)
        {
            while (trial.Differs() is { } differs)
            {
                Assert.True(_time.GetUtcNow() - began <= Longest && patience.Elapsed < Patience, differs);
                tick();
                await Task.Delay(Tick / 2, TestContext.Current.CancellationToken);
            }
        }
    }

    private void OneTick() => _time.Advance(Tick);

    /// <summary>Moves the clock, on which back-off waits, until something has happened.</summary>
    private async Task Drive(Task done)
    {
        await Drive(() => done.IsCompleted);
        await done;
    }

    private async Task Drive(Func<bool> done)
    {
        while (!done())
        {
            OneTick();
            await Task.Delay(Tick / 2, TestContext.Current.CancellationToken);
        }
    }

    private async Task AllAnswerRight()
    {
        var differing = await Task.WhenAll(_trials.Select(trial => trial.AnswersOtherwise(_cluster.Plan(trial.Key))));
        Assert.Empty(differing.OfType<string>());
    }
}
