using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Input that nobody means: it is refused by a rule or taken as it is, and never a fault of ours.</summary>
public sealed class AbsurdInputTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private readonly NapApplication _server = fresh.Server;

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z", "0001-01-03T00:00:00Z")]
    [InlineData("2040-01-01T00:00:00Z", "2040-03-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("9999-12-29T00:00:00Z", "9999-12-30T00:00:00Z", "9999-12-31T23:59:59.9999999Z")]
    public async Task A_period_outside_of_all_plans_is_refused(string opens, string due, string locks)
    {
        var payload = await _server.Secretariat.Change(
            "setPeriod", "SetPeriodInput", new { operationId = opens + locks, plan = NapApplication.Plan, period = "2040", opens, due, locks }, "errors { code message }");

        Assert.Equal("PERIOD_DATES_INVALID", payload.Code());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1999-12-31T23:59:59-12:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task Figures_of_any_moment_are_answered(string asOf)
    {
        var answer = await _server.Anonymous.Ask(
            """query($asOf: DateTime) { plan(key: "az-nap-2022-2026") { summary(asOf: $asOf) { total asOf planVersion } priorities { summary(asOf: $asOf) { total } } } agency(key: "az/edliyye-nazirliyi") { summary(asOf: $asOf) { total } } }""",
            new { asOf });

        Assert.True(answer.GetProperty("plan").GetProperty("summary").Number("total") >= 0);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2023-02-30T00:00:00Z")]
    [InlineData("2023-01-01")]
    public async Task A_moment_that_is_none_is_refused(string asOf) => Assert.Equal("BAD_USER_INPUT", await _server.Anonymous.Refused(
        """query($asOf: DateTime) { plan(key: "az-nap-2022-2026") { summary(asOf: $asOf) { total } } }""", new { asOf }));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u202Eb")]
    public async Task An_operation_id_of_nothing_or_of_what_cannot_be_read_is_refused(string operationId) =>
        Assert.Equal("OPERATION_ID_INVALID", (await _server.Secretariat.Judge("1.1", "IN_PROGRESS", operationId: operationId)).Code());

    [Fact]
    public async Task An_operation_id_longer_than_any_is_refused_by_every_mutation_that_would_keep_it()
    {
        var endless = new string('x', 201);
        Assert.Equal("OPERATION_ID_INVALID", (await _server.Secretariat.Judge("1.1", "IN_PROGRESS", operationId: endless)).Code());
        Assert.Equal("OPERATION_ID_INVALID", (await _server.Client("reporter", "az/edliyye-nazirliyi").Submit("1.1", "az/edliyye-nazirliyi", operationId: endless)).Code());
        Assert.Equal("OPERATION_ID_INVALID", (await _server.Secretariat.Send(
            JsonSerializer.Serialize(new { format = "napgrains-plan/1", bodies = Array.Empty<object>(), priorities = Array.Empty<object>() }), "JSON", null, operationId: endless)).Code());
        await _server.Secretariat.Judge("1.2", "IN_PROGRESS", operationId: endless[1..]).Taken();
    }

    [Fact]
    public async Task Control_characters_in_a_text_are_kept_to_the_letter()
    {
        const string text = "Bir\u0000iki\u0007\u202Eüç\r\n<script>alert(1)</script>";
        await _server.Client("reporter", "az/edliyye-nazirliyi").Submit("1.4", "az/edliyye-nazirliyi", text).Taken();

        var report = await _server.Secretariat.Measure("1.4", """assignments(where: { agency: "az/edliyye-nazirliyi" }) { nodes { report(period: "2023") { narrative } } }""");

        Assert.Equal(text, Assert.Single(report.Nodes("assignments")).GetProperty("report").Text("narrative"));
    }
}
