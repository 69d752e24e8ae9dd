using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Drafts and returned reports: the business of their agency and the secretariat alone.</summary>
public sealed class DraftTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Justice = "az/edliyye-nazirliyi";

    private readonly NapApplication _server = fresh.Server;

    private NapClient Reporter => _server.Client("reporter", Justice);

    [Fact]
    public async Task A_draft_is_seen_by_its_agency_and_the_secretariat_and_by_nobody_else()
    {
        Assert.Equal("DRAFT", (await Draft("1.1", "Qaralama").Taken()).GetProperty("report").Text("state"));

        foreach (var insider in (NapClient[])[Reporter, _server.Secretariat])
        {
            var assignment = await Assignment(insider, "1.1");
            Assert.Equal(("DRAFT", "Qaralama"), (assignment.Text("reportState"), assignment.GetProperty("report").Text("narrative")));
        }

        foreach (var outsider in (NapClient[])[_server.Anonymous, _server.Client("reporter", "az/maliyye-nazirliyi"), _server.Client("assessor")])
        {
            var assignment = await Assignment(outsider, "1.1");
            Assert.NotEqual("DRAFT", assignment.Text("reportState"));
            Assert.Equal(JsonValueKind.Null, assignment.GetProperty("report").ValueKind);
        }
    }

    [Fact]
    public async Task Of_two_who_write_at_once_the_second_is_told_the_current_revision()
    {
        await Draft("1.2", "Birinci", expectedRevision: 0).Taken();

        var error = Assert.Single((await Draft("1.2", "İkinci", expectedRevision: 0)).Errors());

        Assert.Equal(("REVISION_CONFLICT", 1), (error.Text("code"), error.Number("currentRevision")));
        Assert.Equal("Birinci", (await Assignment(Reporter, "1.2")).GetProperty("report").Text("narrative"));
    }

    [Fact]
    public async Task A_returned_report_tells_its_agency_why_and_reads_as_before_to_the_public()
    {
        await Reporter.Submit("1.4", Justice, "Təqdim").Taken();
        await Return("1.4", "Sübut çatmır").Taken();

        var own = await Assignment(Reporter, "1.4");
        Assert.Equal(("RETURNED", "Sübut çatmır"), (own.Text("reportState"), own.GetProperty("report").Text("returnReason")));
        await Eventually.Holds("the public sees no report any more", async () =>
            (await Assignment(_server.Anonymous, "1.4")).GetProperty("report").ValueKind == JsonValueKind.Null);
        Assert.NotEqual("RETURNED", (await Assignment(_server.Anonymous, "1.4")).Text("reportState"));

        Assert.Equal("SUBMITTED", (await Reporter.Submit("1.4", Justice, "Yenidən").Taken()).GetProperty("report").Text("state"));
    }

    [Fact]
    public async Task A_report_is_not_returned_without_a_reason_or_by_its_own_agency()
    {
        await Reporter.Submit("1.6", Justice).Taken();

        Assert.Equal("REASON_REQUIRED", Assert.Single((await Return("1.6", " ")).Errors()).Text("code"));
        await Assert.ThrowsAnyAsync<Exception>(() => Return("1.6", "Özüm", Reporter));
        Assert.Equal("SUBMITTED", (await Assignment(Reporter, "1.6")).Text("reportState"));
    }

    private Task<JsonElement> Draft(string measure, string narrative, int? expectedRevision = null) => Reporter.Change("saveDraft", "SaveDraftInput", new
    {
        operationId = Guid.NewGuid().ToString(),
        plan = NapApplication.Plan,
        measure,
        agency = Justice,
        period = Reporting.Period,
        narrative = new[] { new { language = "az", text = narrative } },
        expectedRevision,
    }, "report { state revision } errors { code message ... on RevisionConflict { currentRevision } }");

    private Task<JsonElement> Return(string measure, string reason, NapClient? client = null) => (client ?? _server.Secretariat).Change("returnReport", "ReturnReportInput", new
    {
        operationId = Guid.NewGuid().ToString(),
        plan = NapApplication.Plan,
        measure,
        agency = Justice,
        period = Reporting.Period,
        reason,
    }, "report { state returnReason } errors { code message }");

    private static async Task<JsonElement> Assignment(NapClient client, string measure) => Assert.Single((await client.Measure(
        measure,
        $$"""assignments(where: { agency: "{{Justice}}" }) { nodes { reportState(period: "2023") report(period: "2023") { narrative returnReason } } }""")).Nodes("assignments"));
}
