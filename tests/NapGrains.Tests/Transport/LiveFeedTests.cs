using System.Text.Json;

namespace NapGrains.Tests.Transport;

/// <summary>Live events of one feed to many subscribers.</summary>
public sealed class LiveFeedTests
{
    private const string Numbers = "subscription($after: Int) { feed(after: $after) { number answer } }";
    private const string Texts = "subscription($after: Int) { feed(after: $after) { number text } }";

    [Fact]
    public async Task An_event_is_answered_once_for_all_who_ask_the_same_whatever_their_cursor()
    {
        await using var host = await TransportHost.Start();
        host.Stage.Feed.Publish(10);
        var clients = new List<SocketClient>();
        for (var i = 0; i < 20; i++)
        {
            var client = await SocketClient.Connect(host);
            clients.Add(client);
            await client.Subscribe("a", Numbers, new { after = i % 10 });
        }
        host.Stage.Feed.Publish(5);
        for (var i = 0; i < clients.Count; i++) Assert.Equal(Enumerable.Range((i % 10) + 1, 15 - (i % 10)), await Read(clients[i], 15 - (i % 10)));

        Assert.Equal(15, host.Stage.Feed.Answers);
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Fact]
    public async Task Answers_are_not_shared_between_rights_and_tell_nobody_who_another_is()
    {
        await using var host = await TransportHost.Start();
        const string query = "subscription { feed { answer who } }";
        await using var anonymous = await SocketClient.Connect(host);
        await using var one = await SocketClient.Connect(host, host.Token(claims: [("sub", "one"), ("role", "reporter"), ("agency", "a")]));
        await using var same = await SocketClient.Connect(host, host.Token(claims: [("sub", "two"), ("role", "reporter"), ("agency", "a")]));
        await using var other = await SocketClient.Connect(host, host.Token(claims: [("sub", "three"), ("role", "reporter"), ("agency", "b")]));
        host.Stage.Feed.Publish(1);
        var answers = new List<JsonElement>();
        foreach (var client in (SocketClient[])[anonymous, one, same, other])
        {
            await client.Subscribe("a", query);
            answers.Add((await client.Message()).GetProperty("payload").Data("feed"));
        }

        Assert.Equal([1, 2, 2, 3], answers.Select(answer => answer.GetProperty("answer").GetInt32()));
        Assert.Equal([null, "", "", ""], answers.Select(answer => answer.GetProperty("who").GetString()));
    }

    [Theory]
    [InlineData("subscription($with: Boolean!) { feed { answer number @include(if: $with) } }")]
    [InlineData("subscription($with: Boolean!) { feed { ...F } } fragment F on Tick { answer number @include(if: $with) }")]
    public async Task Answers_are_not_shared_between_values_of_variables_that_they_depend_on(string query)
    {
        await using var host = await TransportHost.Start();
        var clients = new List<SocketClient>();
        host.Stage.Feed.Publish(1);
        var answers = new List<string?>();
        foreach (var with in (bool[])[true, false, true])
        {
            clients.Add(await SocketClient.Connect(host));
            await clients[^1].Subscribe("a", query, new { with });
            answers.Add(await clients[^1].Text());
        }

        Assert.Contains("number", answers[0], StringComparison.Ordinal);
        Assert.DoesNotContain("number", answers[1], StringComparison.Ordinal);
        Assert.Equal(answers[0], answers[2]);
        Assert.Equal(2, host.Stage.Feed.Answers);
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_while_events_happen_joins_without_a_gap_or_a_duplicate()
    {
        await using var host = await TransportHost.Start();
        host.Stage.Feed.Publish(500);
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                host.Stage.Feed.Publish(1 + (i % 30));
                await Task.Yield();
            }
        }, TestContext.Current.CancellationToken);
        var reading = Enumerable.Range(0, 30).Select(async i =>
        {
            var after = i * 20;
            await using var client = await SocketClient.Connect(host);
            await client.Subscribe("a", Numbers, new { after });
            Assert.Equal(Enumerable.Range(after + 1, 900 - after), await Read(client, 900 - after));
        });

        await Task.WhenAll([publishing, .. reading]);
    }

    [Fact]
    public async Task A_slow_reader_is_closed_at_the_bound_while_a_thousand_others_on_the_feed_miss_nothing()
    {
        const int others = 1_000, events = 140;
        await using var host = await TransportHost.Start(
            realClock: true, ("Nap:GraphQL:EventQueueLength", "50"), ("Nap:GraphQL:SlowReaderGrace", "00:00:00.2"), ("Nap:GraphQL:SlowReaderTimeout", "00:01:00"));
        await using var slow = await SocketClient.Connect(host);
        await slow.Subscribe("a", Texts);
        var clients = await Task.WhenAll(Enumerable.Range(0, others).Select(_ => SocketClient.Connect(host)));
        await Task.WhenAll(clients.Select(client => client.Subscribe("a", Numbers)));

        // Far more than the kernel buffers for a client that does not read.
        var text = new string('x', 200_000);
        for (var done = 0; done < events; done += 20)
        {
            for (var i = 0; i < 20; i++) host.Stage.Feed.Publish(1, text);
            var received = await Task.WhenAll(clients.Select(client => Read(client, 20)));
            Assert.All(received, numbers => Assert.Equal(Enumerable.Range(done + 1, 20), numbers));
        }
        var last = 0;
        while (await slow.Text() is { } message)
        {
            var number = JsonElement.Parse(message).GetProperty("payload").Data("feed").GetProperty("number").GetInt32();
            Assert.Equal(++last, number);
        }

        Assert.Equal(1013, slow.Code);
        Assert.InRange(last, 1, events - 50);
        Assert.Equal(events, host.Stage.Feed.Answers);
        await using var back = await SocketClient.Connect(host);
        await back.Subscribe("a", Texts, new { after = last });
        Assert.Equal(Enumerable.Range(last + 1, events - last), await Read(back, events - last));
        foreach (var client in clients) await client.DisposeAsync();
    }

    private static async Task<List<int>> Read(SocketClient client, int count)
    {
        var numbers = new List<int>(count);
        while (numbers.Count < count) numbers.Add((await client.Message()).GetProperty("payload").Data("feed").GetProperty("number").GetInt32());
        return numbers;
    }
}
