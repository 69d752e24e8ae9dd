using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>Composes the cells that no document printed.</summary>
internal sealed class CellComposing(PlanDocument document, string period, Vocabulary words)
{
    private readonly Dictionary<string, Body> _bodies = document.Bodies.OrEmpty()
        .GroupBy(body => body.Key, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    /// <summary>The plan's title, and a blank line.</summary>
    public string Preamble() => TextIn(document.Plan?.Titles) is { } title ? title + "\n" : "";

    /// <summary>A priority's heading.</summary>
    public string Heading(PriorityEntry priority) =>
        string.Create(CultureInfo.InvariantCulture, $"{words.Priority} {priority.Number}. {TextIn(priority.Titles)}");

    /// <summary>The first four cells of a measure's row.</summary>
    public Row Row(MeasureEntry measure) => new(
        measure.Number + ".",
        TextIn(measure.Titles) ?? TextIn(measure.ShortTitles) ?? "",
        Executors(measure, Role.Lead),
        Executors(measure, Role.Other));

    /// <summary>The statements on the work done, in order. Those of which only a summary is held are left out: it is not what the body said.</summary>
    public IEnumerable<PrintedStatement> Work(MeasureEntry measure)
    {
        var parts = measure.Reports.OrEmpty().Where(report => report.Period == period)
            .SelectMany(report => report.Parts.OrEmpty().Select(part => (report.Agency, Part: part)))
            .OrderBy(part => part.Part.Position ?? int.MaxValue);
        var printed = new HashSet<(int, string, string)>();
        foreach (var (agency, part) in parts)
        {
            if (part.Texts?.GetValueOrDefault(words.Language) is not { } text)
                continue;
            // Bodies that speak together hold the same part each; it is printed once.
            if (part is { Position: { } position, Wording: { Length: > 0 } wording } && !printed.Add((position, wording, text)))
                continue;
            yield return Statement(agency, part, text);
        }
    }

    private PrintedStatement Statement(string? agency, ReportPart part, string text) => (agency, part) switch
    {
        (_, { Wording: { } wording }) => new(wording, part.Separator ?? "", text),
        ({ } key, _) => new(NameOf(key), ": ", text),
        _ => new("", "", text),
    };

    private string Executors(MeasureEntry measure, string role)
    {
        var named = measure.Executors.OrEmpty().Where(executor => executor.Role == role && executor.Duty == Duty.Named).ToLookup(executor => executor.Recommended);
        string Names(bool recommended) =>
            string.Join(", ", named[recommended].Select(executor => executor.Wording ?? NameOf(executor.Agency)));
        if (!named.Contains(true))
            return Names(false);
        return (named.Contains(false) ? Names(false) + "\n \n" : "") + words.Recommended + ":\n" + Names(true);
    }

    private string NameOf(string key) => TextIn(_bodies.GetValueOrDefault(key)?.Names) ?? key;

    private string? TextIn(Texts? texts) =>
        texts is null ? null : texts.GetValueOrDefault(words.Language) ?? texts.Values.FirstOrDefault();
}
