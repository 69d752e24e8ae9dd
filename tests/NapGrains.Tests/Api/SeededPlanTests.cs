namespace NapGrains.Tests.Api;

public sealed class SeededPlanTests(ReadOnlyServers servers)
{
    private async Task<NapClient> Public() => (await servers.Seeded).Anonymous;

    [Fact]
    public async Task A_fresh_start_shows_six_priorities_of_11_17_6_14_4_and_10_measures()
    {
        var plan = await (await Public()).Plan("priorities { measures { totalCount nodes { number } } }");

        Assert.Equal(
            [11, 17, 6, 14, 4, 10],
            plan.GetProperty("priorities").EnumerateArray().Select(priority => priority.GetProperty("measures").Number("totalCount")));
    }

    [Fact]
    public async Task A_fresh_start_counts_62_measures_of_which_two_are_scheduled()
    {
        var summary = (await (await Public()).Plan("summary { total byStatus { status count } }")).GetProperty("summary");

        Assert.Equal(62, summary.Number("total"));
        Assert.Equal(
            ["SCHEDULED 2", "UNASSESSED 60"],
            summary.GetProperty("byStatus").EnumerateArray().Where(count => count.Number("count") > 0)
                .Select(count => $"{count.Text("status")} {count.Number("count")}").Order());
    }

    [Fact]
    public async Task A_fresh_start_holds_summaries_and_no_words_of_the_agencies()
    {
        var measure = await (await Public()).Measure("1.1", "reports { nodes { narrative summary } }");

        Assert.All(measure.Nodes("reports"), report =>
        {
            Assert.Null(report.GetProperty("narrative").GetString());
            Assert.NotEmpty(report.Text("summary"));
        });
    }

    [Fact]
    public async Task Coverage_of_2022_is_known_before_the_official_report_is_imported()
    {
        var summary = (await (await Public()).Plan(Coverage)).GetProperty("summary");

        Assert.Equal(
            ("149/177", "115/135", 58),
            (summary.Fraction("reportingCoverage"), summary.Fraction("bindingCoverage"), summary.Number("voluntaryReports")));
    }

    internal const string Coverage =
        """summary(period: "2022") { reportingCoverage { numerator denominator } bindingCoverage { numerator denominator } voluntaryReports }""";
}
