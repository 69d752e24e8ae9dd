using System.Collections.Concurrent;
using System.Diagnostics;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>Whatever is done to a document, it is read, with doubts where there are any, or refused: never a crash, never a hang.</summary>
public sealed class MutatedDocuments
{
    private const string Marks = "\t\n\r:;,.()“”\"'-–/#=İIıiəƏ0123456789 \u00A0\u0000\u0001\u0085\u2028\uFEFF\uFFFD\uFFFF\uD800\uDC00və";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Phrases =
    [
        "\t1.1.\n", "\tPrioritet 2. \n", "Tövsiyə edilir:\n", "Nazirlər Şurası:", " və ", "2030-cu il 31 fevral tarixli 1 nömrəli Qərarla ",
        "1.10-cu bənddə ", "Bəndin icrası 2035–2031-ci illərdə nəzərdə tutulmuşdur.", "Əksər bağ qurumları ", "\t", "\t\t\t", "\n\n\n",
    ];

    [Theory(Timeout = 120_000)]
    [InlineData("plan", 8_000)]
    [InlineData("later", 2_000)]
    [InlineData("official", 2_000)]
    public async Task Are_read_with_warnings_or_refused_with_lines(string which, int count)
    {
        var (text, names) = which switch
        {
            "plan" => (Sample.PlanReport, Sample.Names),
            "later" => (Sample.LaterReport, Sample.Names),
            _ => (OfficialDocument.Text, OfficialDocument.Names),
        };
        var (accepted, doubted, wrongs) = (0, 0, new ConcurrentBag<string>());
        await Task.Run(() => Parallel.For(0, count, seed =>
        {
            var mutated = Mutate(text, new Random(seed));
            var clock = Stopwatch.StartNew();
            var wrong = Try(mutated, names, out var report);
            if (clock.Elapsed > Patience)
                wrong = $"it took {clock.Elapsed}";
            if (wrong is not null)
                wrongs.Add($"{which} {seed}: {wrong}");
            if (report is null)
                return;
            Interlocked.Increment(ref accepted);
            if (!report.Warnings.IsEmpty)
                Interlocked.Increment(ref doubted);
        }), TestContext.Current.CancellationToken);

        Assert.Empty(wrongs);
        // The mutations are worth something only while they lead both ways.
        Assert.InRange(accepted, count / 20, count - (count / 20));
        Assert.True(doubted > accepted / 2, $"{doubted} of {accepted} accepted documents are doubted");
    }

    /// <summary>What is wrong with how this text is read, or null.</summary>
    private static string? Try(string text, BodyNames names, out OfficialReport? report)
    {
        report = null;
        try
        {
            report = OfficialReport.Read(text, names);
            return report.Warnings.All(warning => warning is { Line: >= 1, What.Length: > 0, Why.Length: > 0 })
                ? Loss(text, report, names)
                : "a warning has no line or no words";
        }
        catch (DocumentRefusedException refused)
        {
            return refused.Faults.Any() && refused.Faults.All(fault => fault is { Line: >= 1, Cause.Length: > 0 })
                ? null
                : "a refusal has no line or no cause";
        }
        catch (Exception crash)
        {
            return crash.ToString();
        }
    }

    // What is accepted is found again whole, and reading the export gives the same plan.
    private static string? Loss(string text, OfficialReport report, BodyNames names)
    {
        var plan = report.ToPlanDocument(Sample.Period);
        var printed = OfficialReport.Write(plan, Sample.Period);
        if (WhiteSpace.Folded(text.TrimStart('\uFEFF')) != WhiteSpace.Folded(printed))
            return "its export is another text";
        var again = OfficialReport.Read(printed, names).ToPlanDocument(Sample.Period);
        return PlanJson.Write(plan) == PlanJson.Write(again) ? null : "its export reads as another plan";
    }

    private static string Mutate(string text, Random random)
    {
        for (var steps = random.Next(1, 5); steps > 0 && text.Length > 0; steps--)
            text = Step(text, random);
        return text.Length > 0 ? text : "\t";
    }

    private static string Step(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (at, to) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(12))
        {
            case 0:
                return text[..random.Next(text.Length)];
            case 1:
                return string.Join('\n', lines[..at]) + "\n";
            case 2:
                lines.RemoveRange(at, Math.Min(random.Next(1, 4), lines.Count - at));
                break;
            case 3:
                lines.InsertRange(to, lines.GetRange(at, Math.Min(random.Next(1, 8), lines.Count - at)));
                break;
            case 4:
                (lines[at], lines[to]) = (lines[to], lines[at]);
                break;
            case 5:
                lines[at] = new string([.. lines[at].ToCharArray().OrderBy(_ => random.Next())]);
                break;
            case 6:
                lines[at] = string.Concat(lines[at].Select(letter => random.Next(20) == 0 ? Marks[random.Next(Marks.Length)] : letter));
                break;
            case 7:
                var words = lines[at].Split(' ');
                random.Shuffle(words);
                lines[at] = string.Join(' ', words);
                break;
            case 8:
                lines[at] += lines[to];
                break;
            case 9:
                var place = random.Next(text.Length);
                return text[..place] + Phrases[random.Next(Phrases.Length)] + text[place..];
            case 10:
                lines[at] = lines[at].Trim('\t', ' ');
                break;
            default:
                var point = random.Next(text.Length);
                return text[..point] + Marks[random.Next(Marks.Length)] + text[point..];
        }

        return string.Join('\n', lines);
    }
}
