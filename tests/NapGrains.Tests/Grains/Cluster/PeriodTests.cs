using NapGrains.Grains;
using NapGrains.Grains.Clock;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Tests.Api;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>Periods open, and deadlines are told, by the plan's clock alone, also after a sleep.</summary>
public sealed class PeriodTests : IAsyncLifetime
{
    private static readonly Period Next = new("2023", Start.AddDays(10), Start.AddDays(70), Start.AddDays(100));

    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    private IPlanClockGrain Clock => _cluster.Grains.GetGrain<IPlanClockGrain>(GrainKeys.Clock(Plan));

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
        await _plan.CarryOut(Import());
        await _plan.Plan.Flush();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_period_opens_when_its_time_has_come_with_nobody_calling()
    {
        await Set(Next);
        Assert.Null(await Opening());
        await Pass(TimeSpan.FromDays(9));
        Assert.Null(await Opening());
        await Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await Opened();
        Assert.Equal(ReportState.Expected, (await _plan.Assignment().View())!.Reports["2023"].State);
        Assert.Equal(4, (await _plan.Plan.View())!.Histogram.Coverage["2023"].Expected);
        Assert.Single(await _plan.Events(), entry => entry.Change is { Kind: PlanEventKind.PeriodOpened, Period: "2023" });
    }

    [Fact]
    public async Task A_period_whose_time_has_come_opens_at_once_and_once()
    {
        await Set(Next with { Opens = Start.AddDays(-1) });
        await Opened();
        await Clock.Look();
        await _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        Assert.Single(await _plan.Events(), entry => entry.Change.Kind == PlanEventKind.PeriodOpened);
    }

    [Fact]
    public async Task Deadlines_that_passed_while_the_system_was_down_are_told_when_it_is_back()
    {
        await Set(Next);
        await Pass(TimeSpan.FromDays(11));
        await Opened();
        await _plan.Submit("op", Submission("Done.", period: "2023"));
        await _plan.Settle();
        var before = (await _plan.Events()).Length;
        await _cluster.KillAsync();
        await _cluster.DisposeAsync();

        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
        _cluster.Time.Advance(TimeSpan.FromDays(90));
        await _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        await Clock.Flush();

        var told = (await _plan.Events(before)).Select(entry => entry.Change).Where(change => change.Kind == PlanEventKind.TimelinessChanged).ToList();
        Assert.Equal(3, told.Count(change => change is { From: "OPEN", To: "DUE_SOON", Period: "2023" } && change.At == Next.Due - TimeSpan.FromDays(30)));
        Assert.Equal(3, told.Count(change => change is { From: "DUE_SOON", To: "OVERDUE", Period: "2023" } && change.At == Next.Due));
        Assert.DoesNotContain(told, change => change is { Measure: "1.1", Agency: "az/a" });

        await _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        await Clock.Flush();
        Assert.Equal(told.Count, (await _plan.Events(before)).Count(entry => entry.Change.Kind == PlanEventKind.TimelinessChanged));
    }

    [Theory]
    [InlineData("x2023", 10, 70, 100, "PERIOD_KEY_INVALID")]
    [InlineData("2023", 70, 70, 100, "PERIOD_DATES_INVALID")]
    [InlineData("2023", 80, 70, 100, "PERIOD_DATES_INVALID")]
    [InlineData("2023", 10, 70, 69, "PERIOD_DATES_INVALID")]
    [InlineData("2024", 99, 200, 300, "PERIOD_OVERLAP")]
    [InlineData("2024", 1, 5, 11, "PERIOD_OVERLAP")]
    [InlineData("2024", 20, 30, 40, "PERIOD_OVERLAP")]
    public async Task Dates_that_break_a_rule_are_refused_and_change_nothing(string key, int opens, int due, int locks, string code)
    {
        await Set(Next);
        await _plan.Plan.Flush();
        var (before, events) = (Json.Of(await _plan.Plan.View()), (await _plan.Events()).Length);
        var refusal = await Assert.ThrowsAnyAsync<RefusalException>(() => _plan.Plan.SetPeriod(
            Secretariat, "refused", new(key, Start.AddDays(opens), Start.AddDays(due), Start.AddDays(locks)), "Because."));
        Assert.Equal(code, refusal.Code);
        await _plan.Plan.Flush();
        Assert.Equal((before, events), (Json.Of(await _plan.Plan.View()), (await _plan.Events()).Length));
    }

    [Fact]
    public async Task Periods_that_follow_one_another_without_a_gap_do_not_overlap()
    {
        await Set(Next);
        await Set(new("2024", Next.Locks, Next.Locks!.Value.AddDays(1), Next.Locks.Value.AddDays(2)));
        Assert.Equal(["2022", "2023", "2024"], (await _plan.Plan.View())!.Periods.Select(period => period.Key));
    }

    [Fact]
    public async Task A_deadline_is_extended_with_a_reason_and_that_is_told()
    {
        await Set(Next);
        var later = Next with { Due = Next.Due!.Value.AddDays(7) };
        Assert.Equal("REASON_REQUIRED", (await Assert.ThrowsAnyAsync<RefusalException>(() => Set(later))).Code);
        await Set(later, "Floods.");
        await Set(later, "Floods.");
        await _plan.Plan.Flush();
        var told = (await _plan.Events()).Select(entry => entry.Change).Where(change => change.Kind == PlanEventKind.PeriodChanged).ToList();
        Assert.Equal([null, "Floods."], told.Select(change => change.Reason));
        Assert.Equal(later.Due, (await _plan.Plan.View())!.Periods.Single(period => period.Key == "2023").Due);
    }

    [Fact]
    public async Task What_is_open_cannot_be_closed_by_moving_its_opening()
    {
        await Set(Next with { Opens = Start.AddDays(-1) });
        Assert.Equal("PERIOD_ALREADY_OPEN", (await Assert.ThrowsAnyAsync<RefusalException>(() => Set(Next, "Later."))).Code);
    }

    [Fact]
    public async Task Only_the_secretariat_sets_periods() =>
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Plan.SetPeriod(Reporter("az/a"), "op", Next, null));

    private async Task Set(Period period, string? reason = null)
    {
        await _plan.Plan.SetPeriod(Secretariat, $"{period} {reason} {Guid.NewGuid()}", period, reason);
        await _plan.Plan.Flush();
    }

    private async Task Pass(TimeSpan time)
    {
        // A day at a time, as the clock goes: a timer that is set while time stands still is due when it moves on.
        for (var rest = time; rest > TimeSpan.Zero; rest -= TimeSpan.FromHours(12))
        {
            _cluster.Time.Advance(rest < TimeSpan.FromHours(12) ? rest : TimeSpan.FromHours(12));
            await Clock.Flush();
        }
    }

    private Task<OperationView?> Opening() => _plan.Operations.View(OperationIds.Opening("2023"));

    private Task Opened() => Eventually.Holds("the period is open", async () =>
    {
        await _plan.Operations.Flush();
        return await Opening() is { State: OperationState.Completed };
    });
}
