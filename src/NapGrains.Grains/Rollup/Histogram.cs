using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NapGrains.Grains.Rollup;

/// <summary>How many measures stand alike.</summary>
/// <param name="Standing">Verdict and dates.</param>
/// <param name="Role">The agency's role, in an agency's histogram; null elsewhere.</param>
/// <param name="Count">Number of measures.</param>
[GenerateSerializer, Immutable, Alias("histogram-cell")]
public readonly record struct HistogramCell(
    [property: Id(0)] Standing Standing, [property: Id(1)] ExecutorRole? Role, [property: Id(2)] int Count);

/// <summary>
/// What a parent knows of its children together: measures by standing, and coverage by period. Adding is commutative and
/// associative and <see cref="Empty"/> changes nothing, so a parent gets the same whatever the order of its children.
/// </summary>
[GenerateSerializer, Immutable, Alias("histogram")]
public sealed record Histogram(
    [property: Id(0)] ImmutableArray<HistogramCell> Cells,
    [property: Id(1)] ImmutableSortedDictionary<string, Coverage> Coverage)
{
    /// <summary>Nothing counted.</summary>
    public static Histogram Empty { get; } = new([], ImmutableSortedDictionary.Create<string, Coverage>(StringComparer.Ordinal));

    /// <summary>Number of measures counted.</summary>
    [JsonIgnore]
    public int Total => Cells.Sum(cell => cell.Count);

    /// <summary>One measure, in as many roles as are given; without roles, once.</summary>
    public static Histogram Of(Standing standing, ExecutorRole? role, IEnumerable<KeyValuePair<string, Coverage>> coverage) =>
        new([new HistogramCell(standing, role, 1)], coverage.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Whether two histograms count the same.</summary>
    internal bool CountsLike(Histogram other) => Cells.SequenceEqual(other.Cells) && Coverage.SequenceEqual(other.Coverage);

    /// <summary>The sum over children that do not overlap.</summary>
    public static Histogram Sum(IEnumerable<Histogram> children)
    {
        var cells = new Dictionary<(Standing, ExecutorRole?), int>();
        var coverage = ImmutableSortedDictionary.CreateBuilder<string, Coverage>(StringComparer.Ordinal);
        foreach (var child in children)
        {
            foreach (var cell in child.Cells)
            {
                cells[(cell.Standing, cell.Role)] = cells.GetValueOrDefault((cell.Standing, cell.Role)) + cell.Count;
            }

            foreach (var (period, counted) in child.Coverage)
            {
                coverage[period] = coverage.GetValueOrDefault(period) + counted;
            }
        }

        return new(
            [
                .. cells.Select(cell => new HistogramCell(cell.Key.Item1, cell.Key.Item2, cell.Value))
                    .OrderBy(cell => cell.Standing.Status).ThenBy(cell => cell.Role)
                    .ThenBy(cell => cell.Standing.Opens).ThenBy(cell => cell.Standing.Due).ThenBy(cell => cell.Standing.Done),
            ],
            coverage.ToImmutable());
    }
}
