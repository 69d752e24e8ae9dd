using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Rollup;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>A plan that has one measure with a lead and another executor, both of which are expected to report.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private readonly SharedRows _rows = new();
    private GrainCluster _cluster = null!;
    private PlanGrains _plan = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(_rows);
        _plan = _cluster.Plan(Plan);
        await _plan.CarryOut(new("REGISTER_DATA", "az", null, "setup",
        [
            new PlanStep(PlanData),
            new PriorityStep(new(1, Text("Priority"), Texts(), null)),
            new MeasureStep("1.1", Measure with { Order = 1, Titles = Text("One") }),
            new AssignmentStep("1.1", "az/a", Lead().Opening(Period)),
            new AssignmentStep("1.1", "az/b", Other().Opening(Period)),
        ],
        []), "setup");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_submitted_report_is_counted_on_every_level_and_told_in_the_feed()
    {
        var before = await _plan.Feed.Head();
        await _plan.Submit("op", Submission("Done."));
        await _plan.Settle();

        var seen = (await _plan.Measure().View())!.Assignments.Single(assignment => assignment.Agency == "az/a").Reports[Period];
        Assert.Equal((ReportState.Submitted, true, 1), (seen.State, seen.Received, seen.Revision));
        Assert.Equal(new Coverage(1, 1, 1, 1, 0), (await _plan.Agency()).Histogram().Coverage[Period]);
        Assert.Equal(new Coverage(2, 1, 2, 1, 0), (await _plan.Priority.View())!.Histogram.Coverage[Period]);
        Assert.Equal(new Coverage(2, 1, 2, 1, 0), (await _plan.Plan.View())!.Histogram.Coverage[Period]);
        var told = Assert.Single(await _plan.Events(before));
        Assert.Equal(
            new PlanChange(PlanEventKind.ReportSubmitted, Start, "1.1", "az/a", Period: Period, From: "EXPECTED", To: "SUBMITTED"), told.Change);
    }

    [Fact]
    public async Task A_submitted_report_is_read_by_its_agency_and_the_secretariat_only()
    {
        await _plan.Submit("op", Submission("Done."));
        Assert.Null(await _plan.Assignment().Read(Actor.Anonymous, Period));
        Assert.Null(await _plan.Assignment().Read(Reporter("az/b"), Period));
        Assert.Equal("Done.", (await _plan.Assignment().Read(Reporter("az/a"), Period))!.Content.Parts.Single().Texts!["az"]);
        Assert.NotNull(await _plan.Assignment().Read(Secretariat, Period));
    }

    [Fact]
    public async Task An_accepted_report_is_public_and_its_claim_stands_for_the_measure()
    {
        await _plan.Submit("op", Submission("Done.", claim: Claim.Substantial));
        var accepted = await _plan.Assignment().Accept(Secretariat, "accept", Period, 1);
        await _plan.Settle();
        Assert.Equal(ReportState.Accepted, accepted.State);
        Assert.NotNull(await _plan.Assignment().Read(Actor.Anonymous, Period));
        Assert.Equal(Claim.Substantial, (await _plan.Measure().View())!.ProvisionalClaim);
        Assert.Equal(("SUBMITTED", "ACCEPTED"), await LastChange());
    }

    [Fact]
    public async Task An_accepted_revision_stays_public_until_the_next_one_is_accepted()
    {
        await Publish("First.");
        await _plan.Submit("second", Submission("Second.", expectedRevision: 1));
        await _plan.Settle();
        Assert.Equal("First.", await PublicText());
        Assert.Equal((ReportState.Accepted, 1), await PublicHead());
        await _plan.Assignment().Accept(Secretariat, "accept second", Period, 2);
        Assert.Equal("Second.", await PublicText());
    }

    [Fact]
    public async Task Every_submitted_revision_is_kept_and_the_public_sees_the_accepted_ones()
    {
        await Publish("First.");
        await _plan.Submit("second", Submission("Second."));
        await _plan.Submit("third", Submission("Third."));
        await _plan.Assignment().Accept(Secretariat, "accept third", Period, 3);
        await _cluster.DeactivateAsync(_plan.Assignment());
        Assert.Equal(["First.", "Third."], await TextsOf(Actor.Anonymous));
        Assert.Equal(["First.", "Second.", "Third."], await TextsOf(Secretariat));
    }

    [Fact]
    public async Task A_revision_accepted_after_another_period_took_its_place_stays_in_the_public_history()
    {
        await _plan.Submit("first", Submission("First."));
        await _plan.Submit("other period", Submission("Elsewhere.", period: "2023"));
        await _plan.Assignment().Accept(Secretariat, "accept first", Period, 1);
        await _plan.Submit("second", Submission("Second."));
        await _plan.Assignment().Accept(Secretariat, "accept second", Period, 2);
        Assert.Equal(["First.", "Second."], await TextsOf(Actor.Anonymous));
    }

    [Fact]
    public async Task Words_that_an_import_put_in_place_of_a_summary_outlive_the_next_revision()
    {
        await _plan.CarryOut(Step("az/a", NoAssignment.With(Period, Summary("Summary", 1)) with { Shipped = 1 }), "shipped");
        await _plan.CarryOut(Step("az/a", NoAssignment.With(Period, Words("Official.", 1))), "official");
        await _plan.Submit("second", Submission("Second."));
        Assert.Equal(["Official.", "Second."], await TextsOf(Secretariat));
        Assert.Equal("Official.", await PublicText());
    }

    [Fact]
    public async Task A_patch_with_two_periods_keeps_the_texts_of_both()
    {
        await _plan.CarryOut(Step("az/a", NoAssignment.With("2022", Words("Of 2022.", 1)).With("2023", Words("Of 2023.", 1))), "both");
        Assert.Equal("Of 2022.", await PublicText("2022"));
        Assert.Equal("Of 2023.", await PublicText("2023"));
        await _plan.CarryOut(Step("az/a", NoAssignment.With("2022", Summary("Summary of 2022", 1)) with { Shipped = 1 }), "shipped");
        Assert.Equal("Of 2022.", await PublicText("2022"));
        Assert.Equal("Of 2023.", await PublicText("2023"));
    }

    [Fact]
    public async Task Of_two_writers_the_second_is_told_the_current_revision()
    {
        await _plan.Submit("first", Submission("First.", expectedRevision: 0));
        var conflict = await Assert.ThrowsAsync<RevisionConflictException>(() => _plan.Submit("second", Submission("Second.", expectedRevision: 0)));
        Assert.Equal(("REVISION_CONFLICT", 1), (conflict.Code, conflict.CurrentRevision));
        Assert.Equal(2, (await _plan.Submit("third", Submission("Third.", expectedRevision: 1))).Revision);
    }

    [Fact]
    public async Task One_operation_id_ten_times_is_one_effect_and_one_answer()
    {
        var before = await _plan.Feed.Head();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _plan.Submit("op", Submission("Done."))));
        await _plan.Settle();
        Assert.Single(answers.Select(Json.Of).Distinct());
        Assert.Equal(1, answers[0].Revision);
        Assert.Single(await _plan.Events(before));
    }

    [Fact]
    public async Task An_operation_id_is_known_after_the_grain_was_forgotten()
    {
        var before = await _plan.Feed.Head();
        var first = await _plan.Submit("op", Submission("Done."));
        await _plan.Settle();
        await _cluster.DeactivateAsync(_plan.Assignment());
        Assert.Equal(Json.Of(first), Json.Of(await _plan.Submit("op", Submission("Done."))));
        await Assert.ThrowsAsync<OperationIdReusedException>(() => _plan.Submit("op", Submission("Something else.")));
        await _plan.Settle();
        Assert.Single(await _plan.Events(before));
    }

    [Fact]
    public async Task An_operation_id_of_a_submission_is_not_taken_for_an_acceptance()
    {
        await _plan.Submit("op", Submission("Done."));
        await Assert.ThrowsAsync<OperationIdReusedException>(() => _plan.Assignment().Accept(Secretariat, "op", Period, null));
    }

    [Fact]
    public async Task A_repeated_operation_over_a_restarted_cluster_gets_the_same_answer()
    {
        var first = await _plan.Submit("op", Submission("Done."));
        await _cluster.KillAsync();
        await using var next = await GrainCluster.StartAsync(_rows);
        Assert.Equal(Json.Of(first), Json.Of(await next.Plan(Plan).Submit("op", Submission("Done."))));
    }

    [Fact]
    public async Task A_verdict_is_told_with_what_it_was_before_and_counted_above()
    {
        await _plan.Measure().GiveVerdict(Secretariat, "one", new(MeasureStatus.InProgress, "Begun", null, null));
        await _plan.Measure().GiveVerdict(Secretariat, "two", new(MeasureStatus.Implemented, "Seen", null, null));
        await _plan.Settle();
        Assert.Equal(("IN_PROGRESS", "IMPLEMENTED"), await LastChange());
        Assert.Equal(MeasureStatus.Implemented, (await _plan.Plan.View())!.Histogram.Cells.Single().Standing.Status);
        Assert.Equal(MeasureStatus.Implemented, (await _plan.Agency("az/b")).Assignments.Single().Measure!.Standing.Status);
    }

    [Fact]
    public async Task A_verdict_is_refused_by_name_to_whom_and_where_it_may_not_be_given()
    {
        await Assert.ThrowsAsync<ForbiddenException>(() => Give(Reporter("az/a"), MeasureStatus.Implemented));
        Assert.Equal("REASON_REQUIRED", (await Assert.ThrowsAsync<RefusalException>(() => Give(Secretariat, MeasureStatus.Implemented, " "))).Code);
        Assert.Equal("WITHDRAWN_BY_AMENDMENT", (await Assert.ThrowsAsync<RefusalException>(() => Give(Secretariat, MeasureStatus.Withdrawn))).Code);
        Assert.Equal("UNKNOWN_MEASURE", (await Assert.ThrowsAsync<RefusalException>(() =>
            _plan.Measure("9.9").GiveVerdict(Secretariat, "op", new(MeasureStatus.Implemented, "Why", null, null)))).Code);

        Task<Verdict> Give(Actor actor, MeasureStatus status, string reason = "Why") =>
            _plan.Measure().GiveVerdict(actor, "op", new(status, reason, null, null));
    }

    [Fact]
    public async Task Reports_are_refused_by_name_to_whom_they_are_not_theirs()
    {
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Assignment().Submit(Reporter("az/b"), "op", Submission("Done.")));
        await Assert.ThrowsAsync<ForbiddenException>(() => _plan.Assignment().Accept(Reporter("az/a"), "op", Period, null));
        Assert.Equal("NOT_SUBMITTED", (await Assert.ThrowsAsync<RefusalException>(() =>
            _plan.Assignment().Accept(Secretariat, "op", Period, null))).Code);
    }

    [Fact]
    public async Task What_the_store_cannot_write_is_not_seen_and_may_be_sent_again()
    {
        _rows.BeforeWrite = (state, _) => state == "assignment" ? throw new IOException("Full.") : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Submit("op", Submission("Done.")));
        Assert.Equal(ReportState.Expected, (await _plan.Assignment().View())!.Reports[Period].State);
        _rows.BeforeWrite = (_, _) => Task.CompletedTask;
        Assert.Equal(1, (await _plan.Submit("op", Submission("Done."))).Revision);
    }

    [Fact]
    public async Task A_write_that_took_effect_although_it_failed_is_found_when_it_is_sent_again()
    {
        _rows.AfterWrite = SeemsToFail;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Submit("op", Submission("Done.")));
        _rows.AfterWrite = (_, _) => { };
        Assert.Equal(1, (await _plan.Submit("op", Submission("Done."))).Revision);
        Assert.Equal(["Done."], await TextsOf(Secretariat));
    }

    [Fact]
    public async Task Texts_of_a_write_that_took_effect_although_it_failed_are_kept_when_others_follow()
    {
        await _plan.Submit("first", Submission("First."));
        _rows.AfterWrite = SeemsToFail;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _plan.Submit("second", Submission("Second.")));
        _rows.AfterWrite = (_, _) => { };
        await _plan.Submit("third", Submission("Third."));
        Assert.Equal(["First.", "Second.", "Third."], await TextsOf(Secretariat));
    }

    private static void SeemsToFail(string state, string key)
    {
        if (state == "assignment")
        {
            throw new TimeoutException("Who knows.");
        }
    }

    private static Intention Step(string agency, AssignmentPatch patch) =>
        new("IMPORT", "az", null, Json.Of(patch), [new AssignmentStep("1.1", agency, patch)], []);

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Texts() => Text("").Clear();

    private async Task Publish(string words)
    {
        await _plan.Submit($"submit {words}", Submission(words));
        await _plan.Assignment().Accept(Secretariat, $"accept {words}", Period, null);
    }

    private async Task<(string? From, string? To)> LastChange()
    {
        var change = (await _plan.Events())[^1].Change;
        return (change.From, change.To);
    }

    private async Task<(ReportState State, int Revision)> PublicHead()
    {
        var head = (await _plan.Measure().View())!.Assignments.Single(assignment => assignment.Agency == "az/a").Reports[Period];
        return (head.State, head.Revision);
    }

    private async Task<string> PublicText(string period = Period) =>
        (await _plan.Assignment().Read(Actor.Anonymous, period))!.Content.Parts.Single().Texts!["az"];

    private async Task<string[]> TextsOf(Actor actor) =>
        [.. (await _plan.Assignment().Revisions(actor, Period)).Select(revision => revision.Content.Parts.Single().Texts!["az"])];
}
