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

    /// <summary>Keeps a report that is begun.</summary>
    public static Task<JsonElement> Draft(
        this NapClient client, string measure, string agency, string narrative, int? expectedRevision = null, string? operationId = null,
        string period = Period) =>
        client.Change("saveDraft", "SaveDraftInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            measure,
            agency,
            period,
            narrative = Text(narrative),
            expectedRevision,
        }, Payload);

    /// <summary>Takes the texts out of a submitted revision.</summary>
    public static Task<JsonElement> Redact(
        this NapClient client, string measure, string agency, int revision, string reason = "Məhkəmənin qərarı.", string? operationId = null,
        string period = Period) =>
        client.Change("redactReport", "RedactReportInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            measure,
            agency,
            period,
            revision,
            reason,
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
    public static Task<JsonElement> Return(
        this NapClient client, string measure, string agency, string reason = "Sübut çatmır.", string period = Period, string? operationId = null) =>
        client.Change("returnReport", "ReturnReportInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
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

    /// <summary>Publishes an independent assessment.</summary>
    public static Task<JsonElement> Assess(this NapClient client, string measure, string status, string reason = "Yoxladıq.", string? operationId = null) =>
        client.Change("assessMeasure", "AssessMeasureInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            measure,
            status,
            reason,
        }, "assessment { assessor status } errors { __typename code message path }");

    /// <summary>Sets the dates of a period.</summary>
    public static Task<JsonElement> SetPeriod(
        this NapClient client, DateTimeOffset opens, DateTimeOffset due, DateTimeOffset locks, string? reason = null, string period = Period,
        string? operationId = null) =>
        client.Change("setPeriod", "SetPeriodInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            period,
            opens,
            due,
            locks,
            reason,
        }, "period { key opens due locks } operation { id } errors { __typename code message path }");

    /// <summary>Names the members of a collective executor.</summary>
    public static Task<JsonElement> NameMembers(
        this NapClient client, string measure, string[] members, string? collective = null, string? operationId = null) =>
        client.Change("nameMembers", "NameMembersInput", new
        {
            operationId = operationId ?? Guid.NewGuid().ToString(),
            plan = NapApplication.Plan,
            measure,
            collective,
            members,
        }, "operation { id } errors { __typename code message path }");

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
