using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>What imports and shipped data make of a measure; every state is written and read between two steps.</summary>
public sealed class MeasureImportTests
{
    private static readonly Delegation Order294 = new("az/a", ["az/b"], "294s", new(2022, 5, 13));
    private static readonly MeasurePatch Shipped1 = Measure with { ShortTitles = Text("Qısa"), Delegations = [Order294], Shipped = 1 };

    [Fact]
    public void The_same_patch_again_changes_nothing()
    {
        var patch = Measure with { Titles = Text("Ad"), Unattributed = [new(Period, Words("Əksər", 5))], References = ["1.2"] };
        var state = Import(patch);
        Assert.Same(state, Apply(state, patch).State);
    }

    [Fact]
    public void A_change_makes_everybody_above_count_anew()
    {
        var state = Import(Measure);
        var next = Apply(state, Measure with { Schedule = new(2024, 2024) }).State;
        Assert.True(next.Version > state.Version);
        Assert.True(next.Outbox.Version(MeasureState.ToPriority) > state.Outbox.Version(MeasureState.ToPriority));
        Assert.True(next.Outbox.Version(MeasureState.ToAgencies) > state.Outbox.Version(MeasureState.ToAgencies));
    }

    [Fact]
    public void An_official_title_in_one_language_leaves_ours_in_the_other()
    {
        var state = Import(Measure with { Titles = Text("Ours", "en"), Shipped = 1 }, Measure with { Titles = Text("Rəsmi") });
        Assert.Equal(["az", "en"], state.Definition!.Titles!.Keys);
    }

    [Fact]
    public void A_delegation_that_shipped_data_corrects_takes_the_place_of_the_former_one()
    {
        var corrected = Order294 with { Date = new(2022, 5, 14) };
        Assert.Equal([Json.Of(corrected)], Import(Shipped1, Shipped1 with { Delegations = [corrected], Shipped = 2 }).Definition!.Delegations.Select(Json.Of));
    }

    [Fact]
    public void A_delegation_that_people_added_stays()
    {
        var theirs = Order294 with { Instrument = "1s" };
        var state = Import(Shipped1, Measure with { Delegations = [theirs] }, Shipped1 with { Shipped = 2 });
        Assert.Equal(["294s", "1s"], state.Definition!.Delegations.Select(delegation => delegation.Instrument));
    }

    [Fact]
    public void A_flag_that_shipped_data_did_not_say_may_be_said_by_the_next_one()
    {
        var (state, outcome) = Apply(Import(Shipped1), Shipped1 with { Continuous = true, Shipped = 2 });
        Assert.True(state.Definition!.Continuous);
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void A_first_verdict_by_import_is_taken_and_told()
    {
        var state = Import(Measure with { Verdict = Scheduled });
        Assert.Equal(MeasureStatus.Scheduled, state.Verdict.Status);
        var told = state.Outbox.Events.Single(sent => sent.Change.Kind == PlanEventKind.VerdictGiven).Change;
        Assert.Equal(("UNASSESSED", "SCHEDULED"), (told.From, told.To));
    }

    [Fact]
    public void A_verdict_that_somebody_gave_is_not_replaced_by_an_import()
    {
        var given = new Verdict(MeasureStatus.InProgress, "Seen", null, Start);
        var judged = Import(Measure) with { Verdict = given, Recent = [new("op", "", Start, given)] };
        Assert.Equal(MeasureStatus.InProgress, Apply(judged, Measure with { Verdict = Scheduled }).State.Verdict.Status);
    }

    [Fact]
    public void A_verdict_that_somebody_gave_stays_with_a_warning_where_shipped_data_says_otherwise()
    {
        var judged = Import(Measure with { Verdict = Scheduled, Shipped = 1 }) with { Verdict = new(MeasureStatus.InProgress, "Seen", null, Start) };
        var (state, outcome) = Apply(judged, Measure with { Verdict = Scheduled with { Status = MeasureStatus.NotStarted }, Shipped = 2 });
        Assert.Equal(MeasureStatus.InProgress, state.Verdict.Status);
        Assert.Single(outcome.Warnings);
    }

    [Fact]
    public void Words_of_an_unattributed_report_join_our_summary()
    {
        var state = Import(
            Measure with { Unattributed = [new(Period, Summary("Summary", 5))], Shipped = 1 },
            Measure with { Unattributed = [new(Period, Words("Əksər", 5))] });
        var part = Assert.Single(state.Definition!.Unattributed).Content.Parts.Single();
        Assert.Equal(("Əksər", "Summary"), (part.Texts!["az"], part.Summaries!["en"]));
    }

    [Fact]
    public void Unattributed_words_that_shipped_data_does_not_know_of_stay()
    {
        var state = Import(
            Measure with { Unattributed = [new(Period, Words("Bir", 5)), new(Period, Words("İki", 7))] },
            Measure with { Unattributed = [new(Period, Summary("Summary", 5))], Shipped = 2 });
        Assert.Equal(["Bir", "İki"], state.Definition!.Unattributed.Select(report => report.Content.Parts[0].Texts!["az"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_of_two_periods_stand_side_by_side()
    {
        var row = new DocumentRow("1.1", "Title", "Lead", "Others");
        var state = Import(Measure with { Rows = Measure.Rows.Add("2022", row) }, Measure with { Rows = Measure.Rows.Add("2023", row) });
        Assert.Equal(["2022", "2023"], state.Definition!.Rows.Keys);
    }

    private static Verdict Scheduled => new(MeasureStatus.Scheduled, "Later", "2022", Start);

    private static MeasureState Import(params MeasurePatch[] patches) =>
        patches.Aggregate(MeasureState.Empty, (state, patch) => Json.Reread(Apply(state, patch).State));

    private static (MeasureState State, StepOutcome Outcome) Apply(MeasureState state, MeasurePatch patch) =>
        MeasureImport.Apply(state, patch, "1.1", By, Start);
}
