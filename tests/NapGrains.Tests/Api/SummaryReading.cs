using System.Globalization;
using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Reads every summary of a plan, each as text in the form of a <see cref="Recount"/>.</summary>
internal static class SummaryReading
{
    /// <summary>Periods by which summaries are asked for; null for all together.</summary>
    public static readonly string?[] Periods = [null, "2022", "2023"];

    /// <summary>Roles by which an agency's summaries are asked for; null for all together.</summary>
    public static readonly string?[] Roles = [null, "LEAD", "OTHER", "REPORTER"];

    private static readonly string[] Fractions = ["implementedOfDue", "implementedOfAll", "reportingCoverage", "bindingCoverage", "overdue"];

    private static readonly string Fields = "total asOf planVersion cells { status timeliness role count } byStatus { status count } voluntaryReports "
        + string.Join(' ', Fractions.Select(fraction => $"{fraction} {{ numerator denominator value }}"));

    /// <summary>Every summary, by what it is of.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="asOf">The past moment; null for now.</param>
    /// <param name="planVersion">The plan as it stood in this version; null for the plan as it is.</param>
    public static async Task<(SortedDictionary<string, string> Summaries, int PlanVersion)> Summaries(
        this NapClient client, DateTimeOffset? asOf, int? planVersion = null)
    {
        string[] then =
        [
            .. asOf is { } moment ? [$"asOf: \"{moment:O}\""] : Array.Empty<string>(),
            .. planVersion is { } version ? [$"planVersion: {version}"] : Array.Empty<string>(),
        ];
        var summaries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var plan = await client.Plan($"{Selection()} priorities {{ number {Selection()} }}");
        foreach (var (alias, period, _) in Asked(withRoles: false))
        {
            Add($"plan {period}", plan.GetProperty(alias));
            foreach (var priority in plan.GetProperty("priorities").EnumerateArray())
            {
                Add($"priority {priority.Number("number")} {period}", priority.GetProperty(alias));
            }
        }

        var agencies = await client.AskOne($$"""{ agencies(where: { plan: "{{NapApplication.Plan}}" }) { nodes { key {{Selection(withRoles: true)}} } } }""");
        foreach (var agency in agencies.Nodes())
        {
            foreach (var (alias, period, role) in Asked(withRoles: true))
            {
                Add(OfAgency(agency.Text("key"), role, period), agency.GetProperty(alias));
            }
        }

        return (summaries, plan.GetProperty("a0").Number("planVersion"));

        void Add(string of, JsonElement summary)
        {
            if (asOf is not null)
            {
                Assert.Equal(asOf, summary.GetProperty("asOf").GetDateTimeOffset());
            }

            summaries.Add(of, Text(summary));
        }

        string Selection(bool withRoles = false) => string.Join(' ', Asked(withRoles).Select(asked =>
        {
            string[] arguments =
            [
                .. withRoles ? [$"plan: \"{NapApplication.Plan}\""] : Array.Empty<string>(),
                .. asked.Period is null ? [] : new[] { $"period: \"{asked.Period}\"" },
                .. asked.Role is null ? [] : new[] { $"role: {asked.Role}" },
                .. then,
            ];
            return $"{asked.Alias}: summary{(arguments.Length == 0 ? "" : $"({string.Join(", ", arguments)})")} {{ {Fields} }}";
        }));
    }

    /// <summary>The same summaries, counted from an export.</summary>
    public static SortedDictionary<string, string> Summaries(this Recount recount)
    {
        var summaries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, period, _) in Asked(withRoles: false))
        {
            summaries.Add($"plan {period}", recount.Of((int?)null, period));
            foreach (var priority in recount.Priorities)
            {
                summaries.Add($"priority {priority} {period}", recount.Of(priority, period));
            }
        }

        foreach (var agency in recount.Agencies)
        {
            foreach (var (_, period, role) in Asked(withRoles: true))
            {
                summaries.Add(OfAgency(agency, role, period), recount.Of(agency, role, period));
            }
        }

        return summaries;
    }

    private static IEnumerable<(string Alias, string? Period, string? Role)> Asked(bool withRoles) =>
        Periods.SelectMany(period => (withRoles ? Roles : [null]).Select(role => (period, role)))
            .Select((asked, index) => ($"a{index}", asked.period, asked.role));

    private static string OfAgency(string agency, string? role, string? period) => $"agency {agency} {role} {period}";

    private static string Text(JsonElement summary) => string.Join('\n', [
        $"total {summary.Number("total")}",
        .. summary.GetProperty("byStatus").EnumerateArray().Select(count => $"{count.Text("status")} {count.Number("count")}"),
        .. summary.GetProperty("cells").EnumerateArray()
            .Select(cell => $"{cell.Text("status")} {cell.Text("timeliness")} {cell.GetProperty("role").GetString()}: {cell.Number("count")}")
            .Order(StringComparer.Ordinal),
        .. Fractions.Select(name => summary.GetProperty(name) is var fraction
            ? $"{name} {fraction.Number("numerator")}/{fraction.Number("denominator")} {Value(fraction.GetProperty("value"))}"
            : ""),
        $"voluntaryReports {summary.Number("voluntaryReports")}",
    ]);

    private static string Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? "none" : value.GetDouble().ToString("R", CultureInfo.InvariantCulture);
}
