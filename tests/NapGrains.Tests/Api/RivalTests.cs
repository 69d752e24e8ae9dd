using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>Two reporters of one agency who write the same report at once: one is told so, and nothing is lost.</summary>
public sealed class RivalTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Justice = "az/edliyye-nazirliyi";

    private readonly NapApplication _server = fresh.Server;

    [Fact]
    public async Task Of_two_who_hand_in_at_once_one_is_told_the_current_revision_and_both_texts_are_kept()
    {
        var (taken, refused) = await Race(words => _server.Client("reporter", Justice).Submit("1.1", Justice, words, expectedRevision: 0));
        await _server.Client("reporter", Justice).Submit("1.1", Justice, refused, expectedRevision: 1).Taken();

        Assert.Equal([taken, refused], await Revisions("1.1"));
    }

    [Fact]
    public async Task Of_two_who_draft_at_once_one_is_told_the_current_revision_and_the_other_s_draft_stands()
    {
        var (taken, _) = await Race(words => _server.Client("reporter", Justice).Draft("1.2", Justice, words, expectedRevision: 0));

        var report = (await _server.Client("reporter", Justice).Measure(
            "1.2", $$"""assignments(where: { agency: "{{Justice}}" }) { nodes { report(period: "2023") { narrative } } }""")).Nodes("assignments")[0].GetProperty("report");
        Assert.Equal(taken, report.Text("narrative"));
    }

    [Fact]
    public async Task What_was_handed_in_while_the_secretariat_decided_is_not_accepted_unread()
    {
        await _server.Client("reporter", Justice).Submit("1.3", Justice, "Birinci").Taken();
        await _server.Client("reporter", Justice).Submit("1.3", Justice, "İkinci").Taken();

        var error = Assert.Single((await _server.Secretariat.Accept("1.3", Justice, expectedRevision: 1)).Errors());

        Assert.Equal(("REVISION_CONFLICT", 2), (error.Text("code"), error.Number("currentRevision")));
    }

    /// <summary>Two write at once; gives the words that were taken, and those that were refused with the current revision.</summary>
    private static async Task<(string Taken, string Refused)> Race(Func<string, Task<JsonElement>> write, int currentRevision = 1)
    {
        string[] words = ["Söz 1", "Söz 2"];
        var payloads = await Task.WhenAll(words.Select(write));
        var winner = Assert.Single(Enumerable.Range(0, 2), index => payloads[index].Errors().Count == 0);
        var error = Assert.Single(payloads[1 - winner].Errors());
        Assert.Equal(("REVISION_CONFLICT", currentRevision), (error.Text("code"), error.Number("currentRevision")));
        return (words[winner], words[1 - winner]);
    }

    private async Task<List<string>> Revisions(string measure) =>
    [
        .. (await _server.Client("reporter", Justice).Measure(
                measure, $$"""assignments(where: { agency: "{{Justice}}" }) { nodes { report(period: "2023") { revisions { nodes { number narrative } } } } }"""))
            .Nodes("assignments")[0].GetProperty("report").Nodes("revisions").OrderBy(revision => revision.Number("number")).Select(revision => revision.Text("narrative")),
    ];
}
