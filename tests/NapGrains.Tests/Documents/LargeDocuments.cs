using System.Diagnostics;

namespace NapGrains.Tests.Documents;

/// <summary>Texts made to be slow are read, or refused, in a time that grows no faster than they do.</summary>
public sealed class LargeDocuments
{
    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Said(string text) => Sample.OneMeasure("Nazirlər Şurası: " + text);

    private static string Others(string names) => Sample.OneMeasure("Nazirlər Şurası: Hazırdır.", others: names);

    public static TheoryData<string> Kinds => [.. Texts.Keys];

    private static Dictionary<string, string> Texts { get; } = new()
    {
        { "statements", Sample.OneMeasure(Repeated("Meşə Xidməti: Hazırdır.\n", 20_000)) },
        { "new bodies", Sample.OneMeasure(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"Yeni {i} Agentliyi: Hazırdır.\n"))) },
        { "executors", Others(string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"Bağ {i}"))) },
        { "executors of one slug", Others(string.Join(", ", Enumerable.Range(0, 10_000).Select(i => "Bağ " + Convert.ToString(i, 2).Replace('1', '!').Replace('0', '?')))) },
        { "ands", Others(Repeated(Repeated("Ali Məhkəmə və ", 39) + "x,", 500)) },
        { "references", Said(Repeated("1.2-ci və ", 50_000) + Repeated("1.3-cü bənd\n", 50_000)) },
        { "instruments", Said(Repeated("2030-cu il 4 mart tarixli 1 nömrəli Qərarla hərə bir işə tapşırılıb ", 3_000)) },
        { "half labels", Sample.OneMeasure(Repeated("bir iki üç\nyeddi səkkiz\nYeni: x\n", 20_000)) },
        { "blanks", Repeated(" ", 500_000) + Said(Repeated(" \u00A0", 250_000)) },
        { "cells", Repeated("\t\n", 200_000) + Sample.Head + Repeated("\t\t", 200_000) },
        { "colons", Sample.OneMeasure(Repeated(":", 500_000)) },
    };

    [Theory(Timeout = 60_000), MemberData(nameof(Kinds))]
    public async Task Take_no_longer_than_a_few_seconds(string what)
    {
        var clock = Stopwatch.StartNew();
        await Task.Run(() => Record.Exception(() => Sample.Read(Texts[what])), TestContext.Current.CancellationToken);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{what} took {clock.Elapsed}");
    }
}
