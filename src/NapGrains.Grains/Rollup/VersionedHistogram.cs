using System.Collections.Immutable;

namespace NapGrains.Grains.Rollup;

/// <summary>What was counted in earlier versions of the plan.</summary>
/// <param name="Until">The last version for which it holds; it holds since the one before it in the list.</param>
/// <param name="Histogram">What was counted.</param>
[GenerateSerializer, Immutable, Alias("former-histogram")]
public sealed record FormerHistogram([property: Id(0)] int Until, [property: Id(1)] Histogram Histogram);

/// <summary>
/// A histogram of the plan as it is and, where an amendment made them differ, of earlier versions of it: always by what is
/// known now. Adding is commutative and associative like that of histograms.
/// </summary>
/// <param name="Now">The plan as it is.</param>
/// <param name="Former">Earlier versions, the oldest first; empty where nothing was amended.</param>
[GenerateSerializer, Immutable, Alias("versioned-histogram")]
public sealed record VersionedHistogram([property: Id(0)] Histogram Now, [property: Id(1)] ImmutableArray<FormerHistogram> Former)
{
    /// <summary>A histogram that is the same in every version.</summary>
    public static VersionedHistogram Of(Histogram now) => new(now, []);

    /// <summary>What is counted in each of some versions; those that count as the next one does are left out.</summary>
    /// <param name="now">The plan as it is.</param>
    /// <param name="versions">Last versions before an amendment, in order.</param>
    /// <param name="count">Counts one of them.</param>
    public static VersionedHistogram Of(Histogram now, IEnumerable<int> versions, Func<int, Histogram> count)
    {
        var former = ImmutableArray.CreateBuilder<FormerHistogram>();
        var next = now;
        foreach (var until in versions.Distinct().OrderDescending())
        {
            if (count(until) is var counted && !counted.CountsLike(next))
            {
                former.Insert(0, new(until, counted));
                next = counted;
            }
        }

        return new(now, former.ToImmutable());
    }

    /// <summary>The plan as it stood in a version; as it is for null.</summary>
    public Histogram In(int? version) => Find(version)?.Histogram ?? Now;

    /// <summary>The earlier histogram that holds for a version; null where the one of now does.</summary>
    internal FormerHistogram? Find(int? version) => Former.FirstOrDefault(former => former.Until >= version);

    /// <summary>The sum over children that do not overlap.</summary>
    public static VersionedHistogram Sum(IReadOnlyCollection<VersionedHistogram> children) => Of(
        Histogram.Sum(children.Select(child => child.Now)),
        children.SelectMany(child => child.Former).Select(former => former.Until),
        version => Histogram.Sum(children.Select(child => child.In(version))));
}
