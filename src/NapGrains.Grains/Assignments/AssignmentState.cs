using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;

namespace NapGrains.Grains.Assignments;

/// <summary>One revision of a report without its texts.</summary>
internal sealed record RevisionHead(
    int Number,
    Claim? Claim,
    bool Nil,
    bool Extraordinary,
    DateTimeOffset? Submitted,
    int? Position,
    ImmutableArray<Figure> Figures,
    ImmutableArray<string> References)
{
    public static RevisionHead Of(int number, ReportContent content, bool extraordinary, DateTimeOffset? submitted) => new(
        number, content.Claim, content.Nil, extraordinary, submitted, content.Position, content.Figures, content.References);
}

/// <summary>What is begun and not handed in yet; it takes the number of the revision that it will be.</summary>
internal sealed record HeldDraft(int Number, ReportContent Content);

/// <summary>One period's report.</summary>
/// <param name="State">Its state.</param>
/// <param name="Latest">The newest revision that was handed in.</param>
/// <param name="Accepted">The published revision.</param>
/// <param name="Imported">Digest of the content last imported, so that the same import again changes nothing.</param>
/// <param name="Draft">What is begun after that revision.</param>
/// <param name="ReturnReason">Why the newest revision was sent back.</param>
/// <param name="Received">
/// When the report came that stands, by which it is on time or late: a later revision of it changes nothing, one that was sent
/// back does not stand. Null where that is not known.
/// </param>
/// <param name="Unasked">Whether nothing was asked of the agency when it began its draft: to everybody else nothing is asked still.</param>
internal sealed record PeriodReport(
    ReportState State,
    RevisionHead? Latest,
    RevisionHead? Accepted,
    string? Imported,
    HeldDraft? Draft = null,
    string? ReturnReason = null,
    DateTimeOffset? Received = null,
    bool Unasked = false)
{
    /// <summary>Number of the newest draft or revision; each save and each submission takes the next one.</summary>
    [JsonIgnore]
    public int Number => Math.Max(Draft?.Number ?? 0, Latest?.Number ?? 0);

    public static PeriodReport Opened(bool expected) =>
        new(expected ? ReportState.Expected : ReportState.NotRequested, null, null, null);

    /// <summary>As its agency and the secretariat see it: the draft, else the newest revision.</summary>
    public ReportHead Own(string period)
    {
        var shown = Draft is { } draft ? RevisionHead.Of(draft.Number, draft.Content, false, null) : Latest;
        return shown is null ? Public(period) : new(
            period, State, Latest is not null && State != ReportState.Returned, shown.Number, shown.Claim, shown.Nil, shown.Extraordinary,
            shown.Submitted, shown.Position, shown.Figures, shown.References, ReturnReason, Received);
    }

    /// <summary>As everybody sees it.</summary>
    public ReportHead Public(string period)
    {
        var shown = Accepted ?? (State == ReportState.Submitted ? Latest : null);
        var state = Accepted is not null ? ReportState.Accepted
            : State is ReportState.Draft && Unasked ? ReportState.NotRequested
            : State is ReportState.Draft or ReportState.Returned ? ReportState.Expected
            : State;
        return new(
            period,
            state,
            shown is not null,
            shown?.Number ?? 0,
            Accepted?.Claim,
            Accepted?.Nil ?? false,
            shown?.Extraordinary ?? false,
            shown?.Submitted,
            Accepted?.Position,
            Accepted?.Figures ?? [],
            Accepted?.References ?? [],
            ReceivedAt: shown is null ? null : Received);
    }
}

/// <summary>The texts of one revision; the newest one stands in the assignment's row, older ones in rows of their own.</summary>
/// <remarks><c>Previous</c> is the number of the revision before it, so that all are found without a list that grows.</remarks>
internal sealed record HeldContent(
    string Period,
    int Revision,
    ReportContent Content,
    DateTimeOffset? Submitted,
    bool Accepted,
    int? Previous = null,
    bool Extraordinary = false,
    Redaction? Redacted = null)
{
    /// <summary>Whether these are the texts of that revision.</summary>
    public bool Is(string period, int revision) => Period == period && Revision == revision;

    /// <summary>What the chain of changes remembers of it; of a redacted one, what it remembered before.</summary>
    public string Digest() => Redacted?.Digest ?? HistoryLink.Digest(new { Period, Revision, Extraordinary, Submitted, Content });

    /// <summary>The tombstone: what was claimed, and no words, links or numbers.</summary>
    public HeldContent Without(DateTimeOffset at, string reason) => this with
    {
        Content = new(Content.Claim, Content.Nil, [], null, [], [], []),
        Redacted = new(Digest(), at, reason),
    };
}

/// <summary>What a call answered, in as few words as it takes to answer it again: a row keeps up to 256 of them.</summary>
internal sealed record Answered(string Period, int Number, ReportState State, string? ReturnReason);

/// <summary>An agency's part of a measure, as stored.</summary>
internal sealed record AssignmentState(
    ExecutorRole Role,
    Duty Duty,
    bool Recommended,
    bool Collective,
    string? Wording,
    int Order,
    ImmutableSortedDictionary<string, PeriodReport> Periods,
    HeldContent? Newest,
    AssignmentPatch? Shipped,
    ImmutableSortedDictionary<string, string> ShippedReports,
    ImmutableArray<RecentOperation<Answered>> Recent,
    ImmutableArray<RecentOperation<StepOutcome>> Steps,
    Outbox Outbox,
    string? MemberOf = null,
    Chain? Links = null,
    long RecentClosed = 0,
    ImmutableArray<Unchanging<HeldContent>>? Unmoved = null,
    ImmutableArray<FormerPart>? Former = null) : IUpwardState<AssignmentState>
{
    public const string ToMeasure = "measure";
    public const string ToAgency = "agency";
    public const string ToNotices = "notices";

    /// <summary>An agency that has no part in the measure; one that reports all the same is a voluntary reporter.</summary>
    public static AssignmentState Empty { get; } = new(
        ExecutorRole.Reporter, Duty.Voluntary, false, false, null, int.MaxValue,
        ImmutableSortedDictionary.Create<string, PeriodReport>(StringComparer.Ordinal),
        null, null, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), [], [], Outbox.Empty);

    /// <summary>Texts that gave way to newer ones and do not stand in rows of their own yet.</summary>
    [JsonIgnore]
    public IEnumerable<HeldContent> Superseded => (Unmoved ?? []).Select(content => content.Value);

    /// <summary>The chain of its public changes; rows that were written before there were chains have none.</summary>
    [JsonIgnore]
    public Chain History => Links ?? Chain.Empty;

    public AssignmentState With(Outbox outbox) => this with { Outbox = outbox };

    /// <summary>Tells a public change to everybody above, and remembers it in the chain.</summary>
    public AssignmentState Tell(PlanChange change, By by, HeldContent? content = null) => this with
    {
        Links = History.Add(change, by, content?.Digest() ?? (change.Period is null ? HistoryLink.Digest(Definition()) : null), content?.Revision),
        Outbox = Outbox.Emit(ToMeasure, change).Raise(ToAgency),
    };

    /// <summary>The texts of a revision, where the row holds them.</summary>
    public HeldContent? Find(string period, int revision) => Newest is { } newest && newest.Is(period, revision)
        ? newest
        : Superseded.FirstOrDefault(content => content.Is(period, revision));

    /// <summary>Lets go of texts that stand in rows of their own.</summary>
    public AssignmentState LetGo(IReadOnlyCollection<HeldContent> moved) => this with
    {
        Unmoved = [.. (Unmoved ?? []).Where(held => !moved.Contains(held.Value))],
    };

    /// <summary>Keeps texts that give way to newer ones.</summary>
    public AssignmentState Supersede(params IEnumerable<HeldContent> contents) => this with
    {
        Unmoved = (Unmoved ?? []).AddRange(contents.Select(content => new Unchanging<HeldContent>(content))),
    };

    /// <summary>Sets other words in the place of a revision's, where the row holds them.</summary>
    public AssignmentState Replace(HeldContent content) => Newest is { } newest && newest.Is(content.Period, content.Revision)
        ? this with { Newest = content }
        : this with { Unmoved = [.. (Unmoved ?? []).Select(held => held.Value.Is(content.Period, content.Revision) ? new(content) : held)] };

    /// <summary>Sets a tombstone in the place of a revision, and takes the numbers that it stated out of its head too.</summary>
    public AssignmentState Redact(HeldContent tombstone)
    {
        var report = Periods[tombstone.Period];
        return Replace(tombstone) with
        {
            Periods = Periods.SetItem(tombstone.Period, report with { Latest = Without(report.Latest), Accepted = Without(report.Accepted) }),
        };

        RevisionHead? Without(RevisionHead? head) => head?.Number == tombstone.Revision
            ? RevisionHead.Of(tombstone.Revision, tombstone.Content, tombstone.Extraordinary, tombstone.Submitted)
            : head;
    }

    /// <summary>Notes on the period's published revision that it was published, before another one is.</summary>
    public AssignmentState NoteAccepted(string period) =>
        Periods.GetValueOrDefault(period)?.Accepted is { } accepted && Find(period, accepted.Number) is { Accepted: false } held
            ? Replace(held with { Accepted = true })
            : this;

    /// <summary>What the agency's part is, apart from its reports and its place among the others.</summary>
    public object Definition() => new { Role, Duty, Recommended, Collective, Wording, MemberOf, Former };

    /// <summary>
    /// What an amendment changes goes into the list of what was; the chain remembers the amendment, and whatever it changes is told
    /// after it.
    /// </summary>
    public AssignmentState Amend(Amendment amendment, PlanChange change, By by) => this with
    {
        Former = [.. Former ?? [], this.Part(amendment.Version - 1)],
        Links = History.Add(change, by, HistoryLink.Digest(amendment), text: JsonSerializer.Serialize(amendment, NapJson.Options)),
        // Who keeps its role is told by the measure what became of that; a body of bodies reads nothing.
        Outbox = change.From == change.To || Collective ? Outbox : Outbox.Emit(ToNotices, change),
    };

    /// <summary>Something is asked in a period from now on.</summary>
    public AssignmentState Ask(string period)
    {
        var held = Periods.GetValueOrDefault(period) ?? PeriodReport.Opened(false);
        return held.State == ReportState.NotRequested || held.Unasked
            ? this with
            {
                Periods = Periods.SetItem(period, held with
                {
                    State = held.State == ReportState.NotRequested ? ReportState.Expected : held.State,
                    Unasked = false,
                }),
            }
            : this;
    }

    /// <summary>Nothing is asked in some periods any more, where nothing was handed in; what is begun there stays begun.</summary>
    public AssignmentState Excuse(IEnumerable<string> periods) => this with
    {
        Periods = Periods.SetItems(periods.Where(Periods.ContainsKey).Select(period => KeyValuePair.Create(period, Periods[period]))
            .Where(period => period.Value is { State: ReportState.Expected or ReportState.Draft, Latest: null })
            .Select(period => KeyValuePair.Create(period.Key, period.Value.State == ReportState.Draft
                ? period.Value with { Unasked = true }
                : period.Value with { State = ReportState.NotRequested }))),
    };

    public AssignmentSummary Summary(string measure, string agency) => new(
        measure, agency, Role, Duty, Recommended, Collective, Wording, Order,
        // That a period is there, though nothing is asked and nothing came, would tell of a draft.
        Periods.Select(period => KeyValuePair.Create(period.Key, period.Value.Public(period.Key)))
            .Where(period => period.Value is not { State: ReportState.NotRequested, Revision: 0 })
            .ToImmutableSortedDictionary(StringComparer.Ordinal),
        History.End,
        MemberOf,
        Former ?? default);
}
