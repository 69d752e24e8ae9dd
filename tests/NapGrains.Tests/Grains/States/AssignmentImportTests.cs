using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>What imports and shipped data make of an assignment; every state is written and read between two steps.</summary>
public sealed class AssignmentImportTests
{
    private static readonly AssignmentPatch Shipped1 = Lead().Opening(Period).With(Period, Summary("Summary 1", 3, Number(77))) with { Shipped = 1 };
    private static readonly AssignmentPatch Official = Lead().Opening(Period).With(Period, Words("Görülmüş işlər", 3));

    [Fact]
    public void A_shipped_summary_is_published_as_revision_one()
    {
        var state = Import(Shipped1);
        Assert.Equal((ReportState.Accepted, 1), (state.Periods[Period].State, state.Periods[Period].Accepted!.Number));
        Assert.Equal("Summary 1", state.Newest!.Content.Parts.Single().Summaries!["en"]);
    }

    [Fact]
    public void An_official_report_over_a_shipped_summary_keeps_its_revision_its_summary_and_its_figures()
    {
        var state = Import(Shipped1, Official);
        var part = state.Newest!.Content.Parts.Single();
        Assert.Equal(1, state.Periods[Period].Accepted!.Number);
        Assert.Equal(("Görülmüş işlər", "Summary 1"), (part.Texts!["az"], part.Summaries!["en"]));
        Assert.Equal(77, state.Newest.Content.Figures.Single().Value);
    }

    [Fact]
    public void The_same_import_again_changes_nothing()
    {
        var state = Import(Shipped1, Official);
        var (next, outcome, superseded) = Apply(state, Official);
        Assert.Same(state, next);
        Assert.False(outcome.Changed);
        Assert.Empty(superseded);
    }

    [Fact]
    public void The_same_shipped_data_again_changes_nothing()
    {
        var state = Import(Shipped1, Official);
        var (next, outcome, _) = Apply(state, Shipped1);
        Assert.Same(state, next);
        Assert.Equal((false, 0), (outcome.Changed, outcome.Warnings.Length));
    }

    [Fact]
    public void Newer_shipped_data_never_touches_an_agencys_own_words()
    {
        var state = Import(Shipped1, Official, Lead().With(Period, Summary("Summary 2", 3, Number(78))) with { Shipped = 2 });
        var part = state.Newest!.Content.Parts.Single();
        Assert.Equal(("Görülmüş işlər", "Summary 2", 1), (part.Texts!["az"], part.Summaries!["en"], state.Newest.Revision));
    }

    [Fact]
    public void Newer_shipped_data_replaces_our_own_summary_and_figures_after_a_restart_too()
    {
        var state = Import(Shipped1, Lead().With(Period, Summary("Summary 2", 3, Number(78))) with { Shipped = 2 });
        Assert.Equal("Summary 2", state.Newest!.Content.Parts.Single().Summaries!["en"]);
        Assert.Equal(78, state.Newest.Content.Figures.Single().Value);
    }

    [Fact]
    public void An_official_report_that_changed_is_a_new_revision()
    {
        var (state, _, superseded) = Apply(Import(Shipped1, Official), Lead().With(Period, Words("Düzəliş", 3)));
        Assert.Equal(2, state.Periods[Period].Accepted!.Number);
        Assert.Equal("Görülmüş işlər", Assert.Single(superseded).Content.Parts.Single().Texts!["az"]);
    }

    [Fact]
    public void A_nil_report_that_an_agency_handed_in_is_not_taken_for_a_summary_of_ours()
    {
        var nil = new ReportContent(null, true, [], null, [], [], []);
        var handedIn = Import(Lead().Opening(Period)) with
        {
            Newest = new(Period, 1, nil, Start, false),
            Periods = ImmutableSortedDictionary<string, PeriodReport>.Empty.Add(
                Period, new(ReportState.Submitted, RevisionHead.Of(1, nil, false, Start), null, null)),
        };
        var (state, _, superseded) = Apply(handedIn, Official);
        Assert.Equal(2, state.Periods[Period].Accepted!.Number);
        Assert.True(Assert.Single(superseded).Content.Nil);
    }

    [Fact]
    public void Figures_are_not_added_to_a_report_that_an_agency_handed_in()
    {
        var (state, _, _) = Apply(HandedInAndAccepted(Words("Words")), Shipped1);
        Assert.Empty(state.Newest!.Content.Figures);
        Assert.Null(state.Newest.Content.Parts.Single().Summaries);
    }

    [Fact]
    public void Shipped_data_leaves_the_mark_of_an_extraordinary_report()
    {
        var (state, _, _) = Apply(HandedInAndAccepted(Words("Words", 3), extraordinary: true), Shipped1);
        Assert.Equal("Summary 1", state.Newest!.Content.Parts.Single().Summaries!["en"]);
        Assert.True(state.Periods[Period].Accepted!.Extraordinary);
    }

    [Fact]
    public void A_pending_revision_keeps_shipped_data_away_with_a_warning()
    {
        var accepted = HandedInAndAccepted(Words("One", 3));
        var pending = accepted with
        {
            Newest = new(Period, 2, Words("Two", 3), Start, false),
            Periods = accepted.Periods.SetItem(Period, accepted.Periods[Period] with
            {
                State = ReportState.Submitted,
                Latest = RevisionHead.Of(2, Words("Two", 3), false, Start),
            }),
        };
        var (state, outcome, _) = Apply(pending, Shipped1);
        Assert.Single(outcome.Warnings);
        Assert.Equal("Two", state.Newest!.Content.Parts.Single().Texts!["az"]);
    }

    [Fact]
    public void Texts_of_a_period_that_give_way_to_another_period_are_named()
    {
        var patch = Lead().With("2022", Summary("2022", 1)).With("2023", Summary("2023", 1)) with { Shipped = 1 };
        var (state, _, superseded) = Apply(AssignmentState.Empty, patch);
        Assert.Equal(("2022", 1), (Assert.Single(superseded).Period, superseded[0].Revision));
        Assert.Equal("2023", state.Newest!.Period);
    }

    [Fact]
    public void An_official_report_on_an_earlier_period_finds_the_summary_held_for_it()
    {
        var patch = Lead().With("2022", Summary("2022", 1)).With("2023", Summary("2023", 1)) with { Shipped = 1 };
        var (before, _, superseded) = Apply(AssignmentState.Empty, patch);
        var (state, _, given) = AssignmentImport.Apply(
            Json.Reread(before), Lead().With("2022", Words("Sözlər", 1)), superseded.ToDictionary(held => held.Period), "1.1", "az/a", By, Start);
        Assert.Equal((1, "2022"), (state.Newest!.Revision, state.Newest.Content.Parts.Single().Summaries!["en"]));
        Assert.Equal("2023", Assert.Single(given).Period);
    }

    [Fact]
    public void What_people_changed_stays_and_is_warned_of()
    {
        var moved = NoAssignment with { Role = ExecutorRole.Other };
        var (state, outcome, _) = Apply(Import(Shipped1, moved), NoAssignment with { Role = ExecutorRole.Reporter, Shipped = 2 });
        Assert.Equal(ExecutorRole.Other, state.Role);
        Assert.Contains("role", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_an_import_gave_is_not_set_back_by_shipped_data_that_says_the_same_as_before()
    {
        var state = Import(Lead(order: 1) with { Shipped = 1 }, Lead(order: 4), Lead(order: 1) with { Wording = "W", Shipped = 2 });
        Assert.Equal((4, "W"), (state.Order, state.Wording));
    }

    [Fact]
    public void A_flag_that_shipped_data_did_not_say_may_be_said_by_the_next_one() =>
        Assert.True(Import(Lead() with { Shipped = 1 }, Lead() with { Recommended = true, Shipped = 2 }).Recommended);

    [Fact]
    public void An_opened_period_is_expected_once_and_stays_what_it_has_become()
    {
        Assert.Equal(ReportState.Expected, Import(Lead().Opening(Period, false), Lead().Opening(Period)).Periods[Period].State);
        Assert.Equal(ReportState.Accepted, Import(Official, Lead().Opening(Period)).Periods[Period].State);
    }

    [Fact]
    public void A_new_assignment_and_its_report_are_an_event_each()
    {
        var state = Import(Official);
        Assert.Equal(
            [PlanEventKind.AssignmentChanged, PlanEventKind.ReportAccepted], state.Outbox.Events.Select(sent => sent.Change.Kind));
        Assert.Equal(("EXPECTED", "ACCEPTED"), (state.Outbox.Events[1].Change.From, state.Outbox.Events[1].Change.To));
    }

    [Fact]
    public void The_public_summary_hides_what_is_only_submitted()
    {
        var content = Words("Secret", 3, claim: Claim.Limited);
        var head = new PeriodReport(ReportState.Submitted, RevisionHead.Of(1, content, false, Start), null, null).Public(Period);
        Assert.Equal((ReportState.Submitted, true, 1, null, null), (head.State, head.Received, head.Revision, head.Claim, head.Position));
    }

    [Fact]
    public void An_imported_report_takes_nothing_over_from_one_that_waits_or_was_sent_back()
    {
        foreach (var waiting in (ReportState[])[ReportState.Submitted, ReportState.Returned])
        {
            var content = Words("Secret", 3, summary: "Secret") with { Figures = [Number(77)] };
            var held = Import(Lead().Opening(Period)) with
            {
                Newest = new(Period, 1, content, Start, false),
                Periods = ImmutableSortedDictionary<string, PeriodReport>.Empty.Add(Period, new(waiting, RevisionHead.Of(1, content, false, Start), null, null)),
            };

            var published = Apply(held, Lead().With(Period, Words("Görülmüş işlər", 3))).State;

            Assert.Equal(2, published.Periods[Period].Accepted!.Number);
            Assert.Empty(published.Newest!.Content.Figures);
            Assert.Null(published.Newest.Content.Parts.Single().Summaries);
        }
    }

    [Fact]
    public void Who_has_begun_a_draft_is_asked_and_no_longer_asked_like_all_others()
    {
        var state = Import(Lead()) with
        {
            Periods = ImmutableSortedDictionary<string, PeriodReport>.Empty.Add(
                Period, new(ReportState.Draft, null, null, null, new(1, Words("Secret")), Unasked: true)),
        };
        Assert.Empty(state.Summary("1.1", "az/a").Reports);

        var (asked, _, _) = Apply(state, Lead().Opening(Period));
        var (spared, _, _) = Apply(Json.Reread(asked), NoAssignment with { Duty = Duty.Voluntary });

        Assert.Equal(ReportState.Expected, asked.Summary("1.1", "az/a").Reports[Period].State);
        Assert.Equal(("NOT_REQUESTED", "EXPECTED"), Told(asked));
        Assert.Empty(spared.Summary("1.1", "az/a").Reports);
        Assert.Equal(("EXPECTED", "NOT_REQUESTED"), Told(spared));
        Assert.Equal((ReportState.Draft, 1), (spared.Periods[Period].State, spared.Periods[Period].Draft!.Number));

        static (string?, string?) Told(AssignmentState state) =>
            state.Outbox.Events.Select(sent => sent.Change).Where(change => change.Period == Period).Select(change => (change.From, change.To)).Last();
    }

    private static AssignmentState HandedInAndAccepted(ReportContent content, bool extraordinary = false)
    {
        var head = RevisionHead.Of(1, content, extraordinary, Start);
        return Import(Lead().Opening(Period)) with
        {
            Newest = new(Period, 1, content, Start, true),
            Periods = ImmutableSortedDictionary<string, PeriodReport>.Empty.Add(Period, new(ReportState.Accepted, head, head, null)),
        };
    }

    private static AssignmentState Import(params AssignmentPatch[] patches) =>
        patches.Aggregate(AssignmentState.Empty, (state, patch) => Json.Reread(Apply(state, patch).State));

    private static (AssignmentState State, StepOutcome Outcome, ImmutableArray<HeldContent> Superseded) Apply(AssignmentState state, AssignmentPatch patch) =>
        AssignmentImport.Apply(state, patch, new Dictionary<string, HeldContent>(), "1.1", "az/a", By, Start);
}
