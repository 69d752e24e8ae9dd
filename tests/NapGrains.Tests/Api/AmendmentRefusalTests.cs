using System.Text.Json;
using static NapGrains.Tests.Api.Amendments;

namespace NapGrains.Tests.Api;

/// <summary>Everything that is wrong with an amendment is said at once, each with its place, and nothing is stored.</summary>
public sealed class AmendmentRefusalTests(ReadOnlyServers servers)
{
    private static readonly (string Agency, string Role, bool Recommended) Lead = (AmendedPlan.Justice, "LEAD", false);

    /// <summary>A change, its code, and where it is wrong.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { Json(Reword("9.99", "Ad")), "UNKNOWN_MEASURE", "reword.measure" },
        { Json(new { reword = new { measure = "1.1", titles = Array.Empty<object>() } }), "TITLE_REQUIRED", "reword.titles" },
        { Json(Renumber("1.1", "1.2")), "NUMBER_TAKEN", "renumber.number" },
        { Json(Renumber("1.1", "1/2")), "NUMBER_INVALID", "renumber.number" },
        { Json(Renumber("1.1", "9.1")), "UNKNOWN_PRIORITY", "renumber.number" },
        { Json(Renumber("1.1", "x", 9)), "UNKNOWN_PRIORITY", "renumber.priority" },
        { Json(Add("1.1", "Ad", Lead)), "NUMBER_NEVER_REUSED", "add.number" },
        { Json(Add("6.50", "Ad", Lead with { Role = "OTHER" })), "LEAD_REQUIRED", "add.executors" },
        { Json(Reassign("1.1", Lead, Lead with { Role = "OTHER" })), "AGENCY_TWICE", "reassign.executors.1.agency" },
        { Json(Reassign("1.1", Lead, ("az/nobody", "OTHER", false))), "UNKNOWN_AGENCY", "reassign.executors.1.agency" },
        { Json(Reassign("1.1", Lead, (AmendedPlan.Finance, "REPORTER", false))), "EXECUTOR_ROLE_INVALID", "reassign.executors.1.role" },
        { Json(Due("1.1", "2021-12-31")), "MEASURE_DATES_INVALID", "deadline" },
        { Json(new { deadline = new { measure = "1.1" } }), "MEASURE_DATES_INVALID", "deadline" },
        { Json(new { deadline = new { measure = "1.1", continuous = true, deadline = "2025-01-01" } }), "MEASURE_DATES_INVALID", "deadline" },
        { Json(new { deadline = new { measure = "1.1", schedule = new { from = 2025, to = 2024 } } }), "MEASURE_DATES_INVALID", "deadline" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_faulty_change_is_named_with_its_place(string change, string code, string path)
    {
        var errors = await Refusals([Reword("2.1", "Ad"), JsonElement.Parse(change)]);

        var error = Assert.Single(errors);
        Assert.Equal((code, $"input.amendments.1.{path}"), (error.Text("code"), Path(error)));
        Assert.NotEmpty(error.Text("message"));
    }

    [Fact]
    public async Task All_faults_are_said_at_once() => Assert.Equal(
        ["INSTRUMENT_REQUIRED input.instrument", "INSTRUMENT_DATE_INVALID input.date", "AMENDED_TWICE input.amendments.1.withdraw.measure", "UNKNOWN_MEASURE input.amendments.2.withdraw.measure"],
        (await Refusals([Reword("2.1", "Ad"), Withdraw("2.1"), Withdraw("7.1")], " ", "2999-01-01")).Select(error => $"{error.Text("code")} {Path(error)}"));

    [Fact]
    public async Task A_withdrawal_stands_alone_and_once() => Assert.Equal(
        ["AMENDED_TWICE", "AMENDED_TWICE"], (await Refusals([Withdraw("2.1"), Withdraw("2.1"), Renumber("2.1", "2.99")])).Select(error => error.Text("code")));

    [Fact]
    public async Task The_nearest_measure_is_suggested() =>
        Assert.Contains("did you mean 1.1", Assert.Single(await Refusals([Withdraw("1.0")])).Text("message"), StringComparison.Ordinal);

    [Fact]
    public async Task An_amendment_without_a_change_is_refused() => Assert.Equal("AMENDMENTS_REQUIRED", Assert.Single(await Refusals([])).Text("code"));

    [Fact]
    public async Task Two_changes_in_one_are_refused() => Assert.Equal("GRAPHQL_VALIDATION_FAILED", await (await servers.Seeded).Secretariat.Refused(
        """
        mutation { amendPlan(input: { operationId: "x", plan: "az-nap-2022-2026", instrument: "1s", date: "2024-01-01",
          amendments: [{ withdraw: { measure: "1.1" }, renumber: { measure: "1.2", number: "1.99" } }] }) { errors { code } } }
        """));

    [Fact]
    public async Task A_dry_run_says_the_version_and_stores_nothing()
    {
        var server = await servers.Seeded;
        var before = (await server.Anonymous.Plan("version cursor")).GetRawText();

        var payload = await server.Secretariat.Send(AmendedPlan.Everything, dryRun: true).Taken();

        Assert.Equal(JsonValueKind.Null, payload.GetProperty("operation").ValueKind);
        Assert.Equal(JsonElement.Parse(before).Number("version") + 1, payload.Number("planVersion"));
        Assert.Equal(before, (await server.Anonymous.Plan("version cursor")).GetRawText());
    }

    private async Task<List<JsonElement>> Refusals(object[] amendments, string instrument = Instrument, string date = Date)
    {
        var server = await servers.Seeded;
        var before = (await server.Anonymous.Plan("version cursor")).GetRawText();
        var payload = await server.Secretariat.Send(amendments, instrument: instrument, date: date);
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("operation").ValueKind);
        Assert.Equal(before, (await server.Anonymous.Plan("version cursor")).GetRawText());
        return payload.Errors();
    }

    private static string Path(JsonElement error) => string.Join('.', error.GetProperty("path").EnumerateArray().Select(part => part.GetString()));

    private static string Json(object change) => JsonSerializer.Serialize(change);
}
