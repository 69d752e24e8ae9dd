using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>What an amendment makes of a measure, written and read between two of them.</summary>
public sealed class MeasureAmendingTests
{
    private static readonly MeasureState Imported = Json.Reread(MeasureImport.Apply(MeasureState.Empty, Measure with { Titles = Text("One") }, "1.1", By, Start).State);

    [Fact]
    public void The_same_amendment_again_changes_nothing()
    {
        var state = Amend(Imported, 2, new([AmendmentKind.Renumbered], "3.1", 3));
        Assert.Same(state, MeasureAmending.Apply(state, new([AmendmentKind.Renumbered], "3.1", 3), Act(2), "1.1", "operation", Start));
    }

    [Fact]
    public void Numbers_that_it_had_stay_its_former_ones_and_the_one_it_gets_back_is_none()
    {
        var state = Amend(Amend(Imported, 2, new([AmendmentKind.Renumbered], "3.1", 3)), 3, new([AmendmentKind.Renumbered], "3.2", 3));
        Assert.Equal(["1.1", "3.1"], state.Definition!.FormerNumbers);
        Assert.Equal(["3.1", "3.2"], Amend(state, 4, new([AmendmentKind.Renumbered], "1.1", 1)).Definition!.FormerNumbers);
    }

    [Fact]
    public void Each_version_has_the_place_that_the_next_amendment_found()
    {
        var state = Amend(Amend(Imported, 3, new([AmendmentKind.Renumbered], "3.1", 3)), 7, new([AmendmentKind.Rescheduled], Dates: new(null, new(2026, 1, 1), false)));
        var definition = state.Definition!;
        Assert.Equal([("1.1", 1), ("1.1", 1), ("3.1", 3), ("3.1", 3)], new[] { 1, 2, 3, 6 }.Select(version => definition.PlaceIn(version)!).Select(place => (place.Number, place.Priority)));
        Assert.Equal((null, new DateOnly(2026, 1, 1)), (definition.PlaceIn(6)!.Dates.Due, definition.PlaceIn(7)!.Dates.Due));
        Assert.Equal((1, 0, 0), Totals(state, 1));
        Assert.Equal((0, 1, 1), Totals(state, 3));

        static (int, int, int) Totals(MeasureState state, int priority) =>
            (state.Counted(priority).In(2).Total, state.Counted(priority).In(3).Total, state.Counted(priority).Now.Total);
    }

    [Fact]
    public void A_withdrawn_measure_counts_in_earlier_versions_with_its_last_verdict()
    {
        var judged = Imported with { Verdict = new(MeasureStatus.Implemented, "Done", null, Start) };
        var state = Amend(judged, 2, new([AmendmentKind.Withdrawn]));
        Assert.Equal((MeasureStatus.Withdrawn, MeasureStatus.Implemented), (state.Verdict.Status, Assert.Single(state.Counted(1).In(1).Cells).Standing.Status));
        Assert.Equal(MeasureStatus.Withdrawn, Assert.Single(state.Counted(1).Now.Cells).Standing.Status);
    }

    [Fact]
    public void A_measure_that_was_added_is_in_no_earlier_version()
    {
        var state = Amend(MeasureState.Empty, 2, new([AmendmentKind.Added], "1.1", 1, 5, Text("New"), null, new(null, null, false), null, null, "az", "Asia/Baku"));
        Assert.Equal((0, 1), (state.Counted(1).In(1).Total, state.Counted(1).Now.Total));
    }

    [Fact]
    public void The_chain_holds_who_by_what_and_what_it_is_since()
    {
        var state = Amend(Imported, 2, new([AmendmentKind.Reworded, AmendmentKind.Withdrawn], Titles: Text("New")));
        Assert.Equal(
            ["MEASURE_CHANGED", "MEASURE_REWORDED", "MEASURE_WITHDRAWN", "MEASURE_CHANGED", "VERDICT_GIVEN"], state.History.OpenLinks.Select(held => held.Link.Kind));
        Assert.Null(MeasureVerification.FirstBroken(state, state.History.OpenLinks));
        Assert.NotNull(MeasureVerification.FirstBroken(state with { Definition = state.Definition! with { Amended = [] } }, state.History.OpenLinks));
    }

    [Fact]
    public void No_import_sets_back_what_an_amendment_has_set()
    {
        var state = Amend(Imported, 2, new([AmendmentKind.Reworded, AmendmentKind.Renumbered, AmendmentKind.Rescheduled], "3.1", 3, 1, Text("New"), null, new(null, new(2026, 1, 1), false)));
        var again = MeasureImport.Apply(state, Measure with { Titles = Text("One"), Deadline = new(2024, 1, 1), Continuous = true, Verdict = new(MeasureStatus.Withdrawn, null, null, null) }, "1.1", By, Start);
        Assert.False(again.Outcome.Changed);
        Assert.Same(state, again.State);
    }

    [Fact]
    public void The_feed_is_told_every_change()
    {
        var state = Amend(Imported, 2, new([AmendmentKind.Renumbered, AmendmentKind.Rescheduled], "3.1", 3, Dates: new(null, new(2026, 1, 1), false)));
        Assert.Equal(
            [(PlanEventKind.MeasureRenumbered, "1.1", "3.1"), (PlanEventKind.DeadlineChanged, null, "2026-01-01")],
            state.Outbox.EventsTo(MeasureState.ToFeed).Select(sent => (sent.Change.Kind, sent.Change.From, sent.Change.To)).Skip(1));
    }

    private static MeasureState Amend(MeasureState state, int version, MeasureChange change) =>
        Json.Reread(MeasureAmending.Apply(state, change, Act(version), "1.1", $"operation-{version}", Start));

    private static Amendment Act(int version) => new(version, $"operation-{version}", "12s", new(2025, 12, 1), Start);
}
