using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.History;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Views;

/// <summary>
/// All rows of a plan as they were at one position of its feed, read-only. Lists and cross-cutting filters are answered from
/// it, so that many readers never queue on one actor.
/// </summary>
public sealed class PlanSnapshot
{
    private readonly Dictionary<string, MeasureView> _byId;
    private readonly Dictionary<string, string> _idByNumber;
    private readonly Lazy<ILookup<string, MeasureView>> _referencedBy;
    private readonly Lazy<ILookup<string, AssignmentSummary>> _byAgency;
    private readonly Lazy<string> _root;
    private readonly Lazy<(PlanSizes Longest, PlanSizes Usual)> _sizes;

    /// <summary>Makes a snapshot.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="priorities">Its priorities.</param>
    /// <param name="measures">Its measures.</param>
    /// <param name="register">The register of its jurisdiction.</param>
    /// <param name="position">The feed's position that this state holds at least.</param>
    public PlanSnapshot(
        PlanView plan, ImmutableArray<PriorityView> priorities, IEnumerable<MeasureView> measures, RegisterSnapshot register, long position)
    {
        Plan = plan;
        Priorities = priorities;
        Register = register;
        Position = position;
        Measures = [.. measures.OrderBy(measure => measure.Definition.Order).ThenBy(measure => measure.Definition.Number, MeasureNumber.Order)];
        _byId = Measures.ToDictionary(measure => measure.Id, StringComparer.Ordinal);
        // The number it first had is a former one at the latest.
        _idByNumber = Measures.Select(measure => (number: measure.Id, measure.Id))
            .Concat(Measures.SelectMany(measure => measure.Definition.FormerNumbers.Select(number => (number, measure.Id))))
            .Concat(Measures.Select(measure => (number: measure.Definition.Number, measure.Id)))
            .GroupBy(named => named.number, StringComparer.Ordinal)
            // Current numbers come last above, and win over former ones.
            .ToDictionary(named => named.Key, named => named.Last().Id, StringComparer.Ordinal);
        _referencedBy = new(() => Measures.SelectMany(measure => measure.Definition.References.Select(id => (id, measure)))
            .ToLookup(reference => reference.id, reference => reference.measure, StringComparer.Ordinal));
        _byAgency = new(() => Measures.SelectMany(measure => measure.Assignments)
            .ToLookup(assignment => assignment.Agency, StringComparer.Ordinal));
        _root = new(() => Grains.History.HistoryRoot.Of(Chains.Select(chain => (chain.Key, chain.Head))));
        _sizes = new(() => (PlanSizes.Longest(this), PlanSizes.Usual(this)));
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
    }

    /// <summary>The plan.</summary>
    public PlanView Plan { get; }

    /// <summary>Its priorities in order.</summary>
    public ImmutableArray<PriorityView> Priorities { get; }

    /// <summary>Its measures in order.</summary>
    public ImmutableArray<MeasureView> Measures { get; }

    /// <summary>The register of its jurisdiction.</summary>
    public RegisterSnapshot Register { get; }

    /// <summary>The feed's position that this state holds at least.</summary>
    public long Position { get; }

    /// <summary>The plan's time zone.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>The ends of all chains of public changes: keys, whose they are, and the ends, in ordinal order of the keys.</summary>
    public IEnumerable<(string Key, string Measure, string? Agency, ChainHead Head)> Chains => Measures
        .SelectMany(measure => measure.Assignments
            .Select(assignment => (
                Key: GrainKeys.Assignment(Plan.Key, measure.Id, assignment.Agency), Measure: measure.Id, Agency: (string?)assignment.Agency, Head: assignment.History))
            .Prepend((Key: GrainKeys.Measure(Plan.Key, measure.Id), Measure: measure.Id, Agency: null, Head: measure.History)))
        .Where(chain => chain.Head is not null)
        .Select(chain => (chain.Key, chain.Measure, chain.Agency, chain.Head!.Value))
        .OrderBy(chain => chain.Key, StringComparer.Ordinal);

    /// <summary>The Merkle root over the ends of all chains.</summary>
    public string HistoryRoot => _root.Value;

    /// <summary>How long its lists are: the longest of each kind, and the average.</summary>
    public (PlanSizes Longest, PlanSizes Usual) Sizes => _sizes.Value;

    /// <summary>A measure by its id.</summary>
    public MeasureView? Measure(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The id of the measure that has this number now or, where none has, had it before.</summary>
    public string? IdOf(string number) => _idByNumber.GetValueOrDefault(number.Trim().TrimEnd('.'));

    /// <summary>
    /// The id of the measure that a period's document means by a number: the same as when it was imported before, also where the number
    /// was given to another one since.
    /// </summary>
    public string? IdOf(string number, string period) =>
        Measures.FirstOrDefault(measure => measure.Definition.Rows.GetValueOrDefault(period)?.Number.Trim().TrimEnd('.') == number)?.Id ?? IdOf(number);

    /// <summary>Measures whose reports point to a measure.</summary>
    public IEnumerable<MeasureView> ReferencesTo(string id) => _referencedBy.Value[id];

    /// <summary>An agency's assignments in the order of the plan.</summary>
    public IEnumerable<AssignmentSummary> AssignmentsOf(string agency) => _byAgency.Value[agency];

    /// <summary>Keys of the agencies that take part in the plan.</summary>
    public IEnumerable<string> Agencies => _byAgency.Value.Select(agency => agency.Key);

    /// <summary>A priority by its number.</summary>
    public PriorityView? Priority(int number) => Priorities.FirstOrDefault(priority => priority.Number == number);

    /// <summary>The day in the plan's time zone.</summary>
    public DateOnly Today(TimeProvider time) => Day(time.GetUtcNow());

    /// <summary>The day of a moment in the plan's time zone.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZone).DateTime);

    /// <summary>The same plan with newer measures.</summary>
    public PlanSnapshot With(IReadOnlyCollection<MeasureView> newer, long position)
    {
        var ids = newer.Select(measure => measure.Id).ToHashSet(StringComparer.Ordinal);
        return new(Plan, Priorities, [.. Measures.Where(measure => !ids.Contains(measure.Id)), .. newer], Register, position);
    }
}
