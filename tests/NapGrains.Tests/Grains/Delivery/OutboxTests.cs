using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;

namespace NapGrains.Tests.Grains.Delivery;

/// <summary>What is unsent stays until it is acknowledged, and no longer.</summary>
public sealed class OutboxTests
{
    private static readonly PlanChange Change = new(PlanEventKind.VerdictGiven, DateTimeOffset.UnixEpoch);

    [Fact]
    public void An_empty_outbox_has_nothing_unsent() => Assert.False(Outbox.Empty.HasUnsent);

    [Fact]
    public void What_was_raised_is_unsent_until_its_version_is_acknowledged()
    {
        var raised = Outbox.Empty.Raise("up").Raise("up");
        Assert.True(raised.HasUnsent);
        Assert.True(Acknowledge(raised, "up", 1).HasUnsent);
        Assert.False(Acknowledge(raised, "up", 2).HasUnsent);
    }

    [Fact]
    public void Directions_are_acknowledged_each_by_itself() =>
        Assert.True(Acknowledge(Outbox.Empty.Raise("up").Raise("across"), "up", 1).HasUnsent);

    [Fact]
    public void Events_are_numbered_without_a_gap_and_trimmed_as_they_are_acknowledged()
    {
        var outbox = Outbox.Empty.Emit("up", Change).Raise("up").Emit("up", Change).Emit("up", Change);
        Assert.Equal([1L, 2, 3], outbox.Events.Select(sent => sent.Number));
        var rest = Acknowledge(outbox, "up", outbox.Events[1].Version);
        Assert.Equal([3L], rest.Events.Select(sent => sent.Number));
        Assert.Equal(4, rest.Emit("up", Change).Events[^1].Number);
    }

    [Fact]
    public void Each_direction_numbers_its_own_events()
    {
        var outbox = Outbox.Empty.Emit("up", Change).Emit("across", Change).Emit("up", Change);
        Assert.Equal([1L, 2], outbox.EventsTo("up").Select(sent => sent.Number));
        Assert.Equal([1L], outbox.EventsTo("across").Select(sent => sent.Number));
        Assert.Equal([2L], Acknowledge(outbox, "up", 1).EventsTo("up").Select(sent => sent.Number));
    }

    [Fact]
    public void A_row_from_when_all_directions_shared_one_count_goes_on_where_it_was()
    {
        var stored = Outbox.Empty with { Outlets = Outbox.Empty.Outlets.Add("up", new(9, 9)), LastEvent = 7 };
        var outbox = Json.Reread(stored).Emit("up", Change).Emit("across", Change).Emit("up", Change);
        Assert.Equal([8L, 9], outbox.EventsTo("up").Select(sent => sent.Number));
        Assert.Equal([1L], outbox.EventsTo("across").Select(sent => sent.Number));
    }

    [Fact]
    public void An_acknowledgement_that_comes_late_or_twice_changes_nothing()
    {
        var outbox = Acknowledge(Outbox.Empty.Emit("up", Change).Raise("up"), "up", 2);
        Assert.Same(outbox, Acknowledge(outbox, "up", 2));
        Assert.Same(outbox, Acknowledge(outbox, "up", 1));
    }

    [Fact]
    public void A_direction_that_was_never_raised_cannot_be_acknowledged() =>
        Assert.Same(Outbox.Empty, Acknowledge(Outbox.Empty, "up", 7));

    [Fact]
    public void It_is_the_same_after_a_restart()
    {
        var outbox = Acknowledge(Outbox.Empty.Emit("up", Change).Emit("up", Change).Raise("across"), "up", 1);
        Assert.Equal(Json.Of(outbox), Json.Of(Json.Reread(outbox)));
        Assert.True(Json.Reread(outbox).HasUnsent);
    }

    private static Outbox Acknowledge(Outbox outbox, string outlet, long version) =>
        outbox.Acknowledge(new Dictionary<string, long> { [outlet] = version });
}
