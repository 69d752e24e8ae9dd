using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Rollup;
using Orleans.Concurrency;

namespace NapGrains.Grains.Plans;

/// <summary>A plan and the sum of its priorities. Key: <see cref="GrainKeys.Plan"/>.</summary>
[Alias("plan")]
public interface IPlanGrain : IUpwardGrain
{
    /// <summary>The plan; null where there is no such plan.</summary>
    [AlwaysInterleave, Alias("View")]
    Task<PlanView?> View();

    /// <summary>Takes the sum of a priority's measures; ends when it is durable here.</summary>
    [AlwaysInterleave, Alias("Report")]
    Task Report(int priority, long version, VersionedHistogram counted);

    /// <summary>
    /// The plan's histogram as it was known at the end of a past minute, of the plan as it stood in a version; of a version that had
    /// not come yet, as it stood then.
    /// </summary>
    [AlwaysInterleave, Alias("At")]
    Task<KnownHistogram> At(DateTimeOffset asOf, int? planVersion);

    /// <summary>Sets the dates of a reporting period, or of a new one. It opens by itself when its time has come.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="operationId">A repeat has one effect and the same answer.</param>
    /// <param name="period">The period with all its dates.</param>
    /// <param name="reason">Why dates that were set are changed.</param>
    /// <exception cref="ForbiddenException">The actor is not the plan's secretariat.</exception>
    /// <exception cref="RefusalException">A rule of periods is not kept; the code names it.</exception>
    [AlwaysInterleave, Alias("SetPeriod")]
    Task<Period> SetPeriod(Actor actor, string operationId, Period period, string? reason);

    /// <summary>Carries out one step of the plan's operation.</summary>
    [AlwaysInterleave, Alias("Carry")]
    Task<StepOutcome> Carry(string operationId, PlanPatch patch);

    /// <summary>
    /// Begins to carry out an amendment, and says which version it makes. Asked again for the same operation, it answers the same. The
    /// public sees it when the operation has ended.
    /// </summary>
    [AlwaysInterleave, Alias("Amend")]
    Task<Amendment> Amend(string operationId, string instrument, DateOnly date);

    /// <summary>The amendment that an operation has begun.</summary>
    [AlwaysInterleave, Alias("AmendmentBy")]
    Task<Amendment> AmendmentBy(string operationId);

    /// <summary>Ends an operation: the version rises where anything changed. Asked again for the same operation, it answers the same.</summary>
    [AlwaysInterleave, Alias("Conclude")]
    Task<int> Conclude(string operationId, bool changed);
}

/// <summary>A reporting period.</summary>
/// <param name="Key">E.g. <c>2022</c>.</param>
/// <param name="Opens">When reports may come; null while it is not set.</param>
/// <param name="Due">When reports are due.</param>
/// <param name="Locks">From when a report is extraordinary.</param>
[GenerateSerializer, Immutable, Alias("period")]
public sealed record Period(
    [property: Id(0)] string Key, [property: Id(1)] DateTimeOffset? Opens, [property: Id(2)] DateTimeOffset? Due, [property: Id(3)] DateTimeOffset? Locks);

/// <summary>What stands around the table of one period's document.</summary>
[GenerateSerializer, Immutable, Alias("document-frame")]
public sealed record DocumentFrame(
    [property: Id(0)] string Preamble, [property: Id(1)] ImmutableArray<string> Headings, [property: Id(2)] string Closing);

/// <summary>
/// What an operation sets on a plan. Null leaves what is there. Version and amendments are taken over by a plan that is not there yet:
/// what was amended elsewhere keeps the numbers of its versions.
/// </summary>
[GenerateSerializer, Immutable, Alias("plan-patch")]
public sealed record PlanPatch(
    [property: Id(0)] string? Jurisdiction,
    [property: Id(1)] string? TimeZone,
    [property: Id(2)] string? Language,
    [property: Id(3)] Texts? Titles,
    [property: Id(4)] ImmutableArray<Period> Periods,
    [property: Id(5)] ImmutableSortedDictionary<string, DocumentFrame> Frames,
    [property: Id(6)] ImmutableArray<int> Priorities,
    [property: Id(7)] int? Shipped,
    [property: Id(8)] int? Version = null,
    [property: Id(9)] ImmutableArray<Amendment> Amendments = default);

/// <summary>A plan.</summary>
/// <param name="Key">E.g. <c>az-nap-2022-2026</c>.</param>
/// <param name="Jurisdiction">Whose plan it is.</param>
/// <param name="TimeZone">IANA name; dates end at 24:00 there.</param>
/// <param name="Language">Language that the plan is written in.</param>
/// <param name="Titles">Title by language.</param>
/// <param name="Version">Rises with each operation that changed the plan.</param>
/// <param name="Periods">Its periods in order.</param>
/// <param name="Frames">What stands around the table, by period.</param>
/// <param name="Priorities">Numbers of its priorities in order.</param>
/// <param name="Histogram">The sum of all measures.</param>
/// <param name="Shipped">Number of the shipped data file applied last; 0 for none.</param>
/// <param name="Amended">How it was amended, oldest first.</param>
/// <param name="Former">The sums of earlier versions, where they differ.</param>
[GenerateSerializer, Immutable, Alias("plan-view")]
public sealed record PlanView(
    [property: Id(0)] string Key,
    [property: Id(1)] string Jurisdiction,
    [property: Id(2)] string TimeZone,
    [property: Id(3)] string Language,
    [property: Id(4)] Texts Titles,
    [property: Id(5)] int Version,
    [property: Id(6)] ImmutableArray<Period> Periods,
    [property: Id(7)] ImmutableSortedDictionary<string, DocumentFrame> Frames,
    [property: Id(8)] ImmutableArray<int> Priorities,
    [property: Id(9)] Histogram Histogram,
    [property: Id(10)] int Shipped,
    [property: Id(11)] ImmutableArray<Amendment> Amended = default,
    [property: Id(12)] ImmutableArray<FormerHistogram> Former = default)
{
    /// <summary>How it was amended, oldest first.</summary>
    [JsonIgnore]
    public ImmutableArray<Amendment> Amendments => Amended.IsDefault ? [] : Amended;

    /// <summary>All measures, counted in every version.</summary>
    [JsonIgnore]
    public VersionedHistogram Counted => new(Histogram, Former.IsDefault ? [] : Former);
}
