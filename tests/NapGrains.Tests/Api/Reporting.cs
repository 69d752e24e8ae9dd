using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Reports and verdicts as clients send them.</summary>
internal static class Reporting
{
    public const string Period = "2023";

    private const string Payload =
        "report { id state claim nil extraordinary narrative challenges revision submittedAt } errors { __typename code message path ... on RevisionConflict { currentRevision } }";

    /// <summary>Hands in a report.</summary>
    public static Task<JsonElement> Submit(
        this NapClient client, string measure, string agency, string? narrative = "Sözümüz budur.", string? claim = null, string? challenges = null,
        string? evidence = null, bool nil = false, int? expectedRevision = null, string? operationId = null, string period = Period, double? figure = null,
        string plan = NapApplication.Plan) =>
        client.Change("submitReport", "SubmitReportInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan,
            measure,
            agency,
            period,
            claim,
            nil,
            narrative = narrative is null ? [] : Text(narrative),
            challenges,
            evidence = evidence is null ? null : new[] { new { url = evidence } },
            figures = figure is null ? null : new[] { new { value = figure, unit = Text("məhkəmə"), subject = Text("qoşulmuş məhkəmələr") } },
            expectedRevision,
        }, Payload);

    /// <summary>Accepts a submitted report.</summary>
    public static Task<JsonElement> Accept(
        this NapClient client, string measure, string agency, int? expectedRevision = null, string? operationId = null, string period = Period) =>
        client.Change("acceptReport", "AcceptReportInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            measure,
            agency,
            period,
            expectedRevision,
        }, Payload);

    /// <summary>Sends a submitted report back.</summary>
    public static Task<JsonElement> Return(this NapClient client, string measure, string agency, string reason, string period = Period) =>
        client.Change("returnReport", "ReturnReportInput", new
        {
            operationId = Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            measure,
            agency,
            period,
            reason,
        }, Payload);

    /// <summary>What an agency should know, oldest first.</summary>
    public static async Task<List<JsonElement>> Notices(this NapClient client, string agency, string selection = "number kind reason deliveries { channel }") =>
        (await client.AskOne("query($agency: String!) { agency(key: $agency) { notices { nodes { " + selection + " } } } }", new { agency }))
            .GetProperty("notices").Nodes();

    /// <summary>Gives a verdict.</summary>
    public static Task<JsonElement> Judge(
        this NapClient client, string measure, string status, string reason = "Görüldü.", string? operationId = null, string? source = null,
        string? effectiveAt = null, string plan = NapApplication.Plan) =>
        client.Change("giveVerdict", "GiveVerdictInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan,
            measure,
            status,
            reason,
            source,
            effectiveAt,
        }, "measure { number verdict { status reason source effectiveAt } } errors { __typename code message path }");

    /// <summary>The payload of a mutation that was not refused.</summary>
    public static async Task<JsonElement> Taken(this Task<JsonElement> mutation)
    {
        var payload = await mutation;
        Assert.Empty(payload.Errors());
        return payload;
    }

    private static LanguageText[] Text(string text) => [new("az", text)];

    private sealed record LanguageText(string Language, string Text);
}
