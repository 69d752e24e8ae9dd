using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NapGrains.Documents.Foreign;

/// <summary>What a date cell says.</summary>
/// <param name="First">The first day that it can mean; null where it means none.</param>
/// <param name="Last">The last one: a month, a quarter or a year has many.</param>
/// <param name="IsContinuous">Whether it says that there is no end.</param>
/// <param name="Doubt">Why it is doubtful; null where it is not.</param>
internal sealed record ForeignDate(DateOnly? First, DateOnly? Last, bool IsContinuous = false, string? Doubt = null)
{
    public static ForeignDate None { get; } = new(null, null);
}

/// <summary>Reads dates in the shapes that a mapping lists.</summary>
internal sealed class ForeignDates(DateShapes shapes)
{
    // What day 0 is to a spreadsheet, which takes 1900 for a leap year.
    private static readonly DateOnly Epoch = new(1899, 12, 30);
    private static readonly string[] Roman = ["I", "II", "III", "IV"];

    private readonly ImmutableArray<(string Shape, Func<string, (DateOnly, DateOnly)?> Read)> _shapes = [.. shapes.Shapes.Select(shape => (shape, Reader(shape)))];

    /// <summary>Shapes that a cell can be read in.</summary>
    public ImmutableArray<string> Fitting(string cell) => [.. _shapes.Where(shape => shape.Read(cell) is { } range && IsLikely(range.Item1)).Select(shape => shape.Shape)];

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">A cell without blanks around it.</param>
    /// <param name="preferred">The shape that other cells of the same plan leave no doubt of; null for the order of the mapping.</param>
    /// <param name="isMixed">Whether other cells of the same plan are of both shapes that this one can be read in.</param>
    public ForeignDate Read(string cell, string? preferred, bool isMixed)
    {
        if (cell.Length == 0 || shapes.Absent.Contains(cell))
            return ForeignDate.None;
        if (shapes.Continuous.Contains(cell))
            return new(null, null, true, "it is no day; the measure is taken to have no end");
        if (shapes.Undated.Contains(cell))
            return ForeignDate.None with { Doubt = "it is no day" };
        var fitting = Fitting(cell);
        var ways = fitting.Select(shape => _shapes.Single(known => known.Shape == shape).Read(cell)!.Value).Distinct().ToList();
        if (ways.Count > 1)
        {
            var shape = preferred is not null && fitting.Contains(preferred) ? preferred : fitting[0];
            var range = _shapes.Single(known => known.Shape == shape).Read(cell)!.Value;
            return new(range.Item1, range.Item2, Doubt: isMixed ? $"other dates of the plan are written {fitting[0]} and {fitting[1]}; it is read as {shape}"
                : shape != fitting[0] ? $"other dates of the plan are written {shape}, so it is read so and not as {fitting[0]}" : null);
        }

        if (ways is [var only])
            return new(only.Item1, only.Item2);
        return Spoiled(cell) is { } year
            ? new(new(year, 1, 1), new(year, 12, 31), Doubt: $"a spreadsheet made a date of the year {year}; it is read as that year")
            : ForeignDate.None with { Doubt = $"it is none of the shapes {string.Join(", ", shapes.Shapes)} in the years {shapes.FirstYear} to {shapes.LastYear}; no day is taken" };
    }

    /// <summary>A year that was formatted as a day: day 2014 of a spreadsheet is in 1905.</summary>
    private int? Spoiled(string cell) => _shapes.Select(shape => shape.Read(cell)).OfType<(DateOnly First, DateOnly Last)>()
        .Where(range => range.First == range.Last).Select(range => (int?)(range.First.DayNumber - Epoch.DayNumber)).FirstOrDefault(year => year >= shapes.FirstYear && year <= shapes.LastYear);

    private bool IsLikely(DateOnly day) => day.Year >= shapes.FirstYear && day.Year <= shapes.LastYear;

    private static Func<string, (DateOnly, DateOnly)?> Reader(string shape)
    {
        if (shape == "{serial}")
            return cell => cell.Length == 5 && int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? (Epoch.AddDays(days), Epoch.AddDays(days)) : null;
        if (shape.Contains('{', StringComparison.Ordinal))
        {
            var form = new Regex("^" + Regex.Escape(shape).Replace("\\{year}", "(?<year>[0-9]{4})", StringComparison.Ordinal)
                .Replace("\\{quarter}", "(?<quarter>[1-4])", StringComparison.Ordinal).Replace("\\{roman}", "(?<roman>IV|I{1,3})", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
            return cell => form.Match(cell) is { Success: true } found ? Quarter(found) : null;
        }

        return cell => DateOnly.TryParseExact(cell, shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day, shape.Contains('d', StringComparison.Ordinal) ? day : shape.Contains('M', StringComparison.Ordinal) ? day.AddMonths(1).AddDays(-1) : day.AddYears(1).AddDays(-1))
            : null;
    }

    private static (DateOnly, DateOnly) Quarter(Match found)
    {
        var year = int.Parse(found.Groups["year"].Value, CultureInfo.InvariantCulture);
        var quarter = found.Groups["roman"] is { Success: true } roman ? Roman.IndexOf(roman.Value) : int.Parse(found.Groups["quarter"].Value, CultureInfo.InvariantCulture) - 1;
        var first = new DateOnly(year, (quarter * 3) + 1, 1);
        return (first, first.AddMonths(3).AddDays(-1));
    }
}
