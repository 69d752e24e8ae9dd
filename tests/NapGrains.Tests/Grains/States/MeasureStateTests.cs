using CsCheck;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>A measure takes each event of an assignment once and in order, and the newest summary, however they come.</summary>
public sealed class MeasureStateTests
{
    [Fact]
    public void The_same_update_again_changes_nothing()
    {
        var state = MeasureState.Empty.Take(Update(1, "az/a", 1));
        Assert.Same(state, state.Take(Update(1, "az/a", 1)));
    }

    [Fact]
    public void An_older_summary_does_not_replace_a_newer_one()
    {
        var state = MeasureState.Empty.Take(Update(2, "az/a", 1, 2));
        Assert.Same(state, state.Take(Update(1, "az/a", 1)));
        Assert.Equal("version 2", state.Assignments["az/a"].Summary.Wording);
    }

    [Fact]
    public void An_event_without_its_predecessor_waits()
    {
        var state = MeasureState.Empty.Take(Update(3, "az/a", 2, 3));
        Assert.Empty(state.Outbox.Events);
        Assert.Equal(["1", "2", "3"], Periods(state.Take(Update(3, "az/a", 1, 2, 3))));
    }

    [Fact]
    public void Events_of_two_assignments_do_not_disturb_each_other() => Assert.Equal(
        ["az/a 1", "az/b 1", "az/a 2"],
        MeasureState.Empty.Take(Update(1, "az/a", 1)).Take(Update(1, "az/b", 1)).Take(Update(2, "az/a", 1, 2))
            .Outbox.Events.Select(sent => $"{sent.Change.Agency} {sent.Change.Period}"));

    [Fact]
    public void The_version_rises_with_every_change_of_the_view()
    {
        var one = MeasureState.Empty.Take(Update(1, "az/a"));
        Assert.True(one.Take(Update(2, "az/a")).Version > one.Version);
    }

    [Fact]
    public void A_body_that_is_new_on_it_is_told_how_the_measure_stands()
    {
        var one = MeasureState.Empty.Take(Update(1, "az/a"));
        Assert.Equal(1, one.Outbox.Version(MeasureState.ToAgencies));
        Assert.Equal(1, one.Take(Update(2, "az/a")).Outbox.Version(MeasureState.ToAgencies));
        Assert.Equal(2, one.Take(Update(1, "az/b")).Outbox.Version(MeasureState.ToAgencies));
    }

    /// <summary>
    /// An assignment has versions 1 to n, each with an event; it sends what is unacknowledged, in updates that may be lost, doubled and
    /// overtaken, and at last all of it, as <c>UpwardLink</c> does.
    /// </summary>
    [Fact]
    public void Updates_that_are_lost_doubled_and_overtaken_lead_to_the_same_state() =>
        Gen.Select(Gen.Int[1, 8], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7]).Array[0, 20]).Sample((last, arrivals) =>
        {
            var state = MeasureState.Empty;
            foreach (var (version, acknowledged) in arrivals)
            {
                var newest = Math.Min(version + 1, last);
                // Only what the measure has taken can have been acknowledged.
                var from = Math.Min(acknowledged, (int)(state.Assignments.GetValueOrDefault("az/a")?.LastEvent ?? 0));
                state = Json.Reread(state.Take(Sent(from, newest)));
            }

            state = state.Take(Sent((int)(state.Assignments.GetValueOrDefault("az/a")?.LastEvent ?? 0), last));
            Assert.Equal(Enumerable.Range(1, last).Select(number => $"{number}"), Periods(state));
            Assert.Equal(Enumerable.Range(1, last).Select(number => (long)number), state.Outbox.Events.Select(sent => sent.Number));
            Assert.Equal((last, last), (state.Assignments["az/a"].Version, state.Assignments["az/a"].LastEvent));
            Assert.Equal($"version {last}", state.Assignments["az/a"].Summary.Wording);

            static AssignmentUpdate Sent(int acknowledged, int version) =>
                Update(version, "az/a", [.. Enumerable.Range(1, version).Where(number => number > acknowledged).Select(number => (long)number)]);
        });

    private static IEnumerable<string?> Periods(MeasureState state) =>
        state.Outbox.Events.Where(sent => sent.Change.Kind == PlanEventKind.ReportSubmitted).Select(sent => sent.Change.Period);
}
