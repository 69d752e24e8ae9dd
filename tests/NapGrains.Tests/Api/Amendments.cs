using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Amendments as clients send them.</summary>
internal static class Amendments
{
    public const string Instrument = "12s nömrəli Sərəncam";
    public const string Date = "2023-11-20";

    /// <summary>Sends an amendment; the payload comes as soon as the intention is stored.</summary>
    public static Task<JsonElement> Send(
        this NapClient client, object[] amendments, string? operationId = null, bool dryRun = false, string instrument = Instrument, string date = Date,
        string plan = NapApplication.Plan) => client.Change(
            "amendPlan",
            "AmendPlanInput",
            new { operationId = operationId ?? Guid.NewGuid().ToString(), plan, instrument, date, amendments, dryRun },
            "operation { id } planVersion errors { code message path }");

    /// <summary>Sends an amendment that is taken, and gives the operation once it is completed.</summary>
    public static async Task<JsonElement> Amend(this NapClient client, params object[] amendments)
    {
        var payload = await client.Send(amendments).Taken();
        return await client.Completed(payload.GetProperty("operation").Text("id"));
    }

    public static object Reword(string measure, string title) => new { reword = new { measure, titles = Title(title) } };

    public static object Renumber(string measure, string number, int? priority = null) => new { renumber = new { measure, number, priority } };

    public static object Withdraw(string measure, string? reason = null) => new { withdraw = new { measure, reason } };

    public static object Due(string measure, string day) => new { deadline = new { measure, deadline = day } };

    public static object Reassign(string measure, params (string Agency, string Role, bool Recommended)[] executors) =>
        new { reassign = new { measure, executors = Executors(executors) } };

    public static object Add(string number, string title, params (string Agency, string Role, bool Recommended)[] executors) =>
        new { add = new { number, titles = Title(title), schedule = new { from = 2023, to = 2024 }, executors = Executors(executors) } };

    private static object[] Executors((string Agency, string Role, bool Recommended)[] executors) =>
        [.. executors.Select(executor => new { agency = executor.Agency, role = executor.Role, recommended = executor.Recommended })];

    private static object[] Title(string text) => [new { language = "az", text }];
}
