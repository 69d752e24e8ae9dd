using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Scalars;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Schema.Events;

/// <summary>A public change of a plan, at its place in the plan's feed.</summary>
[Name("PlanEvent")]
public sealed class PlanEventObject(PlanScope scope, FeedEntry entry)
{
    private PlanChange Change => entry.Change;

    internal string Key => Cursor.ToString();

    /// <summary>Its place in the feed: subscribe after it to go on.</summary>
    public FeedCursor Cursor => new(scope.Key, entry.Position);

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset At => Change.At;

    /// <summary>What happened.</summary>
    public PlanEventKind Kind => Change.Kind;

    /// <summary>The measure it is about.</summary>
    public MeasureNode? Measure() => scope.Measure(Change.Measure);

    /// <summary>The agency it is about.</summary>
    public AgencyNode? Agency() => Change.Agency is { } agency ? scope.Agency(agency) : null;

    /// <summary>The priority it is about: that of its measure.</summary>
    public PriorityNode? Priority() =>
        (Change.Priority ?? PriorityOfMeasure()) is { } number && scope.Snapshot.Priority(number) is { } priority ? new(scope, priority) : null;

    /// <summary>The reporting period it is about.</summary>
    public string? Period => Change.Period;

    /// <summary>The former value, e.g. a verdict or the state of a report.</summary>
    public string? From => Change.From;

    /// <summary>The new value.</summary>
    public string? To => Change.To;

    /// <summary>Why, in the words of whoever decided it; null where no reason belongs to it.</summary>
    public string? Reason => Change.Reason;

    /// <summary>What happened, in one English sentence.</summary>
    public string Summary
    {
        get
        {
            var measure = Change.Measure is { } id ? $"Measure {scope.Snapshot.Measure(id)?.Definition.Number ?? id}" : "The plan";
            var agency = Change.Agency is { } key ? scope.Agency(key).Name("en") : "an agency";
            return Change.Kind switch
            {
                PlanEventKind.ReportSubmitted => $"{measure}: {agency} handed in its report for {Period}.",
                PlanEventKind.ReportAccepted => $"{measure}: the report of {agency} for {Period} was published.",
                PlanEventKind.VerdictGiven => $"{measure}: verdict {To}, formerly {From}.",
                PlanEventKind.MeasureChanged => $"{measure}: its data changed.",
                PlanEventKind.AssignmentChanged => $"{measure}: the part of {agency} changed.",
                PlanEventKind.ReportReturned => $"{measure}: the report of {agency} for {Period} was sent back.",
                PlanEventKind.PeriodOpened => $"{measure}: the reporting period {Period} is open, reports are due {To}.",
                PlanEventKind.PeriodChanged => $"{measure}: reports for {Period} are due {To}, formerly {From}.",
                PlanEventKind.TimelinessChanged => Period is null
                    ? $"{measure}: its deadline is {To}, formerly {From}."
                    : $"{measure}: the report of {agency} for {Period} is {To}, formerly {From}.",
                PlanEventKind.MeasureAssessed => $"{measure}: independent assessment {To}, formerly {From ?? "none"}.",
                PlanEventKind.ReportRedacted => $"{measure}: texts were taken out of the report of {agency} for {Period}.",
                PlanEventKind.MembersNamed => $"{measure}: the members of {agency} were named.",
                PlanEventKind.PlanAmended => $"{measure}: an amendment made it version {To}.",
                PlanEventKind.MeasureAdded => $"{measure}: an amendment added it.",
                PlanEventKind.MeasureReworded => $"{measure}: an amendment worded it otherwise.",
                PlanEventKind.MeasureRenumbered => $"{measure}: an amendment made {From} the measure {To}.",
                PlanEventKind.MeasureWithdrawn => $"{measure}: an amendment withdrew it.",
                PlanEventKind.MeasureReassigned => $"{measure}: an amendment charged other bodies with it.",
                PlanEventKind.DeadlineChanged => $"{measure}: an amendment made it due {To ?? "without a date"}, formerly {From ?? "without a date"}.",
                _ => $"{measure}: an import made it version {To}.",
            };
        }
    }

    internal bool Fits(PlanEventFilter? filter) => filter is null || (
        (filter.Kinds is null || filter.Kinds.Contains(Change.Kind))
        && (filter.Agencies is null || (Change.Agency is { } agency && filter.Agencies.Contains(agency)))
        && (filter.Measures is null || (Change.Measure is { } measure
            && filter.Measures.Any(number => (scope.Snapshot.IdOf(number) ?? number) == measure)))
        && (filter.Priorities is null || ((Change.Priority ?? PriorityOfMeasure()) is { } priority && filter.Priorities.Contains(priority))));

    private int? PriorityOfMeasure() => Change.Measure is { } id ? scope.Snapshot.Measure(id)?.Definition.Priority : null;
}

/// <summary>Which events to send: all conditions that are given must hold.</summary>
[Name("PlanEventFilter")]
public sealed record PlanEventFilter
{
    /// <summary>Numbers of measures.</summary>
    public IReadOnlyList<string>? Measures { get; init; }

    /// <summary>Keys of agencies.</summary>
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>Numbers of priorities.</summary>
    public IReadOnlyList<int>? Priorities { get; init; }

    /// <summary>Kinds of events.</summary>
    public IReadOnlyList<PlanEventKind>? Kinds { get; init; }
}

/// <summary>A page of a plan's feed.</summary>
[Name("PlanEventConnection")]
public sealed class PlanEventConnection(IReadOnlyList<PlanEventObject> items, int total, bool hasBefore, bool hasAfter)
{
    /// <summary>The events of the page, each with its cursor.</summary>
    public IEnumerable<PlanEventEdge> Edges() => items.Select(item => new PlanEventEdge(item));

    /// <summary>The events of the page.</summary>
    public IEnumerable<PlanEventObject> Nodes() => items;

    /// <summary>Where the page stands in the feed.</summary>
    public PageInfo PageInfo() => new(hasAfter, hasBefore, items.Count == 0 ? null : items[0].Key, items.Count == 0 ? null : items[^1].Key);

    /// <summary>How many events the feed has.</summary>
    public int TotalCount => total;
}

/// <summary>An event in a list.</summary>
[Name("PlanEventEdge")]
public sealed class PlanEventEdge(PlanEventObject node)
{
    /// <summary>The event.</summary>
    public PlanEventObject Node => node;

    /// <summary>Its place in the feed; send it as `after`.</summary>
    public FeedCursor Cursor => node.Cursor;
}
