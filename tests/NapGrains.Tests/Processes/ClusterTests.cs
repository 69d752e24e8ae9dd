using System.Diagnostics;
using System.Net;
using System.Text.Json;
using NapGrains.Tests.Api;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Processes;

/// <summary>Silos and gateways as processes on PostgreSQL: what holds while they come and go.</summary>
public sealed class ClusterTests(RunningCluster cluster, ReadOnlyServers servers) : IClassFixture<RunningCluster>
{
    private const string Justice = "az/edliyye-nazirliyi";
    private const string Verdicts =
        """subscription($after: Cursor, $measure: String!) { planEvents(plan: "az-nap-2022-2026", after: $after, where: { kinds: [VERDICT_GIVEN], measures: [$measure] }) { cursor to } }""";

    private NapProcess First => cluster.Gateways[0];

    private NapProcess Second => cluster.Gateways[1];

    [Fact]
    public async Task Silos_and_gateways_that_start_at_once_on_an_empty_database_hold_one_plan_as_one_process_does()
    {
        const string shape = "title priorities { number title measures { totalCount } } agencies { totalCount }";
        var alone = (await servers.Seeded).Anonymous;

        foreach (var gateway in cluster.Gateways)
        {
            Assert.Equal(1, (await gateway.Anonymous.Plan("version")).Number("version"));
            Assert.Equal((await alone.Plan(shape)).GetRawText(), (await gateway.Anonymous.Plan(shape)).GetRawText());
            Assert.Equal(62, (await gateway.Anonymous.Plan("summary { total }")).GetProperty("summary").Number("total"));
        }
    }

    [Fact]
    public async Task A_silo_serves_its_health_and_nothing_else()
    {
        using var http = new HttpClient();

        using var health = await http.GetAsync(new Uri(cluster.Silos[0].Address, "health/ready"), TestContext.Current.CancellationToken);
        using var page = await http.GetAsync(cluster.Silos[0].Address, TestContext.Current.CancellationToken);
        using var graphql = await http.GetAsync(new Uri(cluster.Silos[0].Address, "graphql?query={__typename}"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (health.StatusCode, page.StatusCode, graphql.StatusCode));
    }

    [Fact]
    public async Task A_report_submitted_through_one_gateway_is_read_through_the_other()
    {
        await First.Client("reporter", Justice).Submit("1.1", Justice, "Birinci qapıdan.").Taken();

        Assert.Equal("Birinci qapıdan.", (await Report("1.1", "narrative")).Text("narrative"));
    }

    [Fact]
    public async Task The_same_operation_id_through_both_gateways_at_once_has_one_effect_and_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(turn =>
            (turn % 2 == 0 ? First : Second).Client("reporter", Justice).Submit("1.2", Justice, "Bir dəfə.", operationId: "one-and-the-same").Taken()));

        Assert.Single(answers.Select(answer => answer.GetRawText()).Distinct());
        var report = await Report("1.2", "revision revisions { totalCount }");
        Assert.Equal((1, 1), (report.Number("revision"), report.GetProperty("revisions").Number("totalCount")));
    }

    [Fact]
    public async Task A_subscriber_of_one_gateway_goes_on_by_its_cursor_at_the_other()
    {
        const string measure = "1.3";
        string cursor;
        await using (var socket = await Listen(First, measure, await Cursor(First)))
        {
            await First.Secretariat.Judge(measure, "IN_PROGRESS").Taken();
            cursor = (await Next(socket)).Text("cursor");
        }

        await First.Secretariat.Judge(measure, "NOT_STARTED").Taken();
        await using var resumed = await Listen(Second, measure, cursor);
        await Second.Secretariat.Judge(measure, "IMPLEMENTED").Taken();

        Assert.Equal(("NOT_STARTED", "IMPLEMENTED"), ((await Next(resumed)).Text("to"), (await Next(resumed)).Text("to")));
    }

    [Fact]
    public async Task A_gateway_that_is_asked_to_stop_says_so_lets_clients_resume_and_finishes_what_is_under_way()
    {
        const string measure = "1.4";
        var leaving = First;
        var cursor = await Cursor(leaving);
        await using var socket = await Listen(leaving, measure, cursor);
        var started = Stopwatch.GetTimestamp();
        var rest = new TaskCompletionSource();
        var slow = Slowly(leaving, """{ "query": "{ __typename }" }""", rest.Task);

        var ended = leaving.Terminate();
        await Eventually.Holds("it says that it stops", async () => (await leaving.Readiness())?.Contains("This gateway is stopping.", StringComparison.Ordinal) == true);
        var code = await socket.Closed();
        rest.SetResult();

        Assert.Equal(1001, code);
        Assert.Equal(HttpStatusCode.OK, await slow);
        Assert.Equal(0, await ended);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"It took {Stopwatch.GetElapsedTime(started)}.");
        await Second.Secretariat.Judge(measure, "IN_PROGRESS").Taken();
        await using var resumed = await Listen(Second, measure, cursor);
        Assert.Equal("IN_PROGRESS", (await Next(resumed)).Text("to"));
        await cluster.ReplaceGateway(leaving);
    }

    [Fact]
    public async Task When_a_silo_is_killed_writes_go_on_and_nothing_acknowledged_is_lost()
    {
        await WhileWriting(["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"], TimeSpan.FromSeconds(15), async writers =>
        {
            var killed = cluster.Silos[0];
            await killed.Kill();
            await GoOn(writers, 20);
            await cluster.Replace(killed);
        });
    }

    [Fact]
    public async Task Silos_that_are_restarted_one_after_another_are_not_noticed_by_clients_that_repeat_what_is_unavailable()
    {
        await WhileWriting(["3.1", "3.2", "3.3", "3.4"], TimeSpan.FromSeconds(15), async writers =>
        {
            foreach (var silo in cluster.Silos.ToList())
            {
                Assert.Equal(0, await silo.Terminate());
                await cluster.Replace(silo);
                await GoOn(writers, 5);
            }
        });
    }

    private async Task WhileWriting(string[] measures, TimeSpan longest, Func<PatientWriter[], Task> happening)
    {
        PatientWriter[] writers = [.. measures.Select((measure, turn) => new PatientWriter(cluster.Gateways[turn % 2].Secretariat, measure))];
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(writers.Select(writer => writer.Run(enough.Token)));
        await GoOn(writers, 1);
        await happening(writers);
        await enough.CancelAsync();
        await writing;

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", writers.Select(writer => $"{writer.Measure}: {writer.Acknowledged}, {writer.Longest}")));
        Assert.All(writers, writer => Assert.True(writer.Longest < longest, $"A verdict on {writer.Measure} took {writer.Longest}."));
        foreach (var writer in writers)
        {
            await writer.IsKept(First.Anonymous);
            await writer.IsKept(Second.Anonymous);
        }

        Assert.True((await First.Anonymous.AskOne($$"""{ verify(plan: "{{NapApplication.Plan}}") { ok } }""")).Is("ok"));
    }

    /// <summary>Ends when every writer has had some more acknowledgements.</summary>
    private static async Task GoOn(PatientWriter[] writers, int more)
    {
        int[] goals = [.. writers.Select(writer => writer.Acknowledged + more)];
        await Eventually.Holds("every writer goes on", () => Task.FromResult(writers.Zip(goals).All(pair => pair.First.Acknowledged >= pair.Second)));
    }

    /// <summary>The report on a measure, once the second gateway's view of the plan holds it.</summary>
    private async Task<JsonElement> Report(string measure, string selection)
    {
        var reader = Second.Client("reporter", Justice);
        var found = await Eventually.Gives("the other gateway shows the report", async () =>
            (await reader.Measure(measure, $$"""reports(period: "2023") { nodes { {{selection}} } }""")).Nodes("reports") is { Count: > 0 } reports ? reports : null);
        return Assert.Single(found);
    }

    private static async Task<string> Cursor(NapProcess gateway) => (await gateway.Anonymous.Plan("cursor")).Text("cursor");

    private static async Task<SocketClient> Listen(NapProcess gateway, string measure, string after)
    {
        var socket = await SocketClient.Connect(gateway.Anonymous.Url);
        await socket.Subscribe("1", Verdicts, new { after, measure });
        return socket;
    }

    private static async Task<JsonElement> Next(SocketClient socket) => (await socket.Message()).GetProperty("payload").GetProperty("data").GetProperty("planEvents");

    /// <summary>Sends a request whose last byte waits.</summary>
    private static async Task<HttpStatusCode> Slowly(NapProcess gateway, string body, Task rest)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(gateway.Anonymous.Url, new HeldContent(body, rest), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private sealed class HeldContent : HttpContent
    {
        private readonly byte[] _body;
        private readonly Task _rest;

        public HeldContent(string body, Task rest)
        {
            (_body, _rest) = (System.Text.Encoding.UTF8.GetBytes(body), rest);
            Headers.ContentType = new("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_body.AsMemory(0, _body.Length - 1));
            await stream.FlushAsync();
            await _rest;
            await stream.WriteAsync(_body.AsMemory(_body.Length - 1));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
