using System.Text.Json;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>The official report of 2022, and after it a document of 2023 with other bodies.</summary>
public sealed class TwoYears : IAsyncLifetime
{
    public NapApplication Server { get; private set; } = null!;

    /// <summary>The completed import of 2023.</summary>
    public JsonElement Later { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Server = await NapApplication.Start();
        await Server.Secretariat.Import(OfficialDocument.Text);
        Later = await Server.Secretariat.Import(Sample.LaterReport, period: "2023");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>A later year's document beside that of 2022.</summary>
public sealed class LaterReportTests(TwoYears years) : IClassFixture<TwoYears>
{
    private readonly NapApplication _server = years.Server;

    [Fact]
    public async Task The_document_of_2022_stays_when_that_of_2023_is_imported()
    {
        Assert.Equal(IndependentReading.Fold(OfficialDocument.Text), IndependentReading.Fold(await _server.Anonymous.Export()));
        Assert.Equal(IndependentReading.Fold(Sample.LaterReport), IndependentReading.Fold(await _server.Anonymous.Export(period: "2023")));
    }

    [Fact]
    public async Task Bodies_that_only_a_later_year_knows_are_registered_with_a_warning_each()
    {
        var warnings = years.Later.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetRawText()).ToList();
        Assert.Contains(warnings, warning => warning.Contains("Arıçılıq və Bal Nazirliyi", StringComparison.Ordinal));
        Assert.Equal("az/ariciliq-ve-bal-nazirliyi", (await _server.Anonymous.AskOne(
            """{ agency(name: "ARIÇILIQ VƏ BAL NAZİRLİYİ") { key } }""")).Text("key"));
    }

    [Fact]
    public async Task Every_doubtful_thing_in_a_later_year_has_a_line_a_what_and_a_why()
    {
        Assert.All(years.Later.GetProperty("warnings").EnumerateArray(), warning =>
        {
            Assert.NotEmpty(warning.Text("what"));
            Assert.NotEmpty(warning.Text("why"));
        });
    }

    [Fact]
    public async Task Duties_of_the_plan_are_expected_to_report_in_the_new_period_too()
    {
        var expected = (await _server.Anonymous.Plan("""summary(period: "2023") { reportingCoverage { denominator } }""")).GetProperty("summary")
            .GetProperty("reportingCoverage").Number("denominator");
        Assert.True(expected >= 177, $"{expected} are expected in 2023");
        var of2022 = (await _server.Anonymous.Plan(SeededPlanTests.Coverage)).GetProperty("summary");
        Assert.Equal(("149/177", "115/135", 58), (of2022.Fraction("reportingCoverage"), of2022.Fraction("bindingCoverage"), of2022.Number("voluntaryReports")));
    }
}
