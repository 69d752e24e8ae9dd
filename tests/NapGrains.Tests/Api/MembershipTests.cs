using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>A plan in whose middle of reporting on 2023 members of collectives are named.</summary>
public sealed class OpenedServer : IAsyncLifetime
{
    internal PlanClock Clock { get; } = new(ReportingYear.Opens.AddDays(-1));

    public NapApplication Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await Clock.Start();
        await Server.Secretariat.SetPeriod(ReportingYear.Opens, ReportingYear.Due, ReportingYear.Locks).Taken();
        await Clock.Until(Server, ReportingYear.Opens.AddDays(1));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>The members of a collective executor are obliged to report while they are named, on that measure alone.</summary>
public sealed class MembershipTests(OpenedServer opened) : IClassFixture<OpenedServer>
{
    private const string Collective = "az/aidiyyeti-dovlet-orqanlari-qurumlari";
    private const string LocalPower = "az/yerli-icra-hakimiyyeti-orqanlari";
    private const string Justice = "az/edliyye-nazirliyi";
    private const string Finance = "az/maliyye-nazirliyi";

    private readonly NapApplication _server = opened.Server;

    [Fact]
    public async Task Named_members_are_expected_to_report_in_the_open_period_and_the_collective_never_is()
    {
        var (before, other) = (await Expected("2.15"), await Expected("2.8"));
        await Name("2.15", [Justice, Finance]);

        Assert.Equal(before + 2, await Expected("2.15"));
        Assert.Equal(other, await Expected("2.8"));
        var named = await Assignment("2.15", Justice);
        Assert.Equal(("OTHER", "MEMBER", "EXPECTED", Collective), (named.Text("role"), named.Text("duty"), named.Text("reportState"), named.GetProperty("memberOf").Text("key")));
        Assert.Equal("NOT_REQUESTED", (await Assignment("2.15", Collective)).Text("reportState"));
    }

    [Fact]
    public async Task A_period_that_is_over_does_not_come_to_expect_those_who_are_named_later()
    {
        var before = await Coverage("2022");
        await Name("4.9", [Justice]);

        Assert.Equal(before, await Coverage("2022"));
    }

    [Fact]
    public async Task Who_is_not_in_the_list_any_more_is_not_expected_any_more_and_keeps_what_it_reported()
    {
        await Name("2.5", [Justice, Finance]);
        await _server.Client("reporter", Justice).Submit("2.5", Justice).Taken();
        var before = await Expected("2.5");
        await Name("2.5", [Finance]);
        await Name("2.5", []);

        Assert.Equal(before - 2, await Expected("2.5"));
        var (reported, silent) = (await Assignment("2.5", Justice), await Assignment("2.5", Finance));
        Assert.Equal(("VOLUNTARY", "SUBMITTED", JsonValueKind.Null), (reported.Text("duty"), reported.Text("reportState"), reported.GetProperty("memberOf").ValueKind));
        Assert.Equal(("VOLUNTARY", "NOT_REQUESTED"), (silent.Text("duty"), silent.Text("reportState")));
    }

    [Fact]
    public async Task Whom_the_plan_itself_names_keeps_its_duty_also_when_it_is_no_member_any_more()
    {
        var lead = (await _server.Anonymous.Measure("3.3", "assignments(where: { role: [LEAD] }) { nodes { agency { key } } }"))
            .Nodes("assignments")[0].GetProperty("agency").Text("key");
        await Name("3.3", [lead, Finance]);
        Assert.Equal(("LEAD", "NAMED"), (await Assignment("3.3", lead) is var named ? (named.Text("role"), named.Text("duty")) : default));
        await Name("3.3", [Finance]);

        Assert.Equal(("LEAD", "NAMED", "EXPECTED"), (await Assignment("3.3", lead) is var kept ? (kept.Text("role"), kept.Text("duty"), kept.Text("reportState")) : default));
    }

    [Fact]
    public async Task Members_of_a_body_that_is_only_asked_are_only_asked()
    {
        await Name("6.6", [Finance], null);

        Assert.True((await Assignment("6.6", Finance)).Is("recommended"));
    }

    [Fact]
    public async Task The_same_list_again_has_one_effect()
    {
        var first = await _server.Secretariat.NameMembers("4.2", [Justice], operationId: "name-4.2").Taken();
        await _server.Secretariat.Completed(first.GetProperty("operation").Text("id"));
        var version = (await _server.Anonymous.Plan("version")).Number("version");

        var again = await _server.Secretariat.NameMembers("4.2", [Justice], operationId: "name-4.2").Taken();
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal("OPERATION_ID_REUSED", (await _server.Secretariat.NameMembers("4.2", [Finance], operationId: "name-4.2")).Code());
        await Name("4.2", [Justice]);
        Assert.Equal(version, (await _server.Anonymous.Plan("version")).Number("version"));
    }

    [Fact]
    public async Task Names_that_break_a_rule_are_refused_by_its_name_and_nothing_is_changed()
    {
        var before = await Coverage("2023");

        Assert.Equal("NOT_COLLECTIVE", (await _server.Secretariat.NameMembers("1.1", [Justice])).Code());
        Assert.Equal("NOT_COLLECTIVE", (await _server.Secretariat.NameMembers("2.6", [Justice])).Code());
        Assert.Equal("NOT_COLLECTIVE", (await _server.Secretariat.NameMembers("2.6", [Justice], Finance)).Code());
        Assert.Equal("UNKNOWN_AGENCY", (await _server.Secretariat.NameMembers("2.6", [Justice, "az/nobody"], Collective)).Code());
        Assert.Equal("MEMBER_IS_COLLECTIVE", (await _server.Secretariat.NameMembers("2.6", [LocalPower], Collective)).Code());
        Assert.Equal("UNKNOWN_MEASURE", (await _server.Secretariat.NameMembers("9.9", [Justice], Collective)).Code());
        Assert.Equal(before, await Coverage("2023"));
    }

    [Fact]
    public async Task Only_the_plan_s_secretariat_names_members()
    {
        const string naming = """
            mutation { nameMembers(input: { operationId: "x", plan: "az-nap-2022-2026", measure: "2.15", members: [] }) { errors { code } } }
            """;

        Assert.Equal("UNAUTHENTICATED", await _server.Anonymous.Refused(naming));
        Assert.Equal("FORBIDDEN", await _server.Client("reporter", Justice).Refused(naming));
        Assert.Equal("FORBIDDEN", await _server.ClientOf("secretariat", "az-nap-2027-2031").Refused(naming));
    }

    private async Task Name(string measure, string[] members, string? collective = Collective)
    {
        var payload = await _server.Secretariat.NameMembers(measure, members, collective).Taken();
        await _server.Secretariat.Completed(payload.GetProperty("operation").Text("id"));
        await PlanClock.Settle(_server, members.Select(member => (measure, member)));
    }

    /// <summary>How many reports on a measure are expected in 2023.</summary>
    private async Task<int> Expected(string measure) => (await _server.Anonymous.Measure(
        measure, """assignments(where: { period: "2023", state: [EXPECTED, DRAFT, SUBMITTED, RETURNED, ACCEPTED], duty: [NAMED, DELEGATED, MEMBER] }) { totalCount }"""))
        .GetProperty("assignments").Number("totalCount");

    private async Task<string> Coverage(string period) =>
        (await _server.Anonymous.Plan($$"""summary(period: "{{period}}") { reportingCoverage { numerator denominator } }""")).GetProperty("summary").Fraction("reportingCoverage");

    private async Task<JsonElement> Assignment(string measure, string agency) => Assert.Single((await _server.Anonymous.Measure(
        measure,
        $$"""assignments(where: { agency: "{{agency}}" }) { nodes { role duty recommended memberOf { key } reportState(period: "2023") } }""")).Nodes("assignments"));
}
