using GraphQL;
using NapGrains.Gateway.Pages.Wordings;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Notices;

namespace NapGrains.Gateway.Schema.Notices;

/// <summary>Something that an agency should know.</summary>
[Name("Notice")]
public sealed class NoticeObject(PlanScope scope, string agency, Notice notice)
{
    private PlanChange Change => notice.Change;

    internal string Key => NoticeLists.Key(agency, notice.Number);

    /// <summary>Its place among the agency's notices, from 1; every delivery carries it, so that repeats are recognised.</summary>
    public int Number => (int)notice.Number;

    /// <summary>When it happened.</summary>
    public DateTimeOffset At => Change.At;

    /// <summary>The plan it is about.</summary>
    public PlanNode Plan() => scope.Plan();

    /// <summary>What happened.</summary>
    public PlanEventKind Kind => Change.Kind;

    /// <summary>The measure it is about; null where it is about a whole period.</summary>
    public MeasureNode? Measure() => scope.Measure(Change.Measure);

    /// <summary>The reporting period it is about.</summary>
    public string? Period => Change.Period;

    /// <summary>The former value, e.g. a verdict or the state of a report.</summary>
    public string? From => Change.From;

    /// <summary>The new value.</summary>
    public string? To => Change.To;

    /// <summary>Why, in the words of whoever decided it; null where no reason belongs to it.</summary>
    public string? Reason => Change.Reason;

    /// <summary>What happened, in one sentence.</summary>
    /// <param name="language">BCP 47 tag, `az` or `en`; `az` by default.</param>
    public string Summary(string? language = null)
    {
        var words = Wording.In(language);
        var told = words.Tell(Change, scope.Agency(Change.Agency ?? agency).Name(words.Language), scope.Snapshot.TimeZone);
        return Change.Measure is { } id ? $"{words.Measure} {scope.Snapshot.Measure(id)?.Definition.Number ?? id}: {told}" : told;
    }

    /// <summary>How it was delivered outside of this queue; empty where no delivery is configured, or none has succeeded yet.</summary>
    public IEnumerable<NoticeDeliveryObject> Deliveries() => notice.Deliveries.Select(delivery => new NoticeDeliveryObject(delivery));
}

/// <summary>A delivery of a notice that was acknowledged.</summary>
[Name("NoticeDelivery")]
public sealed class NoticeDeliveryObject(NoticeDelivery delivery)
{
    /// <summary>By what: `smtp` or `webhook`.</summary>
    public string Channel => delivery.Channel;

    /// <summary>When the other side took it.</summary>
    public DateTimeOffset At => delivery.At;
}

/// <summary>A page of an agency's notices, oldest first.</summary>
[Name("NoticeConnection")]
public sealed class NoticeConnection(IReadOnlyList<(string, NoticeObject)> items, int total, bool hasBefore, bool hasAfter)
    : Connection<NoticeObject, NoticeEdge>(items, total, hasBefore, hasAfter)
{
    /// <inheritdoc/>
    protected override NoticeEdge Edge(NoticeObject node, string cursor) => new(node, cursor);
}

/// <summary>A notice in a list.</summary>
[Name("NoticeEdge")]
public sealed class NoticeEdge(NoticeObject node, string cursor) : Edge<NoticeObject>(node, cursor);
