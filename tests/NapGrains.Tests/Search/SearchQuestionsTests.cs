using NapGrains.Tests.Api;

namespace NapGrains.Tests.Search;

/// <summary>Questions as people type them, each with what must be found first.</summary>
public sealed class SearchQuestionsTests(ReadOnlyServers servers)
{
    /// <summary>Each line of the file: a question, a tab, and the key of the first hit within the plan.</summary>
    public static TheoryData<string, string> OfTheShippedPlan => Lines("questions.tsv");

    /// <summary>Questions after words that only the official report has.</summary>
    public static TheoryData<string, string> OfTheOfficialReport => Lines("questions-of-the-official-report.tsv");

    [Theory]
    [MemberData(nameof(OfTheShippedPlan))]
    public async Task The_shipped_plan_answers_with(string question, string first) => Assert.Equal(first, await First((await servers.Seeded).Anonymous, question));

    [Theory]
    [MemberData(nameof(OfTheShippedPlan))]
    public async Task The_plan_with_its_official_report_answers_with_the_same(string question, string first) =>
        Assert.Equal(first, await First((await servers.Imported).Anonymous, question));

    [Theory]
    [MemberData(nameof(OfTheOfficialReport))]
    public async Task The_official_report_answers_with(string question, string first) =>
        Assert.Equal(first, await First((await servers.Imported).Anonymous, question));

    [Fact]
    public void There_are_at_least_40_questions() => Assert.InRange(OfTheShippedPlan.Count, 40, 1000);

    private static async Task<string?> First(NapClient client, string question) => (await client.Search(question, first: 1)).Select(hit => hit.Key).FirstOrDefault();

    private static TheoryData<string, string> Lines(string file) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "NapGrains.Tests", "Search", file))
            .Select(line => line.Split('\t')).Select(line => new TheoryDataRow<string, string>(line[0], line[1])),
    ];
}
