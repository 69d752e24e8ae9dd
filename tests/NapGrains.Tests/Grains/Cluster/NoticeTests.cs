using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Operations;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>What a body should know reaches its queue once, and from there its channel at least once, whatever fails on the way.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private static readonly string Key = GrainKeys.Notices("az/a");

    private readonly SharedRows _rows = new();
    private readonly Letterbox _letterbox = new("az/a");
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows, channels: _letterbox);
        _plan = _cluster.Plan(Plan);
        await _plan.CarryOut(Import());
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_import_with_its_reports_and_verdicts_tells_nobody()
    {
        await _plan.CarryOut(
            new("IMPORT", "az", null, "verdict", [new MeasureStep("1.1", Measure with { Verdict = new(MeasureStatus.Scheduled, "Later", null, null) })], []),
            "verdict");
        await _plan.Settle();
        Assert.Null(_rows.Row("notices", Key));
        Assert.Null(_rows.Row("notices", GrainKeys.Notices("az/b")));
    }

    [Fact]
    public async Task A_returned_report_is_told_to_its_agency_with_the_reason_and_to_nobody_else()
    {
        var before = await _plan.Feed.Head();
        await Return("op");
        await _plan.Settle();
        var notice = Assert.Single(await _plan.Notices());
        Assert.Equal((1, Plan), (notice.Number, notice.Plan));
        Assert.Equal(
            new PlanChange(PlanEventKind.ReportReturned, Start, "1.1", "az/a", Period: Period, From: "SUBMITTED", To: "RETURNED", Reason: "Why"),
            notice.Change);
        Assert.Empty(await _plan.Notices("az/b"));
        Assert.All(await _plan.Events(before), entry => Assert.Null(entry.Change.Reason));
        Assert.DoesNotContain(await _plan.Events(before), entry => entry.Change.Kind == PlanEventKind.ReportReturned);
    }

    [Fact]
    public async Task A_returned_revision_of_a_published_report_is_told_although_the_public_sees_no_change()
    {
        await _plan.Submit("second", Submission("Second."));
        await _plan.Settle();
        var before = await _plan.Feed.Head();
        await _plan.Assignment().Return(Secretariat, "return", Period, "Why", null);
        await _plan.Settle();
        Assert.Equal(PlanEventKind.ReportReturned, Assert.Single(await _plan.Notices()).Change.Kind);
        Assert.Empty(await _plan.Events(before));
    }

    [Fact]
    public async Task Events_and_notices_of_one_assignment_do_not_wait_for_each_other()
    {
        var before = await _plan.Feed.Head();
        await Return("one", agency: "az/b");
        await _plan.Submit("again", Submission("Again."), agency: "az/b");
        await _plan.Assignment(agency: "az/b").Accept(Secretariat, "accept", Period, null);
        await _plan.Settle(agency: "az/b");
        Assert.Equal(["SUBMITTED", "EXPECTED", "SUBMITTED", "ACCEPTED"], (await _plan.Events(before)).Select(entry => entry.Change.To));
        Assert.Equal(
            [PlanEventKind.ReportReturned, PlanEventKind.ReportAccepted], (await _plan.Notices("az/b")).Select(notice => notice.Change.Kind));
    }

    [Fact]
    public async Task A_verdict_is_told_once_to_every_body_with_a_duty_and_not_to_volunteers()
    {
        await _plan.Submit("volunteer", Submission("Me too."), agency: "az/c");
        await _plan.Settle(agency: "az/c");
        await Judge("one", MeasureStatus.InProgress, "Begun");
        await Judge("two", MeasureStatus.Implemented, "Seen");
        await _plan.Settle();
        foreach (var agency in (string[])["az/a", "az/b"])
        {
            Assert.Equal(
                [(agency, "UNASSESSED", "IN_PROGRESS", "Begun"), (agency, "IN_PROGRESS", "IMPLEMENTED", "Seen")],
                (await _plan.Notices(agency)).Select(notice => (notice.Change.Agency, notice.Change.From, notice.Change.To, notice.Change.Reason)));
        }

        Assert.Empty(await _plan.Notices("az/c"));
        var told = (await _plan.Events())[^1].Change;
        Assert.Equal((null, "Seen"), (told.Agency, told.Reason));
    }

    [Fact]
    public async Task Notices_are_read_by_the_agency_and_the_secretariat_within_their_bounds()
    {
        await Return("op");
        await _plan.Settle();
        Assert.Equal(1, await Seen(Reporter("az/a")));
        Assert.Equal(1, await Seen(Secretariat));
        Assert.Equal(1, await Seen(Secretariat with { Plans = [Plan], Jurisdictions = ["az"] }));
        Assert.Equal(0, await Seen(Reporter("az/a") with { Plans = ["another"] }));
        foreach (var stranger in (Actor[])[Actor.Anonymous, Reporter("az/b"), new(["assessor"], [], [], []), Secretariat with { Jurisdictions = ["ge"] }])
        {
            await Assert.ThrowsAsync<ForbiddenException>(() => Seen(stranger));
        }

        async Task<int> Seen(Actor actor) =>
            (await _cluster.Grains.GetGrain<INoticesGrain>(Key).Read(actor, 0, 10)).Total;
    }

    [Fact]
    public async Task A_notice_is_delivered_where_a_channel_is_configured_and_noted()
    {
        await Return("op");
        await Delivered(1);
        Assert.Equal([1L], _letterbox.Numbers);
        var notice = Assert.Single(await _plan.Notices());
        Assert.Equal(new NoticeDelivery("letterbox", Start), Assert.Single(notice.Deliveries));
        Assert.False(_rows.IsUnsent("notices", Key));
    }

    [Fact]
    public async Task Reports_are_answered_and_counted_while_a_channel_is_away_and_all_notices_arrive_when_it_is_back()
    {
        _letterbox.BeforeTaking = () => throw new IOException("Nobody listens.");
        for (var round = 1; round <= 3; round++)
        {
            await Return($"round {round}");
            await _plan.Settle();
        }

        Assert.Equal(3, (await _plan.Notices()).Length);
        Assert.Empty(_letterbox.Batches);
        Assert.True(_rows.IsUnsent("notices", Key));
        _letterbox.BeforeTaking = () => Task.CompletedTask;
        await DriveUntil(Delivered(3));
        Assert.Equal([1L, 2, 3], _letterbox.Numbers);
    }

    [Fact]
    public async Task Reports_are_answered_and_counted_while_a_delivery_hangs()
    {
        var release = new TaskCompletionSource();
        _letterbox.BeforeTaking = () => release.Task;
        await Return("one");
        await _plan.Settle();
        await Return("two");
        await _plan.Settle();
        Assert.Equal(2, (await _plan.Notices()).Length);
        release.SetResult();
        await Delivered(2);
        Assert.Equal([1L, 2], _letterbox.Numbers);
    }

    [Fact]
    public async Task A_batch_that_is_refused_for_good_is_given_up_after_some_tries_and_stays_readable()
    {
        _letterbox.BeforeTaking = () => throw new NoticeRefusedException("550 No such user here.");
        await Return("one");
        await DriveUntil(Delivered(1));
        Assert.Equal(NoticeCourier.MostRefusals, _letterbox.Attempts);
        Assert.Empty(Assert.Single(await _plan.Notices()).Deliveries);
        _letterbox.BeforeTaking = () => Task.CompletedTask;
        await Return("two");
        await Delivered(2);
        Assert.Equal([2L], _letterbox.Numbers);
    }

    [Fact]
    public async Task A_delivery_whose_note_could_not_be_written_is_not_made_again()
    {
        var failed = new TaskCompletionSource();
        _letterbox.AfterTaking = () => _rows.BeforeWrite = (state, _) =>
        {
            if (state == "notices")
            {
                failed.TrySetResult();
                throw new IOException("Full.");
            }

            return Task.CompletedTask;
        };
        await Return("op");
        await failed.Task;
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;
        await DriveUntil(Delivered(1));
        Assert.Equal([1L], _letterbox.Numbers);
    }

    [Fact]
    public async Task What_a_silo_that_died_has_not_delivered_is_delivered_by_the_sweep_of_the_next_one()
    {
        _letterbox.BeforeTaking = () => new TaskCompletionSource().Task;
        await Return("op");
        await _plan.Settle();
        Assert.True(_rows.IsUnsent("notices", Key));
        await _cluster.KillAsync();

        var letterbox = new Letterbox("az/a");
        await using var next = await GrainCluster.StartAsync(_rows, channels: letterbox);
        await next.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        await Delivered(1);
        Assert.Equal([1L], letterbox.Numbers);
    }

    [Fact]
    public async Task A_sweep_does_not_wait_for_a_channel_that_is_away()
    {
        _letterbox.BeforeTaking = () => new TaskCompletionSource().Task;
        await Return("op");
        await _plan.Settle();
        var sweep = _cluster.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        Assert.NotEqual(0, await sweep.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_is_marked_undelivered_any_more_where_the_operator_took_the_channel_away()
    {
        _letterbox.BeforeTaking = () => new TaskCompletionSource().Task;
        await Return("op");
        await _plan.Settle();
        await _cluster.KillAsync();
        await using var next = await GrainCluster.StartAsync(_rows);
        await next.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
        Assert.False(_rows.IsUnsent("notices", Key));
        Assert.Single(await next.Plan(Plan).Notices());
    }

    /// <summary>Hands in a report and sends it back.</summary>
    private async Task Return(string id, string agency = "az/a")
    {
        await _plan.Submit($"submit {id}", Submission("Done."), agency: agency);
        await _plan.Assignment(agency: agency).Return(Secretariat, $"return {id}", Period, "Why", null);
    }

    private Task<Verdict> Judge(string id, MeasureStatus status, string reason) =>
        _plan.Measure().GiveVerdict(Secretariat, id, new(status, reason, null, null));

    /// <summary>Ends when the channel is done with all notices up to a number.</summary>
    private Task Delivered(long number) => _rows.When(() =>
        _rows.Row("notices", Key) is { } row
        && Json.Parse(row).GetProperty("state").GetProperty("outbox").GetProperty("outlets").TryGetProperty("letterbox", out var outlet)
        && outlet.GetProperty("delivered").GetInt64() >= number);

    /// <summary>Moves the clock, on which back-off waits, until something has happened.</summary>
    private async Task DriveUntil(Task done)
    {
        while (!done.IsCompleted)
        {
            _cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(done, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        await done;
    }
}
