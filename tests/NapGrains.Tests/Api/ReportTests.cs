using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>The way of a report from its agency to the public.</summary>
public sealed class ReportTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Cabinet = "az/nazirler-kabineti", Justice = "az/edliyye-nazirliyi";

    private readonly NapApplication _server = fresh.Server;

    private NapClient Reporter => _server.Client("reporter", Cabinet, Justice);

    [Fact]
    public async Task A_submitted_report_is_shown_to_its_reporter_at_once()
    {
        var report = (await Reporter.Submit("1.1", Justice, claim: "SUBSTANTIAL").Taken()).GetProperty("report");

        Assert.Equal(
            ("SUBMITTED", "SUBSTANTIAL", "Sözümüz budur.", 1, false),
            (report.Text("state"), report.Text("claim"), report.Text("narrative"), report.Number("revision"), report.Is("extraordinary")));
    }

    [Fact]
    public async Task The_public_sees_that_a_report_was_handed_in_and_nothing_of_it_through_any_path()
    {
        const string measure = "1.2";
        await Reporter.Submit(measure, Justice, "GİZLİ sözlər", "COMPLETE", "GİZLİ çətinlik", "https://gizli.example/", figure: 471147114711).Taken();
        NapClient[] outsiders =
        [
            _server.Anonymous, _server.Client("reporter", "az/maliyye-nazirliyi"), _server.Client("assessor"),
            _server.ClientOf("secretariat", "az-nap-2027-2031"), _server.ClientOf("reporter", "az-nap-2027-2031", Justice),
        ];
        await Eventually.Holds("the public knows of the report", async () => (await State(_server.Anonymous, measure, Justice)).Text("reportState") == "SUBMITTED");

        foreach (var outsider in outsiders)
        {
            foreach (var answer in await Everything(outsider, measure))
            {
                Assert.DoesNotContain("gizli", answer, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("GİZLİ", answer, StringComparison.Ordinal);
                Assert.DoesNotContain("471147114711", answer, StringComparison.Ordinal);
                Assert.DoesNotContain("COMPLETE", answer, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Its_agency_and_the_secretariat_see_a_submitted_report_through_every_path_to_it()
    {
        const string measure = "1.3";
        await Reporter.Submit(measure, Justice, "GİZLİ sözlər").Taken();
        await Eventually.Holds("the public knows of the report", async () => (await State(_server.Anonymous, measure, Justice)).Text("reportState") == "SUBMITTED");

        foreach (var insider in (NapClient[])[Reporter, _server.Secretariat, _server.ClientOf("admin", null)])
        {
            var measureReports = await insider.Measure(measure, $$"""reports(period: "2023") { nodes { id narrative revisions { nodes { narrative } } } }""");
            var report = Assert.Single(measureReports.Nodes("reports"));
            Assert.Equal("GİZLİ sözlər", report.Text("narrative"));
            Assert.Equal("GİZLİ sözlər", Assert.Single(report.Nodes("revisions")).Text("narrative"));
            Assert.Equal("GİZLİ sözlər", (await insider.AskOne(
                "query($id: ID!) { node(id: $id) { ... on Report { narrative } } }", new { id = report.Text("id") })).Text("narrative"));
        }
    }

    [Fact]
    public async Task An_accepted_report_is_public()
    {
        await Reporter.Submit("1.4", Cabinet, "Açıq sözlər", "SUBSTANTIAL", figure: 89).Taken();
        var accepted = (await _server.Secretariat.Accept("1.4", Cabinet, 1).Taken()).GetProperty("report");

        Assert.Equal("ACCEPTED", accepted.Text("state"));
        var report = await Eventually.Gives("the report is public", async () =>
            (await _server.Anonymous.Measure("1.4", """reports(period: "2023") { nodes { state narrative claim figures { value unit subject } } }"""))
                .Nodes("reports").Find(report => report.Text("state") == "ACCEPTED") is { ValueKind: JsonValueKind.Object } shown ? (object)shown : null);
        Assert.Equal("Açıq sözlər", ((JsonElement)report).Text("narrative"));
        Assert.Equal("SUBSTANTIAL", ((JsonElement)report).Text("claim"));
        Assert.Equal(89, Assert.Single(((JsonElement)report).GetProperty("figures").EnumerateArray().ToList()).Number("value"));
    }

    [Fact]
    public async Task The_accepted_revision_stays_public_until_a_newer_one_is_accepted()
    {
        const string measure = "1.5";
        await Reporter.Submit(measure, Cabinet, "Birinci").Taken();
        await _server.Secretariat.Accept(measure, Cabinet).Taken();
        await Reporter.Submit(measure, Cabinet, "İkinci sözlər", expectedRevision: 1).Taken();
        await Eventually.Holds("both events arrived", async () => await Events(measure) >= 3);

        var shown = await Report(_server.Anonymous, measure);
        Assert.Equal(("ACCEPTED", "Birinci", 1), (shown.Text("state"), shown.Text("narrative"), shown.Number("revision")));
        var own = await Report(Reporter, measure);
        Assert.Equal(("SUBMITTED", "İkinci sözlər", 2), (own.Text("state"), own.Text("narrative"), own.Number("revision")));

        await _server.Secretariat.Accept(measure, Cabinet, 2).Taken();
        await Eventually.Holds("the second is public", async () => (await Report(_server.Anonymous, measure)).Text("narrative") == "İkinci sözlər");
        Assert.Equal(["Birinci", "İkinci sözlər"], (await Report(_server.Anonymous, measure)).Nodes("revisions").Select(revision => revision.Text("narrative")));
    }

    [Fact]
    public async Task A_revision_accepted_after_a_refused_attempt_to_replace_it_stays_in_the_public_s_list()
    {
        const string measure = "1.6";
        await Reporter.Submit(measure, Cabinet, "Birinci").Taken();
        Assert.Equal("REVISION_CONFLICT", (await Reporter.Submit(measure, Cabinet, "Köhnə", expectedRevision: 0)).Code());
        await _server.Secretariat.Accept(measure, Cabinet).Taken();
        await Reporter.Submit(measure, Cabinet, "İkinci").Taken();
        await _server.Secretariat.Accept(measure, Cabinet).Taken();

        await Eventually.Holds("the second is public", async () => (await Report(_server.Anonymous, measure)).Text("narrative") == "İkinci");
        Assert.Equal(["Birinci", "İkinci"], (await Report(_server.Anonymous, measure)).Nodes("revisions").Select(revision => revision.Text("narrative")));
    }

    [Theory]
    [InlineData(null, null, null, null, false, "NARRATIVE_REQUIRED")]
    [InlineData("  ", null, null, null, false, "NARRATIVE_REQUIRED")]
    [InlineData("Söz", "NOT_STARTED", null, null, false, "CHALLENGES_REQUIRED")]
    [InlineData("Söz", "LIMITED", " ", null, false, "CHALLENGES_REQUIRED")]
    [InlineData("Söz", "COMPLETE", null, null, false, "EVIDENCE_REQUIRED")]
    [InlineData("Söz", "COMPLETE", null, "javascript:alert(1)", false, "EVIDENCE_INVALID")]
    [InlineData("Söz", null, null, "/relative", false, "EVIDENCE_INVALID")]
    [InlineData(null, "SUBSTANTIAL", null, null, true, "NIL_WITH_CLAIM")]
    public async Task A_report_that_breaks_a_rule_is_refused_by_its_name_and_not_stored(
        string? narrative, string? claim, string? challenges, string? evidence, bool nil, string code)
    {
        var payload = await Reporter.Submit("1.7", Cabinet, narrative, claim, challenges, evidence, nil);

        Assert.Equal(code, payload.Code());
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("report").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await State(Reporter, "1.7", Cabinet)).GetProperty("report").ValueKind);
    }

    [Theory]
    [InlineData("NOT_STARTED", "Vəsait yoxdur", null)]
    [InlineData("LIMITED", "Vəsait azdır", null)]
    [InlineData("SUBSTANTIAL", null, null)]
    [InlineData("COMPLETE", null, "https://example.az/qerar")]
    public async Task A_claim_with_what_it_needs_is_taken(string claim, string? challenges, string? evidence)
    {
        var payload = await Reporter.Submit("1.8", Cabinet, claim: claim, challenges: challenges, evidence: evidence).Taken();

        Assert.Equal(claim, payload.GetProperty("report").Text("claim"));
    }

    [Fact]
    public async Task Nothing_to_report_is_a_report()
    {
        var report = (await Reporter.Submit("1.9", Cabinet, narrative: null, nil: true).Taken()).GetProperty("report");

        Assert.True(report.Is("nil"));
    }

    [Fact]
    public async Task A_stale_writer_is_told_the_current_revision()
    {
        await Reporter.Submit("1.10", Cabinet, "Birinci", expectedRevision: 0).Taken();

        var error = Assert.Single((await Reporter.Submit("1.10", Cabinet, "Yenə birinci", expectedRevision: 0)).Errors());

        Assert.Equal(("RevisionConflict", 1), (error.Text("__typename"), error.Number("currentRevision")));
    }

    [Fact]
    public async Task Another_revision_than_the_one_that_was_read_is_not_accepted()
    {
        await Reporter.Submit("1.11", Cabinet, "Birinci").Taken();
        await Reporter.Submit("1.11", Cabinet, "İkinci").Taken();

        Assert.Equal("REVISION_CONFLICT", (await _server.Secretariat.Accept("1.11", Cabinet, expectedRevision: 1)).Code());
    }

    [Fact]
    public async Task What_was_not_handed_in_cannot_be_accepted() =>
        Assert.Equal("NOT_SUBMITTED", (await _server.Secretariat.Accept("2.1", Cabinet)).Code());

    [Fact]
    public async Task The_same_operation_again_has_one_effect_and_the_same_answer()
    {
        var first = await Reporter.Submit("2.2", Cabinet, operationId: "twice").Taken();
        var second = await Reporter.Submit("2.2", Cabinet, operationId: "twice").Taken();

        Assert.Equal(first.GetRawText(), second.GetRawText());
        await Eventually.Holds("the report arrived", async () => (await _server.Anonymous.Measure("2.2", """reports(period: "2023") { totalCount }"""))
            .GetProperty("reports").Number("totalCount") == 1);
        Assert.Single((await Report(Reporter, "2.2")).Nodes("revisions"));
    }

    [Fact]
    public async Task An_operation_id_used_for_something_else_is_refused()
    {
        await Reporter.Submit("2.3", Cabinet, "Bir", operationId: "once").Taken();

        Assert.Equal("OPERATION_ID_REUSED", (await Reporter.Submit("2.3", Cabinet, "Başqa", operationId: "once")).Code());
        Assert.Equal("OPERATION_ID_REUSED", (await Reporter.Submit("2.3", Cabinet, "Bir", operationId: "once", period: "2024")).Code());
        Assert.Equal("OPERATION_ID_REUSED", (await _server.Secretariat.Accept("2.3", Cabinet, operationId: "once")).Code());
    }

    [Theory]
    [InlineData("none", "2.4", Cabinet, "2023", "UNKNOWN_PLAN")]
    [InlineData(NapApplication.Plan, "9.99", Cabinet, "2023", "UNKNOWN_MEASURE")]
    [InlineData(NapApplication.Plan, "2.4", Cabinet, "1999", "UNKNOWN_PERIOD")]
    public async Task What_is_not_there_is_refused_by_its_name(string plan, string measure, string agency, string period, string code) =>
        Assert.Equal(code, (await Reporter.Submit(measure, agency, period: period, plan: plan)).Code());

    [Fact]
    public async Task A_body_that_the_register_does_not_know_cannot_report() =>
        Assert.Equal("UNKNOWN_AGENCY", (await _server.ClientOf("reporter", null, "az/kimse").Submit("2.4", "az/kimse")).Code());

    [Fact]
    public async Task A_body_without_a_part_in_the_measure_reports_as_a_volunteer()
    {
        var measure = await _server.Anonymous.Measure("2.5", "assignments { nodes { agency { key } } }");
        const string outsider = "az/medeniyyet-nazirliyi";
        Assert.DoesNotContain(measure.Nodes("assignments"), part => part.GetProperty("agency").Text("key") == outsider);

        await _server.Client("reporter", outsider).Submit("2.5", outsider).Taken();

        await Eventually.Holds("it is a reporter of the measure", async () => (await _server.Anonymous.Measure(
            "2.5", $$"""assignments(where: { agency: "{{outsider}}", role: [REPORTER], duty: [VOLUNTARY] }) { totalCount }"""))
            .GetProperty("assignments").Number("totalCount") == 1);
    }

    [Fact]
    public async Task The_claim_of_the_lead_stands_for_the_measure_until_there_is_a_verdict()
    {
        var lead = Assert.Single((await _server.Anonymous.Measure("2.7", "delegations { to { key } } assignments(where: { role: [LEAD] }) { nodes { agency { key } } }"))
            .Nodes("assignments")).GetProperty("agency").Text("key");
        var delegated = (await _server.Anonymous.Measure("2.7", "delegations { to { key } }")).GetProperty("delegations").EnumerateArray()
            .SelectMany(delegation => delegation.GetProperty("to").EnumerateArray().Select(to => to.Text("key"))).ToArray();
        foreach (var body in delegated.Length > 0 ? delegated : [lead])
        {
            await _server.Client("reporter", body).Submit("2.7", body, claim: "LIMITED", challenges: "Vəsait azdır").Taken();
            await _server.Secretariat.Accept("2.7", body).Taken();
        }

        await Eventually.Holds("the claim is shown", async () =>
            (await _server.Anonymous.Measure("2.7", "provisionalClaim")).GetProperty("provisionalClaim").GetString() == "LIMITED");
        await _server.Secretariat.Judge("2.7", "NOT_STARTED").Taken();
        await Eventually.Holds("the verdict wins", async () =>
            (await _server.Anonymous.Measure("2.7", "provisionalClaim")).GetProperty("provisionalClaim").GetString() is null);
    }

    [Fact]
    public async Task A_reporter_cannot_report_for_another_agency() =>
        Assert.Equal("FORBIDDEN", await Refused(_server.Client("reporter", Justice), Cabinet));

    [Fact]
    public async Task A_reporter_of_another_plan_cannot_report_here() =>
        Assert.Equal("FORBIDDEN", await Refused(_server.ClientOf("reporter", "az-nap-2027-2031", Cabinet), Cabinet));

    [Fact]
    public async Task Nobody_can_report_without_a_token() => Assert.Equal("UNAUTHENTICATED", await Refused(_server.Anonymous, Cabinet));

    [Fact]
    public async Task The_secretariat_does_not_write_reports() => Assert.Equal("FORBIDDEN", await Refused(_server.Secretariat, Cabinet));

    [Fact]
    public async Task A_reporter_cannot_accept_reports()
    {
        const string accept = """
            mutation { acceptReport(input: { operationId: "x", plan: "az-nap-2022-2026", measure: "2.8", agency: "az/nazirler-kabineti", period: "2023" }) { errors { code } } }
            """;

        Assert.Equal("FORBIDDEN", await Reporter.Refused(accept));
        Assert.Equal("UNAUTHENTICATED", await _server.Anonymous.Refused(accept));
        Assert.Equal("FORBIDDEN", await _server.ClientOf("secretariat", "az-nap-2027-2031").Refused(accept));
    }

    private static Task<string> Refused(NapClient client, string agency) => client.Refused($$"""
        mutation {
          submitReport(input: { operationId: "x", plan: "az-nap-2022-2026", measure: "2.8", agency: "{{agency}}", period: "2023", narrative: [{ language: "az", text: "Söz" }] }) {
            errors { code }
          }
        }
        """);

    private static async Task<JsonElement> State(NapClient client, string measure, string agency) => Assert.Single((await client.Measure(
        measure, $$"""assignments(where: { agency: "{{agency}}" }) { nodes { reportState(period: "2023") report(period: "2023") { state narrative revision } } }""")).Nodes("assignments"));

    private static async Task<JsonElement> Report(NapClient client, string measure) => Assert.Single((await client.Measure(
        measure, """reports(period: "2023") { nodes { state narrative revision revisions { nodes { narrative } } } }""")).Nodes("reports"));

    private async Task<int> Events(string measure) => (await AllEvents(_server.Anonymous)).Count(item =>
        item.GetProperty("measure") is { ValueKind: JsonValueKind.Object } about && about.Text("number") == measure
        && item.Text("kind").StartsWith("REPORT", StringComparison.Ordinal) && item.GetProperty("period").GetString() == "2023");

    private static async Task<List<JsonElement>> AllEvents(NapClient client)
    {
        var events = new List<JsonElement>();
        JsonElement page;
        string? after = null;
        do
        {
            page = (await client.AskOne(
                """query($after: Cursor) { plan(key: "az-nap-2022-2026") { events(after: $after) { nodes { kind period from to summary measure { number } } pageInfo { hasNextPage endCursor } } } }""",
                new { after })).GetProperty("events");
            events.AddRange(page.Nodes());
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        while (page.GetProperty("pageInfo").Is("hasNextPage"));
        return events;
    }

    /// <summary>What one client gets through all paths that lead to a report of a measure.</summary>
    private static async Task<List<string>> Everything(NapClient client, string measure)
    {
        const string all = """
            id state claim nil narrative summary wording challenges evidence { url title } figures { value subject } references { number } revision
            parts { narrative summary wording } revisions { nodes { narrative claim } edges { node { narrative } } }
            """;
        var byMeasure = await client.Measure(measure, $$"""
            provisionalClaim figures { value } reports { nodes { {{all}} } edges { node { {{all}} } } }
            assignments { nodes { report(period: "2023") { {{all}} } reports { nodes { {{all}} } } } }
            """);
        var byAgency = await client.AskOne($$"""
            { agency(key: "{{Justice}}") { reports(period: "2023") { nodes { {{all}} } } assignments { nodes { report(period: "2023") { {{all}} } } } } }
            """);
        var answers = new List<string> { byMeasure.GetRawText(), byAgency.GetRawText() };
        foreach (var report in byMeasure.Nodes("reports"))
        {
            answers.Add((await client.AskOne($"query($id: ID!) {{ node(id: $id) {{ ... on Report {{ {all} }} }} }}", new { id = report.Text("id") })).GetRawText());
        }

        answers.Add(await client.Export("JSON", "2023"));
        answers.Add(await client.Export("OFFICIAL_TEXT", "2023"));
        answers.AddRange((await AllEvents(client)).Select(item => item.GetRawText()));
        return answers;
    }
}
