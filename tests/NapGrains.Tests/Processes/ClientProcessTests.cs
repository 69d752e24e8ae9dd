using System.Text.Json;
using NapGrains.Tests.Api;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Processes;

/// <summary>A server of its own for the clients that people run.</summary>
public sealed class ServedPlan(SeededStores seeded) : IAsyncLifetime
{
    public string Folder { get; private set; } = "";

    public NapProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Folder = SeededStores.Copy(await seeded.Sqlite());
        Server = await NapProcess.Start(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The command line client and the npm clients as programs, against the real server.</summary>
public sealed class ClientProcessTests(ServedPlan served) : IClassFixture<ServedPlan>
{
    private const string Events =
        """subscription($after: Cursor) { planEvents(plan: "az-nap-2022-2026", after: $after, where: { kinds: [VERDICT_GIVEN], measures: ["6.1"] }) { cursor from to } }""";

    [Fact]
    public async Task A_document_is_imported_with_its_progress_and_exported_again()
    {
        var document = Path.Combine(served.Folder, "report.txt");
        await File.WriteAllTextAsync(document, OfficialDocument.Text, TestContext.Current.CancellationToken);
        string[] import = ["import", document, "--plan", NapApplication.Plan, "--period", "2022"];

        var first = await Nap([.. import, "--operation-id", "first"]);
        var again = await Nap([.. import, "--operation-id", "second"]);
        var text = await Nap("export", "--plan", NapApplication.Plan, "--period", "2022", "--format", "text");
        var json = await Nap("export", "--plan", NapApplication.Plan, "--period", "2022", "--format", "json");

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("steps", first.Error, StringComparison.Ordinal);
        Assert.Contains("Imported; plan version 2.", first.Output, StringComparison.Ordinal);
        Assert.Contains("212", first.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing changed: the plan already says all of this; plan version 2.", again.Output, StringComparison.Ordinal);
        Assert.Equal(IndependentReading.Fold(OfficialDocument.Text), IndependentReading.Fold(text.Output));
        Assert.Equal(await served.Server.Anonymous.Export("JSON"), json.Output);
    }

    [Fact]
    public async Task A_token_that_the_client_makes_gives_the_rights_it_names()
    {
        var made = await Nap("token", "--role", "secretariat", "--plan", NapApplication.Plan);

        var viewer = await new NapClient(new HttpClient(), served.Server.Address, made.Output.Trim()).AskOne("{ viewer { roles plans } }");

        Assert.Equal("""{"roles":["secretariat"],"plans":["az-nap-2022-2026"]}""", viewer.GetRawText());
    }

    [Fact]
    public async Task A_document_that_is_refused_ends_the_client_with_the_reason()
    {
        var document = Path.Combine(served.Folder, "nothing.txt");
        await File.WriteAllTextAsync(document, "Bu, heç bir hesabat deyil.\n", TestContext.Current.CancellationToken);

        var refused = await Nap("import", document, "--plan", NapApplication.Plan, "--period", "2022");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("DOCUMENT_REFUSED", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_audits_of_graphql_http_pass_on_the_whole_server()
    {
        var audit = await Commands.Client("audit.mjs", served.Server.Anonymous.Url.ToString());

        Assert.Equal("""{"total":61,"ok":61,"notice":0,"warn":0,"error":0}""", audit.Output.Trim());
    }

    [Theory]
    [InlineData("ws.mjs", "NOT_STARTED", "IN_PROGRESS")]
    [InlineData("sse.mjs", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED")]
    [InlineData("urql.mjs", "NOT_IMPLEMENTED", "NOT_STARTED")]
    [InlineData("apollo.mjs", "IN_PROGRESS", "PARTIALLY_IMPLEMENTED")]
    public async Task An_npm_client_receives_a_verdict_and_resumes_by_its_cursor(string script, string first, string second)
    {
        var cursor = (await served.Server.Anonymous.Plan("cursor")).Text("cursor");
        var listening = Listen(script, cursor);
        await served.Server.Secretariat.Judge("6.1", first).Taken();
        var received = await listening;
        // The client is gone while this happens.
        await served.Server.Secretariat.Judge("6.1", second).Taken();

        var resumed = await Listen(script, received.Text("cursor"));

        Assert.Equal((first, first, second), (received.Text("to"), resumed.Text("from"), resumed.Text("to")));
    }

    [Theory]
    [InlineData("urql.mjs", "6.3")]
    [InlineData("apollo.mjs", "6.4")]
    public async Task A_client_library_asks_changes_and_follows_over_connections_that_break(string script, string measure)
    {
        var cursor = (await served.Server.Anonymous.Plan("cursor")).Text("cursor");
        var token = Tokens.Mint(served.Folder, "secretariat", NapApplication.Plan);

        foreach (var status in (string[])["NOT_STARTED", "IN_PROGRESS", "IMPLEMENTED"])
        {
            var input = new { operationId = $"{script} {status}", plan = NapApplication.Plan, measure, status, reason = "Görüldü." };
            var given = await Ask(
                script, "mutation($input: GiveVerdictInput!) { giveVerdict(input: $input) { measure { verdict { status } } errors { code } } }", new { input }, "--token", token);
            Assert.Equal(status, given.GetProperty("giveVerdict").GetProperty("measure").GetProperty("verdict").Text("status"));
        }

        var asked = await Ask(script, "query($number: String!) { measure(plan: \"az-nap-2022-2026\", number: $number) { verdict { status } } }", new { number = measure });
        // Each event comes over a socket of its own, after the cursor of the one before.
        var followed = await Run(
            script,
            "subscription($after: Cursor, $measure: String!) { planEvents(plan: \"az-nap-2022-2026\", after: $after, where: { measures: [$measure] }) { cursor to } }",
            new { after = cursor, measure }, "--events", "3");

        Assert.Equal("IMPLEMENTED", asked.GetProperty("measure").GetProperty("verdict").Text("status"));
        Assert.Equal(
            ["NOT_STARTED", "IN_PROGRESS", "IMPLEMENTED"],
            followed.Select(line => line.GetProperty("planEvents").Text("to")));
    }

    [Theory]
    [InlineData("urql.mjs")]
    [InlineData("apollo.mjs")]
    public async Task A_client_library_is_told_why_it_is_refused(string script)
    {
        var refused = await Commands.Client(
            script, served.Server.Anonymous.Url.ToString(),
            "mutation { giveVerdict(input: { operationId: \"x\", plan: \"az-nap-2022-2026\", measure: \"6.5\", status: IMPLEMENTED, reason: \"x\" }) { errors { code } } }");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("UNAUTHENTICATED", refused.Error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> Ask(string script, string query, object variables, params string[] options) =>
        Assert.Single(await Run(script, query, variables, options));

    private async Task<List<JsonElement>> Run(string script, string query, object variables, params string[] options)
    {
        var run = await Commands.Client([script, served.Server.Anonymous.Url.ToString(), query, "--variables", JsonSerializer.Serialize(variables), .. options]);
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. run.Output.Trim().Split('\n').Select(line => JsonElement.Parse(line).GetProperty("data"))];
    }

    private async Task<JsonElement> Listen(string script, string after)
    {
        var run = await Commands.Client(
            script, served.Server.Anonymous.Url.ToString(), Events, "--variables", JsonSerializer.Serialize(new { after }), "--events", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonElement.Parse(run.Output.Trim()).GetProperty("data").GetProperty("planEvents");
    }

    private Task<Commands.Finished> Nap(params string[] arguments) => Commands.Nap(served.Server, served.Folder, arguments);
}
