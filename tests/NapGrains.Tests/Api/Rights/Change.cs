using System.Text.Json;

namespace NapGrains.Tests.Api.Rights;

/// <summary>A mutation, and who may make it.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Allowed">Names of the roles that may make it.</param>
/// <param name="Input">What is sent: an operation id, a measure that the agency leads, and the number of its newest revision.</param>
/// <param name="NeedsSubmission">Whether it is made on a report that waits.</param>
/// <param name="OfMeasure">Whether it is about one measure, which no other test then uses.</param>
internal sealed record Change(
    string Name, Role[] Allowed, Func<string, string, int, object> Input, bool NeedsSubmission = false, bool OfMeasure = true)
{
    private const string Plan = NapApplication.Plan;
    private const string Agency = Role.Agency;
    private const string Period = WrittenPlan.Period;

    private static readonly Role[] Reporting = [Role.Reporter, Role.Admin];
    private static readonly Role[] Deciding = [Role.Secretariat, Role.Admin];

    public static IReadOnlyList<Change> All { get; } =
    [
        new("saveDraft", Reporting, (operationId, measure, _) => new { operationId, plan = Plan, measure, agency = Agency, period = Period, narrative = Text("Qaralama") }),
        new("submitReport", Reporting, (operationId, measure, _) => new { operationId, plan = Plan, measure, agency = Agency, period = Period, narrative = Text("Söz") }),
        new("returnReport", Deciding, (operationId, measure, _) => new { operationId, plan = Plan, measure, agency = Agency, period = Period, reason = "Çatmır" }, true),
        new("acceptReport", Deciding, (operationId, measure, _) => new { operationId, plan = Plan, measure, agency = Agency, period = Period }, true),
        new("redactReport", Deciding, (operationId, measure, revision) => new { operationId, plan = Plan, measure, agency = Agency, period = Period, revision, reason = "Məhkəmə" }, true),
        new("giveVerdict", Deciding, (operationId, measure, _) => new { operationId, plan = Plan, measure, status = "IN_PROGRESS", reason = "Görülür" }),
        new("assessMeasure", [Role.Assessor], (operationId, measure, _) => new { operationId, plan = Plan, measure, status = "IN_PROGRESS", reason = "Görülür" }),
        new("setPeriod", Deciding, (operationId, _, _) => new { operationId, plan = Plan, period = "2031", opens = "2031-01-01T00:00:00Z", due = "2031-03-01T00:00:00Z", locks = "2031-04-01T00:00:00Z" }, OfMeasure: false),
        new("nameMembers", Deciding, (operationId, _, _) => new { operationId, plan = Plan, measure = Collective, members = new[] { "az/maliyye-nazirliyi" } }, OfMeasure: false),
        new("importPlans", Deciding, (operationId, _, _) => new { operationId, format = "CSV", document = Table }, OfMeasure: false),
        new("amendPlan", Deciding, (operationId, measure, _) => new
        {
            operationId,
            plan = Plan,
            instrument = "1s",
            date = "2024-01-01",
            amendments = new[] { new { reword = new { measure, titles = Text("Yeni ad") } } },
        }),
        new("importDocument", Deciding, (operationId, _, _) => new { operationId, plan = Plan, format = "JSON", document = Document }, OfMeasure: false),
    ];

    /// <summary>A measure with one collective executor.</summary>
    public const string Collective = "1.7";

    private const string Table = $"row,plan,jurisdiction,time zone,language,title [az]\r\nplan,{Plan},az,Asia/Baku,az,Plan\r\n";

    private static string Document => JsonSerializer.Serialize(new { format = "napgrains-plan/1", bodies = Array.Empty<object>(), priorities = Array.Empty<object>() });

    public string InputType => $"{char.ToUpperInvariant(Name[0])}{Name[1..]}Input";

    /// <summary>Makes the mutation, and gives the answer as it came.</summary>
    public Task<JsonElement> Make(NapClient client, string operationId, string measure, int revision, string selection = "errors { code message }") => client.Answer(
        $"mutation($input: {InputType}!) {{ {Name}(input: $input) {{ {selection} }} }}", new { input = Input(operationId, measure, revision) });

    private static object[] Text(string text) => [new { language = "az", text }];
}
