using System.Text.Json;
using System.Text.RegularExpressions;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>The official report of 2022, imported into a fresh start and asked for again.</summary>
public sealed partial class OfficialReportTests(ReadOnlyServers servers)
{
    private async Task<NapClient> Public() => (await servers.Imported).Anonymous;

    [Fact]
    public async Task Holds_68_leads_of_which_five_are_recommended() => Assert.Equal((68, 5), await Executors("LEAD"));

    [Fact]
    public async Task Holds_138_others_of_which_45_are_recommended() => Assert.Equal((138, 45), await Executors("OTHER"));

    [Fact]
    public async Task Holds_212_statements_of_which_five_name_no_body()
    {
        var reports = await Reports("agency { key } parts { position }");

        Assert.Equal(212, reports.Sum(report => report.GetProperty("parts").GetArrayLength()));
        Assert.Equal(5, reports.Where(IsUnattributed).Sum(report => report.GetProperty("parts").GetArrayLength()));
    }

    [Fact]
    public async Task Statements_of_57_bodies_are_held()
    {
        var reports = await Reports("agency { key }");

        Assert.Equal(57, reports.Where(report => !IsUnattributed(report)).Select(report => report.GetProperty("agency").Text("key")).Distinct().Count());
    }

    [Fact]
    public async Task Bodies_that_reported_can_be_listed()
    {
        var agencies = await (await Public()).AskOne("""{ agencies(where: { plan: "az-nap-2022-2026", reportedIn: "2022" }) { totalCount } }""");

        Assert.Equal(57, agencies.Number("totalCount"));
    }

    [Fact]
    public async Task Holds_37_delegations_by_order_294s_of_13_May_2022()
    {
        var delegations = (await (await Public()).Measures("delegations { instrument date to { key } }"))
            .SelectMany(measure => measure.GetProperty("delegations").EnumerateArray()).ToList();

        Assert.Equal(37, delegations.Count);
        Assert.All(delegations, delegation =>
        {
            Assert.Contains("294s", delegation.Text("instrument"), StringComparison.Ordinal);
            Assert.Equal("2022-05-13", delegation.Text("date"));
            Assert.NotEqual(0, delegation.GetProperty("to").GetArrayLength());
        });
    }

    [Fact]
    public async Task Points_from_1_5_to_1_4_and_from_4_12_to_1_10_and_nowhere_else()
    {
        var references = (await (await Public()).Measures("number references { number }"))
            .SelectMany(measure => measure.GetProperty("references").EnumerateArray().Select(to => $"{measure.Text("number")}→{to.Text("number")}"));

        Assert.Equal(["1.5→1.4", "4.12→1.10"], references);
    }

    [Fact]
    public async Task References_are_found_from_their_target_too()
    {
        var measure = await (await Public()).Measure("1.10", "referencedBy { number }");

        Assert.Equal("4.12", Assert.Single(measure.GetProperty("referencedBy").EnumerateArray().ToList()).Text("number"));
    }

    [Fact]
    public async Task Coverage_is_149_of_177_and_115_of_135_bound_with_58_voluntary()
    {
        var summary = (await (await Public()).Plan(SeededPlanTests.Coverage)).GetProperty("summary");

        Assert.Equal(
            ("149/177", "115/135", 58),
            (summary.Fraction("reportingCoverage"), summary.Fraction("bindingCoverage"), summary.Number("voluntaryReports")));
    }

    [Fact]
    public async Task Coverage_of_priorities_adds_up_to_that_of_the_plan()
    {
        var priorities = (await (await Public()).Plan($"priorities {{ {SeededPlanTests.Coverage} }}")).GetProperty("priorities").EnumerateArray();

        Assert.Equal((149, 177), priorities.Select(priority => priority.GetProperty("summary").GetProperty("reportingCoverage"))
            .Aggregate((0, 0), (sum, coverage) => (sum.Item1 + coverage.Number("numerator"), sum.Item2 + coverage.Number("denominator"))));
    }

    [Fact]
    public async Task No_measure_gets_a_verdict_or_a_claim_out_of_prose()
    {
        var measures = await (await Public()).Measures("number verdict { status } provisionalClaim reports { nodes { claim } }");

        Assert.Equal(["2.17", "3.2"], measures.Where(measure => measure.GetProperty("verdict").Text("status") == "SCHEDULED").Select(measure => measure.Text("number")));
        Assert.All(measures, measure => Assert.Contains(measure.GetProperty("verdict").Text("status"), new[] { "UNASSESSED", "SCHEDULED" }));
        Assert.All(measures, measure => Assert.Null(measure.GetProperty("provisionalClaim").GetString()));
        Assert.All(measures.SelectMany(measure => measure.Nodes("reports")), report => Assert.Null(report.GetProperty("claim").GetString()));
    }

    [Fact]
    public async Task Every_title_is_that_of_an_independent_reading()
    {
        var titles = (await (await Public()).Measures("number title")).ToDictionary(measure => measure.Text("number"), measure => measure.Text("title"));

        Assert.Equal(
            IndependentReading.Rows(OfficialDocument.Text).Select(row => $"{row.Number} {row.Title}"),
            titles.Select(title => $"{title.Key} {title.Value}"));
    }

    [Fact]
    public async Task Every_statement_is_that_of_an_independent_reading_to_the_letter()
    {
        var measures = await (await Public()).Measures("number reports(period: \"2022\") { nodes { parts { position wording narrative } } }");

        var held = measures.SelectMany(measure => measure.Nodes("reports")
            .SelectMany(report => report.GetProperty("parts").EnumerateArray())
            .OrderBy(part => part.Number("position"))
            // A statement of two bodies is a part of two reports.
            .DistinctBy(part => part.Number("position"))
            .Select(part => $"{measure.Text("number")} [{part.GetProperty("wording").GetString()}] {part.Text("narrative")}"));
        Assert.Equal(
            IndependentReading.Rows(OfficialDocument.Text).SelectMany(row => row.Statements.Select(statement => $"{row.Number} [{statement.Label}] {statement.Text}")),
            held);
    }

    [Fact]
    public async Task The_executors_cells_are_made_of_the_wordings_and_of_nothing_else()
    {
        var measures = await (await Public()).Measures("number assignments(where: { role: [LEAD, OTHER] }) { nodes { role wording } }");

        foreach (var row in IndependentReading.Rows(OfficialDocument.Text))
        {
            var executors = measures.Single(measure => measure.Text("number") == row.Number).Nodes("assignments");
            Assert.Equal("", Rest(row.Lead, executors, "LEAD"));
            Assert.Equal("", Rest(row.Others, executors, "OTHER"));
        }

        // What is left of a cell once every name is taken out of it.
        static string Rest(string cell, IEnumerable<JsonElement> executors, string role) => Separators().Replace(
            executors.Where(executor => executor.Text("role") == role).Select(executor => IndependentReading.Fold(executor.Text("wording")))
                .OrderByDescending(wording => wording.Length)
                .Aggregate(cell, (rest, wording) =>
                {
                    Assert.Contains(wording, rest, StringComparison.Ordinal);
                    return rest.Remove(rest.IndexOf(wording, StringComparison.Ordinal), wording.Length);
                }),
            "");
    }

    [Fact]
    public async Task The_text_export_is_the_document_white_space_folded() =>
        Assert.Equal(IndependentReading.Fold(OfficialDocument.Text), IndependentReading.Fold(await (await Public()).Export()));

    [Fact]
    public async Task The_word_document_is_the_document_white_space_folded()
    {
        var word = (await (await Public()).Plan("""document(format: DOCX, period: "2022") { fileName mediaType text base64 }""")).GetProperty("document");

        Assert.Equal(
            ("az-nap-2022-2026.2022.az.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true),
            (word.Text("fileName"), word.Text("mediaType"), word.Is("base64")));
        Assert.Equal(WhiteSpace.Folded(OfficialDocument.Text), WordReports.TextOf(word.GetProperty("text").GetBytesFromBase64()));
    }

    [Fact]
    public async Task Our_summaries_stay_beside_the_official_words()
    {
        var measure = await (await Public()).Measure("1.1", "reports { nodes { narrative summary } }");

        Assert.All(measure.Nodes("reports"), report => Assert.NotEqual(report.Text("narrative"), report.Text("summary")));
    }

    private static bool IsUnattributed(JsonElement report) => report.GetProperty("agency").ValueKind == JsonValueKind.Null;

    private async Task<(int All, int Recommended)> Executors(string role)
    {
        var assignments = (await (await Public()).Measures($"assignments(where: {{ role: [{role}] }}) {{ nodes {{ recommended }} }}"))
            .SelectMany(measure => measure.Nodes("assignments")).ToList();
        return (assignments.Count, assignments.Count(assignment => assignment.Is("recommended")));
    }

    private async Task<List<JsonElement>> Reports(string selection) =>
        [.. (await (await Public()).Measures($"reports(period: \"2022\") {{ nodes {{ {selection} }} }}")).SelectMany(measure => measure.Nodes("reports"))];

    [GeneratedRegex("Tövsiyə edilir|[,;:.]|\\bvə\\b|\\s")]
    private static partial Regex Separators();
}
