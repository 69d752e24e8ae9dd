using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>What comes after the official report of 2022, and must leave its words as they were published.</summary>
public sealed class LaterChangeTests : IAsyncLifetime
{
    private NapApplication _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await NapApplication.Start();
        await _server.Secretariat.Import(OfficialDocument.Text);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Words_of_2022_stay_when_the_same_body_reports_for_2023()
    {
        const string agency = "az/edliyye-nazirliyi";
        await _server.Client("reporter", agency).Submit("1.1", agency).Taken();
        await _server.Secretariat.Accept("1.1", agency).Taken();

        Assert.Equal(IndependentReading.Fold(OfficialDocument.Text), IndependentReading.Fold(await _server.Anonymous.Export()));
    }

    [Fact]
    public async Task The_official_report_imported_again_as_one_of_2023_leaves_that_of_2022()
    {
        await _server.Secretariat.Import(OfficialDocument.Text.Replace("edilmişdir.", "edilir.", StringComparison.Ordinal), period: "2023");

        Assert.Equal(IndependentReading.Fold(OfficialDocument.Text), IndependentReading.Fold(await _server.Anonymous.Export()));
    }

    [Fact]
    public async Task A_correction_of_2022_replaces_its_words_and_keeps_the_former_as_a_revision()
    {
        var corrected = OfficialDocument.Text.Replace("edilmişdir.", "edilir.", StringComparison.Ordinal);

        var operation = await _server.Secretariat.Import(corrected);

        Assert.True(operation.Is("changed"));
        Assert.Equal(IndependentReading.Fold(corrected), IndependentReading.Fold(await _server.Anonymous.Export()));
        var revised = (await _server.Anonymous.Measures("reports { nodes { revision revisions { nodes { narrative } } } }"))
            .SelectMany(measure => measure.Nodes("reports")).Where(report => report.Number("revision") == 2).ToList();
        Assert.NotEmpty(revised);
        foreach (var words in revised.Select(report => report.Nodes("revisions").Select(revision => revision.Text("narrative")).ToList()))
        {
            Assert.Equal(words[1], words[0]?.Replace("edilmişdir.", "edilir.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Executors_of_the_plan_stay_executors_although_a_later_document_lacks_them()
    {
        const string executors = "number assignments(where: { role: [LEAD, OTHER] }) { nodes { role duty recommended agency { key } } }";
        var before = await _server.Anonymous.Measures(executors);

        await _server.Secretariat.Import(Sample.LaterReport, period: "2023");

        var after = await _server.Anonymous.Measures(executors);
        Assert.All(before, measure =>
        {
            var held = after.Single(later => later.Text("number") == measure.Text("number")).Nodes("assignments").Select(part => part.GetRawText()).ToHashSet();
            Assert.All(measure.Nodes("assignments"), part => Assert.Contains(part.GetRawText(), held));
        });
    }
}
