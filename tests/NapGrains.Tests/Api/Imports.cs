using System.Text.Json;
using System.Text.Json.Nodes;

namespace NapGrains.Tests.Api;

/// <summary>Imports and exports as clients make them.</summary>
internal static class Imports
{
    private const string Operation = "id state stepsDone stepsTotal changed planVersion warnings { line what why }";

    /// <summary>Sends a document; the payload comes as soon as the intention is stored.</summary>
    public static Task<JsonElement> Send(
        this NapClient client, string document, string format = "OFFICIAL_TEXT", string? period = "2022", string plan = NapApplication.Plan,
        string? operationId = null, bool dryRun = false, string? corrections = null) =>
        client.Change(
            "importDocument",
            "ImportDocumentInput",
            new { operationId = operationId ?? Guid.NewGuid().ToString(), plan, period, format, document, dryRun, corrections },
            $$"""
            operation { {{Operation}} }
            totals { priorities measures leads recommendedLeads others recommendedOthers statements unattributed delegations references reportingBodies }
            warnings { line what why }
            errors { __typename code message path }
            """);

    /// <summary>Sends a document that is taken, and gives the operation once it is completed.</summary>
    public static async Task<JsonElement> Import(
        this NapClient client, string document, string format = "OFFICIAL_TEXT", string? period = "2022", string plan = NapApplication.Plan,
        string? operationId = null)
    {
        var payload = await client.Send(document, format, period, plan, operationId);
        Assert.Empty(payload.Errors());
        return await client.Completed(payload.GetProperty("operation").GetProperty("id").GetString()!);
    }

    /// <summary>Sends several plans; the payload comes as soon as the intention is stored.</summary>
    public static Task<JsonElement> SendPlans(this NapClient client, string document, string format = "CSV", string? mapping = null, bool dryRun = false) => client.Change(
        "importPlans",
        "ImportPlansInput",
        new { operationId = Guid.NewGuid().ToString(), format, mapping, document, dryRun },
        $$"""
        operation { {{Operation}} }
        totals { plans bodies measures leads others assessments }
        warnings { line column what why }
        errors { __typename code message path ... on DocumentRefused { faults { line column path cause } } }
        """);

    /// <summary>Sends several plans that are taken, and gives the operation once it is completed.</summary>
    public static async Task<JsonElement> ImportPlans(this NapClient client, string document, string format = "CSV", string? mapping = null)
    {
        var payload = await client.SendPlans(document, format, mapping);
        Assert.Empty(payload.Errors());
        return await client.Completed(payload.GetProperty("operation").GetProperty("id").GetString()!);
    }

    /// <summary>Everything that was published on a plan, as a table.</summary>
    public static async Task<string> ExportTable(this NapClient client, string plan = NapApplication.Plan) =>
        (await client.AskOne("query($plan: String!) { plan(key: $plan) { document(format: CSV) { text } } }", new { plan }))
        .GetProperty("document").GetProperty("text").GetString()!;

    /// <summary>An operation once it is completed.</summary>
    public static async Task<JsonElement> Completed(this NapClient client, string id)
    {
        JsonElement operation = default;
        await Eventually.Holds("the operation is completed", async () =>
        {
            operation = await client.AskOne($"query($id: ID!) {{ operation(id: $id) {{ {Operation} }} }}", new { id });
            return operation.GetProperty("state").GetString() == "COMPLETED";
        });
        return operation;
    }

    /// <summary>A period's document as it is given out.</summary>
    public static async Task<string> Export(
        this NapClient client, string format = "OFFICIAL_TEXT", string period = "2022", string plan = NapApplication.Plan) =>
        (await client.AskOne(
            "query($plan: String!, $period: String!, $format: DocumentFormat!) { plan(key: $plan) { document(period: $period, format: $format) { text } } }",
            new { plan, period, format })).GetProperty("document").GetProperty("text").GetString()!;

    /// <summary>Everything that was published on a plan, as JSON.</summary>
    public static async Task<string> ExportAll(this NapClient client, string plan = NapApplication.Plan) =>
        (await client.AskOne("query($plan: String!) { plan(key: $plan) { document(format: JSON) { text } } }", new { plan }))
        .GetProperty("document").GetProperty("text").GetString()!;

    /// <summary>An export without its history: that tells when things happened, which no two servers have in common.</summary>
    public static string WithoutHistory(string export)
    {
        var document = JsonNode.Parse(export)!.AsObject();
        document.Remove("history");
        return document.ToJsonString();
    }

    /// <summary>The refusals in a payload.</summary>
    public static List<JsonElement> Errors(this JsonElement payload) => [.. payload.GetProperty("errors").EnumerateArray()];

    /// <summary>The code of the one refusal in a payload.</summary>
    public static string Code(this JsonElement payload) => Assert.Single(payload.Errors()).GetProperty("code").GetString()!;
}
