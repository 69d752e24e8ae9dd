using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>What tests read of a plan.</summary>
internal static class PlanQueries
{
    /// <summary>One field of the plan, or several.</summary>
    public static Task<JsonElement> Plan(this NapClient client, string selection) =>
        client.AskOne($$"""{ plan(key: "{{NapApplication.Plan}}") { {{selection}} } }""");

    /// <summary>One measure by its number.</summary>
    public static Task<JsonElement> Measure(this NapClient client, string number, string selection) =>
        client.AskOne($$"""{ measure(plan: "{{NapApplication.Plan}}", number: "{{number}}") { {{selection}} } }""");

    /// <summary>All measures that fit a filter, in order.</summary>
    public static async Task<List<JsonElement>> Measures(this NapClient client, string selection, string where = "{}") =>
        (await client.AskOne($$"""{ measures(plan: "{{NapApplication.Plan}}", where: {{where}}) { nodes { {{selection}} } } }""")).Nodes();

    /// <summary>Numbers of the measures that fit a filter.</summary>
    public static async Task<string[]> Numbers(this NapClient client, string where) =>
        [.. (await client.Measures("number", where)).Select(measure => measure.Text("number"))];

    /// <summary>The nodes of a connection.</summary>
    public static List<JsonElement> Nodes(this JsonElement connection) => [.. connection.GetProperty("nodes").EnumerateArray()];

    /// <summary>The nodes of a connection that is a field.</summary>
    public static List<JsonElement> Nodes(this JsonElement parent, string field) => parent.GetProperty(field).Nodes();

    public static string Text(this JsonElement parent, string field) => parent.GetProperty(field).GetString()!;

    public static int Number(this JsonElement parent, string field) => parent.GetProperty(field).GetInt32();

    public static bool Is(this JsonElement parent, string field) => parent.GetProperty(field).GetBoolean();

    /// <summary>A fraction as “numerator/denominator”.</summary>
    public static string Fraction(this JsonElement parent, string field) =>
        $"{parent.GetProperty(field).Number("numerator")}/{parent.GetProperty(field).Number("denominator")}";
}
