using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>
/// Subscribers of a server that is killed again and again while others write. How many there are is small here;
/// <c>tests/resume.sh</c> asks for more by the same test.
/// </summary>
public sealed class ResumeTests(SeededStores seeded)
{
    private const string Agency = "az/nazirler-kabineti";
    private static readonly string[] Statuses = ["NOT_STARTED", "IN_PROGRESS", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED"];

    private NapProcess _server = null!;
    private int _written;
    private int _retried;

    [Fact]
    public async Task Every_subscriber_gets_the_whole_feed_once_and_in_order_however_often_the_server_is_killed()
    {
        var (subscriberCount, kills, writes) = (Asked("SUBSCRIBERS", 50), Asked("KILLS", 5), Asked("EVENTS", 300));
        var cancellation = TestContext.Current.CancellationToken;
        var directory = SeededStores.Copy(await seeded.Sqlite());
        _server = await NapProcess.Start(directory);
        var measures = (await _server.Anonymous.AskOne(
            $$"""{ agency(key: "{{Agency}}") { assignments(where: { role: [LEAD] }) { nodes { measure { number } } } } }""")).Nodes("assignments")
            .Select(part => part.GetProperty("measure").Text("number")).ToList();
        var start = (await _server.Anonymous.Plan("cursor")).Text("cursor");
        var last = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var texts = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var subscribers = Enumerable.Range(0, subscriberCount).Select(_ => new ResumingSubscriber(() => _server.Address, start, texts)).ToList();
        var clock = Stopwatch.StartNew();
        var reading = Task.WhenAll(subscribers.Select(subscriber => subscriber.ReadTo(last.Task, cancellation)));

        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Write(writer, 4, writes, measures)));
        for (var kill = 1; kill <= kills; kill++)
        {
            await Eventually.Holds(
                "as much is written as the next kill waits for",
                async () =>
                {
                    if (writing.IsFaulted)
                    {
                        await writing;
                    }

                    return _written >= writes * kill / (kills + 1);
                });
            await using var killed = _server;
            await killed.Kill();
            _server = await NapProcess.Start(directory);
        }

        await writing;
        var feed = await WholeFeed(start, writes);
        last.SetResult(JsonElement.Parse(feed[^1]).Text("cursor"));
        await reading.WaitAsync(TimeSpan.FromMinutes(2), cancellation);
        await _server.DisposeAsync();
        Directory.Delete(directory, recursive: true);

        Assert.Equal(writes, feed.Count(happened => JsonElement.Parse(happened).Text("kind") is "VERDICT_GIVEN" or "REPORT_SUBMITTED"));
        Assert.All(subscribers, subscriber => Assert.Equal(feed, subscriber.Events));
        if (Environment.GetEnvironmentVariable("NAP_RESUME_SUBSCRIBERS") is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{subscriberCount} subscribers, {kills} kills, {writes} writes ({_retried} attempts repeated with the same operation id), {feed.Count} events, {subscribers.Sum(subscriber => subscriber.Connections)} connections, {subscribers.Sum(subscriber => (long)subscriber.Events.Count)} events received: each subscriber's are the feed, without a gap, in order, none twice; {clock.Elapsed.TotalSeconds:0} s"));
        }
    }

    private static int Asked(string what, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable($"NAP_RESUME_{what}"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : usual;

    /// <summary>Every writer's part of the writes: verdicts and reports in turns, each on measures of its own.</summary>
    private async Task Write(int writer, int writers, int writes, List<string> measures)
    {
        var own = measures.Where((_, index) => index % writers == writer).ToList();
        for (var (number, turn) = (writer, 0); number < writes; (number, turn) = (number + writers, turn + 1))
        {
            var measure = own[turn / 2 % own.Count];
            var (write, round) = ($"write-{number}", turn / 2 / own.Count);
            await UntilTaken(() => turn % 2 == 0
                ? _server.Secretariat.Judge(measure, Statuses[round % Statuses.Length], operationId: write)
                : _server.Client("reporter", Agency).Submit(measure, Agency, $"Sözümüz {round}.", operationId: write));
            Interlocked.Increment(ref _written);
        }
    }

    /// <summary>Sends the same operation until the server has answered it.</summary>
    private Task UntilTaken(Func<Task<JsonElement>> write)
    {
        var first = true;
        return Eventually.Holds("the server takes what is written", async () =>
        {
            if (!first)
            {
                Interlocked.Increment(ref _retried);
            }

            first = false;
            try
            {
                await write().Taken();
                return true;
            }
            catch (Exception down) when (down is HttpRequestException or IOException or Xunit.Sdk.XunitException or JsonException
                or ObjectDisposedException or OperationCanceledException)
            {
                // It was killed, or is not ready yet: whether the write was made, its operation id will tell.
                Assert.DoesNotContain("OPERATION_ID_REUSED", down.Message, StringComparison.Ordinal);
                return false;
            }
        });
    }

    /// <summary>All events after a cursor, once everything that was written is there.</summary>
    private async Task<List<string>> WholeFeed(string start, int writes) => await Eventually.Gives("all events are in the feed", async () =>
    {
        var feed = new List<string>();
        var after = start;
        JsonElement page;
        do
        {
            page = (await _server.Anonymous.AskOne(
                $$"""query($after: Cursor) { plan(key: "{{NapApplication.Plan}}") { events(after: $after) { nodes { {{ResumingSubscriber.Selection}} } pageInfo { hasNextPage } } } }""",
                new { after })).GetProperty("events");
            feed.AddRange(page.Nodes().Select(happened => happened.GetRawText()));
            after = feed.Count == 0 ? start : JsonElement.Parse(feed[^1]).Text("cursor");
        }
        while (page.GetProperty("pageInfo").Is("hasNextPage"));
        return feed.Count(happened => JsonElement.Parse(happened).Text("kind") is "VERDICT_GIVEN" or "REPORT_SUBMITTED") >= writes ? feed : null;
    });
}
