using System.Collections.Immutable;
using CsCheck;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Notices;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>An agency's notices are numbered as they come, each once, and wait for their delivery.</summary>
public sealed class NoticesStateTests
{
    private const string Source = "measure:az-test/1.1";

    [Fact]
    public void Each_number_of_a_source_is_taken_once_and_numbered_without_a_gap()
    {
        var state = Take(Take(NoticesState.Empty, Source, 1, 4), "assignment:az-test/1.1/az/a", 1, 2);
        Assert.Same(state, Take(state, Source, 1, 4));
        Assert.Equal([1L, 2, 3, 4, 5], Take(state, Source, 4, 6).Queue.Select(notice => notice.Number));
    }

    [Fact]
    public void Pushes_that_are_doubled_and_overtaken_lead_to_each_change_once_and_in_order() =>
        Gen.Int[1, 8].Array[1, 20].Sample(newest =>
        {
            // A push holds everything that is not acknowledged yet, and only what was taken is.
            var state = NoticesState.Empty;
            foreach (var last in newest)
            {
                state = Json.Reread(Take(state, Source, [.. Enumerable.Range(1, last).Select(number => (long)number)]));
            }

            Assert.Equal(Enumerable.Range(1, newest.Max()).Select(number => $"{number}"), state.Queue.Select(notice => notice.Change.Period));
        });

    [Fact]
    public void Nothing_waits_where_no_channel_is_configured() => Assert.False(Take(NoticesState.Empty, Source, 1).Outbox.HasUnsent);

    [Fact]
    public void A_channel_has_to_deliver_what_came_since_it_was_configured()
    {
        var state = Take(Take(NoticesState.Empty, Source, 1), Source, ["smtp"], 2, 3);
        Assert.Equal([2L, 3], Undelivered(state, "smtp"));
        Assert.Equal([3L], Undelivered(state.Done("smtp", 2, Start), "smtp"));
        Assert.False(state.Done("smtp", 3, Start).Outbox.HasUnsent);
    }

    [Fact]
    public void Channels_deliver_each_by_itself_and_a_delivery_is_noted_with_its_time()
    {
        var state = Take(NoticesState.Empty, Source, ["smtp", "webhook"], 1, 2).Done("webhook", 2, Start).Done("smtp", 1, Start.AddDays(1));
        Assert.True(state.Outbox.HasUnsent);
        Assert.Equal([new NoticeDelivery("webhook", Start), new NoticeDelivery("smtp", Start.AddDays(1))], state.Queue[0].Deliveries);
        Assert.Equal([new NoticeDelivery("webhook", Start)], state.Queue[1].Deliveries);
    }

    [Fact]
    public void What_was_given_up_is_not_noted_as_delivered()
    {
        var state = Take(NoticesState.Empty, Source, ["smtp"], 1).Done("smtp", 1, null);
        Assert.False(state.Outbox.HasUnsent);
        Assert.Empty(Assert.Single(state.Queue).Deliveries);
    }

    [Fact]
    public void A_delivery_that_is_noted_again_changes_nothing()
    {
        var state = Take(NoticesState.Empty, Source, ["smtp"], 1, 2).Done("smtp", 2, Start);
        Assert.Same(state, state.Done("smtp", 2, Start.AddDays(1)));
    }

    [Fact]
    public void Nothing_waits_for_a_channel_that_was_taken_away()
    {
        var state = Take(NoticesState.Empty, Source, ["smtp", "webhook"], 1).Done("webhook", 1, Start);
        Assert.False(state.Only(["webhook"]).Outbox.HasUnsent);
        Assert.Same(state, state.Only(["smtp", "webhook"]));
    }

    [Fact]
    public void The_newest_thousand_are_kept() =>
        Assert.Equal((501, 1500), Ends(Take(NoticesState.Empty, Source, Numbers(1, 1500))));

    [Fact]
    public void An_older_one_falls_off_only_when_it_was_delivered_or_has_waited_for_a_month()
    {
        var state = Take(NoticesState.Empty, Source, ["smtp"], Numbers(1, 1500));
        Assert.Equal((1, 1500), Ends(state));
        Assert.Equal((402, 1501), Ends(Take(state.Done("smtp", 401, Start), Source, ["smtp"], 1501)));
        Assert.Equal((502, 1501), Ends(Take(state.Done("smtp", 601, Start), Source, ["smtp"], 1501)));
        var month = state.Take(Source, Plan, Changes(1501), ["smtp"], Start.AddDays(31));
        Assert.Equal((502, 1501), Ends(month));
        Assert.Equal(502, Undelivered(month, "smtp").First());
    }

    [Fact]
    public void A_delivery_takes_at_most_a_hundred() =>
        Assert.Equal(Numbers(1, 100), Undelivered(Take(NoticesState.Empty, Source, ["smtp"], Numbers(1, 150)), "smtp"));

    private static NoticesState Take(NoticesState state, string source, params long[] numbers) => Take(state, source, [], numbers);

    private static NoticesState Take(NoticesState state, string source, string[] channels, params long[] numbers) =>
        state.Take(source, Plan, Changes(numbers), channels, Start);

    private static ImmutableArray<NumberedChange> Changes(params long[] numbers) =>
        [.. numbers.Select(number => new NumberedChange(number, Event("az/a", number) with { At = Start }))];

    private static long[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(number => (long)number)];

    private static IEnumerable<long> Undelivered(NoticesState state, string channel) => state.Undelivered(channel).Select(notice => notice.Number);

    private static (int First, int Last) Ends(NoticesState state) => ((int)state.Queue[0].Number, (int)state.Queue[^1].Number);
}
