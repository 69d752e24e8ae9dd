using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using NapGrains.Grains.Rollup;

namespace NapGrains.Grains.Measures;

/// <summary>What a measure holds of one assignment.</summary>
/// <param name="Version">The assignment's version of the summary.</param>
/// <param name="LastEvent">Number of the last event taken from it.</param>
/// <param name="Summary">The newest summary.</param>
internal sealed record HeldAssignment(long Version, long LastEvent, AssignmentSummary Summary);

/// <summary>A measure, as stored.</summary>
internal sealed record MeasureState(
    MeasureDefinition? Definition,
    Verdict Verdict,
    Children<HeldAssignment> Assignments,
    MeasurePatch? Shipped,
    ImmutableArray<RecentOperation<Verdict>> Recent,
    ImmutableArray<RecentOperation<StepOutcome>> Steps,
    long Version,
    Outbox Outbox,
    ImmutableArray<Assessment>? Assessed = null,
    Chain? Links = null) : IUpwardState<MeasureState>
{
    public const string ToPriority = "priority";
    public const string ToAgencies = "agencies";
    public const string ToFeed = "feed";
    public const string ToNotices = "notices";

    public static MeasureState Empty { get; } = new(
        null, Verdict.None, Children<HeldAssignment>.None,
        null, [], [], 0, Outbox.Empty);

    public MeasureState With(Outbox outbox) => this with { Outbox = outbox };

    /// <summary>Independent assessments, in the order in which they were published.</summary>
    [JsonIgnore]
    public ImmutableArray<Assessment> Assessments => Assessed ?? [];

    /// <summary>The chain of its public changes; rows that were written before there were chains have none.</summary>
    [JsonIgnore]
    public Chain History => Links ?? Chain.Empty;

    /// <summary>Tells the plan's feed of a verdict or an assessment, and remembers it, with its content, in the chain.</summary>
    public MeasureState Tell<T>(PlanChange change, By by, T content) => this with
    {
        Links = History.Add(change, by, HistoryLink.Digest(content), text: JsonSerializer.Serialize(content, NapJson.Options)),
        Outbox = Outbox.Emit(ToFeed, change),
    };

    /// <summary>The bodies on the measure are to be told, each by a notice of its own.</summary>
    public MeasureState Notify(PlanChange change) => this with { Outbox = Outbox.Emit(ToNotices, change) };

    /// <summary>The newer of two summaries, and each event once; the same update again changes nothing.</summary>
    public MeasureState Take(AssignmentUpdate update)
    {
        var agency = update.Summary.Agency;
        var held = Assignments.GetValueOrDefault(agency);
        var lastEvent = held?.LastEvent ?? 0;
        var outbox = Outbox;
        foreach (var sent in update.Events)
        {
            if (sent.Number == lastEvent + 1)
            {
                outbox = outbox.Emit(ToFeed, sent.Change);
                lastEvent = sent.Number;
            }
        }

        var isNewer = held is null || update.Version > held.Version;
        if (!isNewer && lastEvent == held!.LastEvent)
        {
            return this;
        }

        if (held is null)
        {
            // A body that is new here has to learn of the measure; the others know it.
            outbox = outbox.Raise(ToAgencies).Raise(ToPriority);
        }
        else if (isNewer && !CountsAlike(held.Summary, update.Summary))
        {
            outbox = outbox.Raise(ToPriority);
        }

        return this with
        {
            Assignments = Assignments.SetItem(agency, new(
                isNewer ? update.Version : held!.Version, lastEvent, isNewer ? update.Summary : held!.Summary)),
            Version = Version + 1,
            Outbox = outbox,
        };
    }

    /// <summary>Whether two summaries of an assignment add the same to every total: the totals need not be written again.</summary>
    private static bool CountsAlike(AssignmentSummary before, AssignmentSummary after) =>
        before.FormerParts.Length == after.FormerParts.Length
        && before.Reports.Count == after.Reports.Count
        && after.Reports.All(report => before.Reports.TryGetValue(report.Key, out var old) && before.CoverageOf(old) == after.CoverageOf(report.Value));

    /// <summary>Verdict or dates changed: everybody above counts the measure anew.</summary>
    public MeasureState Changed() => this with
    {
        Version = Version + 1,
        Outbox = Outbox.Raise(ToPriority).Raise(ToAgencies),
    };

    public MeasureView View(string id) => new(
        id,
        Definition!,
        Verdict,
        Verdict.Status == MeasureStatus.Unassessed
            ? ProvisionalClaim.Of([.. Assignments.Values.Select(held => held.Summary)], Definition!.Delegations)
            : null,
        [.. Assignments.Values.Select(held => held.Summary).OrderBy(summary => summary.Order).ThenBy(summary => summary.Agency, StringComparer.Ordinal)],
        Version,
        Assessments,
        History.End);
}
