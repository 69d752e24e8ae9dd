using System.Text.Json;

namespace NapGrains.Tests.Api;

public sealed class AgencyTests(ReadOnlyServers servers)
{
    private async Task<NapClient> Public() => (await servers.Imported).Anonymous;

    [Theory]
    [InlineData("İqtisadiyyat Nazirliyi")]
    [InlineData("iqtisadiyyat nazirliyi")]
    [InlineData("İQTİSADİYYAT NAZİRLİYİ")]
    [InlineData("  İqtisadiyyat  Nazirliyi ")]
    public async Task Is_found_by_its_name_in_any_case(string name) =>
        Assert.Equal("az/iqtisadiyyat-nazirliyi", (await ByName(name)).Text("key"));

    [Theory]
    [InlineData("XARİCİ İŞLƏR NAZİRLİYİ", "az/xarici-isler-nazirliyi")]
    [InlineData("daxili işlər nazirliyi", "az/daxili-isler-nazirliyi")]
    [InlineData("Təhsil Nazirliyi", "az/elm-ve-tehsil-nazirliyi")]
    public async Task Is_found_by_its_alias_too(string name, string key) => Assert.Equal(key, (await ByName(name)).Text("key"));

    [Theory]
    [InlineData("IQTISADIYYAT NAZIRLIYI")]
    [InlineData("ıqtısadıyyat nazırlıyı")]
    public async Task Is_not_found_where_dotted_and_dotless_i_are_mixed_up(string name) =>
        Assert.Equal(JsonValueKind.Null, (await ByName(name)).ValueKind);

    [Fact]
    public async Task Nobody_of_that_name_is_null_without_an_error() =>
        Assert.Equal(JsonValueKind.Null, (await ByName("Kosmik Ticarət Nazirliyi")).ValueKind);

    [Fact]
    public async Task Needs_a_key_or_a_name_and_not_both()
    {
        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused("{ agency { key } }"));
        Assert.Equal("BAD_USER_INPUT", await (await Public()).Refused("""{ agency(key: "az/edliyye-nazirliyi", name: "Ədliyyə Nazirliyi") { key } }"""));
    }

    [Fact]
    public async Task Has_its_part_in_measures_in_the_order_of_the_plan()
    {
        var numbers = (await (await Public()).AskOne("""{ agency(key: "az/edliyye-nazirliyi") { assignments { nodes { measure { number } } } } }"""))
            .Nodes("assignments").Select(assignment => assignment.GetProperty("measure").Text("number")).ToList();

        Assert.Equal(numbers.OrderBy(number => Version.Parse(number)), numbers);
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public async Task Has_the_assignments_that_measures_say_it_has()
    {
        const string part = "role duty recommended wording measure { number }";
        var byAgency = (await (await Public()).AskOne($$"""{ agency(key: "az/edliyye-nazirliyi") { assignments { nodes { {{part}} } } } }""")).Nodes("assignments");
        var byMeasure = (await (await Public()).Measures($$"""assignments(where: { agency: "az/edliyye-nazirliyi" }) { nodes { {{part}} } }"""))
            .SelectMany(measure => measure.Nodes("assignments"));

        Assert.Equal(byMeasure.Select(assignment => assignment.GetRawText()), byAgency.Select(assignment => assignment.GetRawText()));
    }

    [Fact]
    public async Task Counts_a_measure_once_a_role()
    {
        var agency = await (await Public()).AskOne("""
            {
              agency(key: "az/edliyye-nazirliyi") {
                all: summary { total }
                lead: summary(role: LEAD) { total }
                other: summary(role: OTHER) { total }
                reporter: summary(role: REPORTER) { total }
                assignments { totalCount }
              }
            }
            """);

        var all = agency.GetProperty("all").Number("total");
        Assert.Equal(agency.GetProperty("assignments").Number("totalCount"), all);
        Assert.Equal(all, new[] { "lead", "other", "reporter" }.Sum(role => agency.GetProperty(role).Number("total")));
    }

    [Fact]
    public async Task Lists_are_in_the_order_of_the_Azerbaijani_alphabet()
    {
        var names = (await (await Public()).AskOne("""{ agencies(where: { plan: "az-nap-2022-2026" }) { nodes { name } } }"""))
            .Nodes().Select(agency => agency.Text("name")).ToList();

        Assert.Equal(names.Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("az"), ignoreCase: true)), names);
        Assert.True(names.FindIndex(name => name.StartsWith('Ə')) < names.FindIndex(name => name.StartsWith('X')));
    }

    [Fact]
    public async Task Bodies_that_are_executors_nowhere_report_as_reporters_only()
    {
        var agencies = (await (await Public()).AskOne("""
            { agencies(where: { plan: "az-nap-2022-2026", neverExecutor: true }) { nodes { key assignments { nodes { role } } } } }
            """)).Nodes();

        Assert.NotEmpty(agencies);
        Assert.All(agencies.SelectMany(agency => agency.Nodes("assignments")), assignment => Assert.Equal("REPORTER", assignment.Text("role")));
    }

    [Fact]
    public async Task Executors_and_those_who_never_are_make_up_the_plan()
    {
        var counts = await (await Public()).Ask("""
            {
              all: agencies(where: { plan: "az-nap-2022-2026" }) { totalCount }
              never: agencies(where: { plan: "az-nap-2022-2026", neverExecutor: true }) { totalCount }
              executors: agencies(where: { plan: "az-nap-2022-2026", neverExecutor: false }) { totalCount }
            }
            """);

        Assert.Equal(
            counts.GetProperty("all").Number("totalCount"),
            counts.GetProperty("never").Number("totalCount") + counts.GetProperty("executors").Number("totalCount"));
    }

    [Fact]
    public async Task Collectives_are_bodies_of_their_own_kind()
    {
        var agencies = (await (await Public()).AskOne("""{ agencies(where: { plan: "az-nap-2022-2026", kind: COLLECTIVE }) { nodes { kind assignments { nodes { reportState(period: "2022") } } } } }""")).Nodes();

        Assert.NotEmpty(agencies);
        Assert.All(agencies.SelectMany(agency => agency.Nodes("assignments")), assignment => Assert.Equal("NOT_REQUESTED", assignment.Text("reportState")));
    }

    [Fact]
    public async Task Bodies_that_owe_a_report_are_those_whose_state_is_still_expected()
    {
        var owing = (await (await Public()).AskOne("""{ agencies(where: { plan: "az-nap-2022-2026", notReportedIn: "2022" }) { nodes { key } } }"""))
            .Nodes().Select(agency => agency.Text("key")).Order(StringComparer.Ordinal);
        var expected = (await (await Public()).Measures("""assignments(where: { period: "2022", state: [EXPECTED] }) { nodes { agency { key } } }"""))
            .SelectMany(measure => measure.Nodes("assignments")).Select(assignment => assignment.GetProperty("agency").Text("key"));

        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), owing);
    }

    [Theory]
    [InlineData("prokurorluq")]
    [InlineData("PROKURORLUQ")]
    public async Task Bodies_are_found_by_a_part_of_their_name_in_any_case(string part)
    {
        var agencies = await (await Public()).AskOne("query($part: String!) { agencies(where: { text: $part }) { nodes { name } } }", new { part });

        Assert.Contains(agencies.Nodes(), agency => agency.Text("name") == "Baş Prokurorluq");
    }

    [Fact]
    public async Task Bodies_of_an_unknown_plan_or_register_are_none()
    {
        var counts = await (await Public()).Ask("""
            { plan: agencies(where: { plan: "none" }) { totalCount } register: agencies(where: { jurisdiction: "zz" }) { totalCount } }
            """);

        Assert.Equal((0, 0), (counts.GetProperty("plan").Number("totalCount"), counts.GetProperty("register").Number("totalCount")));
    }

    private async Task<JsonElement> ByName(string name) =>
        await (await Public()).AskOne("query($name: String!) { agency(name: $name) { key } }", new { name });
}
