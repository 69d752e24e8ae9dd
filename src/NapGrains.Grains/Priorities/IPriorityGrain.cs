using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Rollup;
using Orleans.Concurrency;

namespace NapGrains.Grains.Priorities;

/// <summary>One priority of a plan and the sum of its measures. Key: <see cref="GrainKeys.Priority"/>.</summary>
[Alias("priority")]
public interface IPriorityGrain : IUpwardGrain
{
    /// <summary>The priority; null where the plan has no such priority.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<PriorityView?> View();

    /// <summary>The priority's histogram as it was known at the end of a past minute, of the plan as it stood in a version.</summary>
    [AlwaysInterleave, Alias("At")]
    Task<KnownHistogram> At(DateTimeOffset asOf, int? planVersion);

    /// <summary>Takes what a measure adds; ends when it is durable here.</summary>
    [AlwaysInterleave, Alias("Report")]
    Task Report(MeasureContribution contribution);

    /// <summary>Carries out one step of a plan's operation.</summary>
    [AlwaysInterleave, Alias("Carry")]
    Task<StepOutcome> Carry(string operationId, PriorityPatch patch);
}

/// <summary>What a measure adds to its priority.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Version">Only a newer one replaces what is held.</param>
/// <param name="Order">The measure's place in the plan.</param>
/// <param name="Histogram">The measure, counted; nothing, where an amendment has moved it to another priority.</param>
/// <param name="Former">What it adds to earlier versions of the plan, where that differs.</param>
[GenerateSerializer, Immutable, Alias("measure-contribution")]
public sealed record MeasureContribution(
    [property: Id(0)] string Measure,
    [property: Id(1)] long Version,
    [property: Id(2)] int Order,
    [property: Id(3)] Histogram Histogram,
    [property: Id(4)] ImmutableArray<FormerHistogram> Former = default)
{
    [JsonIgnore]
    internal VersionedHistogram Counted => new(Histogram, Former.IsDefault ? [] : Former);
}

/// <summary>What an operation sets on a priority. Null leaves what is there.</summary>
[GenerateSerializer, Immutable, Alias("priority-patch")]
public sealed record PriorityPatch(
    [property: Id(0)] int Number,
    [property: Id(1)] Texts? Titles,
    [property: Id(2)] ImmutableSortedDictionary<string, string> Headings,
    [property: Id(3)] int? Shipped);

/// <summary>A priority.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Titles">Title by language.</param>
/// <param name="Headings">The heading as a period's document printed it.</param>
/// <param name="Measures">Ids of its measures in order.</param>
/// <param name="Histogram">Their sum.</param>
/// <param name="Former">The sums of earlier versions of the plan, where they differ.</param>
[GenerateSerializer, Immutable, Alias("priority-view")]
public sealed record PriorityView(
    [property: Id(0)] int Number,
    [property: Id(1)] Texts Titles,
    [property: Id(2)] ImmutableSortedDictionary<string, string> Headings,
    [property: Id(3)] ImmutableArray<string> Measures,
    [property: Id(4)] Histogram Histogram,
    [property: Id(5)] ImmutableArray<FormerHistogram> Former = default)
{
    /// <summary>Its measures, counted in every version of the plan.</summary>
    [JsonIgnore]
    public VersionedHistogram Counted => new(Histogram, Former.IsDefault ? [] : Former);

    /// <summary>A priority of which only the number is known: an import has brought its measures here before it.</summary>
    public static PriorityView Unnamed(int number) => new(
        number,
        Texts.Empty,
        ImmutableSortedDictionary<string, string>.Empty,
        [],
        Histogram.Empty);
}
