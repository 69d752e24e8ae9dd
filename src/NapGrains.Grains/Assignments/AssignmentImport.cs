using System.Collections.Immutable;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;

namespace NapGrains.Grains.Assignments;

/// <summary>What one step of an operation makes of an assignment.</summary>
internal static class AssignmentImport
{
    /// <param name="state">What is held.</param>
    /// <param name="patch">What is said.</param>
    /// <param name="older">Texts of the patch's periods whose newest revision does not stand in the assignment's row.</param>
    /// <param name="measure">Id of the measure.</param>
    /// <param name="agency">Key of the agency.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="now">Recorded time.</param>
    /// <returns>The next state, what it did, and the texts that give way to others and need rows of their own before it is written.</returns>
    public static (AssignmentState State, StepOutcome Outcome, ImmutableArray<HeldContent> Superseded) Apply(
        AssignmentState state,
        AssignmentPatch patch,
        IReadOnlyDictionary<string, HeldContent> older,
        string measure,
        string agency,
        By by,
        DateTimeOffset now)
    {
        var merge = new ShippedData(patch.Shipped is not null);
        var before = patch.Shipped is null ? null : state.Shipped;
        var isNew = state.Outbox.Outlets.IsEmpty;
        var held = state with { Former = isNew && !patch.Former.IsDefaultOrEmpty ? patch.Former : state.Former };
        if (patch.Amendment is { } amendment)
        {
            var (from, to) = (RoleOf(isNew ? null : state.Role, state.Duty), RoleOf(patch.Role ?? state.Role, patch.Duty ?? state.Duty));
            held = held.Amend(amendment, new(PlanEventKind.PlanAmended, now, measure, agency, From: from, To: to, Reason: amendment.Reason), by);
        }

        var next = held with
        {
            Role = merge.Merge("role", isNew ? null : state.Role, before?.Role, patch.Role) ?? state.Role,
            Duty = merge.Merge("duty", isNew ? null : state.Duty, before?.Duty, patch.Duty) ?? state.Duty,
            Recommended = Flag("recommended", state.Recommended, before?.Recommended, patch.Recommended),
            Collective = Flag("collective", state.Collective, before?.Collective, patch.Collective),
            Wording = merge.Merge("wording", state.Wording, before?.Wording, patch.Wording),
            Order = merge.Merge("order", state.Order == int.MaxValue ? null : state.Order, before?.Order, patch.Order) ?? state.Order,
            // Who has another duty now is no member any more.
            MemberOf = patch.Duty is null ? state.MemberOf : patch.MemberOf,
        };
        if (next.Duty == Duty.Voluntary && state.Duty != Duty.Voluntary)
        {
            next = next.Excuse(next.Periods.Keys);
        }

        next = patch.Opens.Where(opened => opened.Value).Aggregate(next, (asked, opened) => asked.Ask(opened.Key));
        next = patch.Closes.IsDefaultOrEmpty ? next : next.Excuse(patch.Closes);
        var changes = ImmutableArray.CreateBuilder<(PlanChange Change, HeldContent? Content)>();
        if (isNew || !ShippedData.Same(state.Definition(), next.Definition()))
        {
            changes.Add((new(PlanEventKind.AssignmentChanged, now, measure, agency), null));
        }

        if (!isNew)
        {
            // What is public of it: who has begun a draft is asked, and no longer asked, before everybody's eyes like the others.
            changes.AddRange(next.Periods.Where(period => PublicState(next, period.Key) != PublicState(state, period.Key)).Select(period => (
                new PlanChange(
                    PlanEventKind.AssignmentChanged, now, measure, agency, Period: period.Key,
                    From: GraphNames.Of(PublicState(state, period.Key)),
                    To: GraphNames.Of(PublicState(next, period.Key))),
                (HeldContent?)null)));
        }

        var superseded = ImmutableArray.CreateBuilder<HeldContent>();
        foreach (var (period, content) in patch.Reports)
        {
            var current = Held(next, period) ?? older.GetValueOrDefault(period);
            var published = patch.Shipped is null
                ? Publish(next, period, content, current, patch.Filings.GetValueOrDefault(period) ?? Filing.Unknown)
                : Overlay(next, period, content, current, merge);
            if (next.Newest is { } given && (given.Period, given.Revision) != (published.Newest!.Period, published.Newest.Revision))
            {
                superseded.Add(given);
            }

            if (!ReferenceEquals(published, next) && !ShippedData.Same(Public(published, period), Public(next, period)))
            {
                changes.Add((
                    new(
                        PlanEventKind.ReportAccepted, now, measure, agency, Period: period,
                        From: GraphNames.Of(PublicState(next, period)),
                        To: GraphNames.Of(ReportState.Accepted)),
                    published.Newest));
            }

            next = published;
        }

        if (patch.Shipped is not null)
        {
            // Only what steers the next merge is kept; reports are known by their digests.
            var shipped = patch with { Reports = patch.Reports.Clear(), Filings = patch.Filings.Clear() };
            next = ShippedData.Same(state.Shipped, shipped) ? next : next with { Shipped = shipped };
        }

        var warnings = merge.Warnings.Select(warning => $"measure {measure}, {agency}: {warning}").ToImmutableArray();
        if (changes.Count == 0)
        {
            return (ShippedData.Same(next, state) ? state : next, new(false, warnings), superseded.ToImmutable());
        }

        var told = changes.Aggregate(next, (told, change) => told.Tell(change.Change, by, change.Content));
        return (
            // What is taken over tells already how the assignment came to be what it is; if it tells something else, it is left.
            state.History.Length == 0 && Chain.Adopt(patch.History) is { } chain && Tells(patch.History, next, changes.Select(change => change.Content))
                ? told with { Links = chain }
                : told,
            new(true, warnings),
            superseded.ToImmutable());

        // A flag that was not said is false, so that is what the file before this one said of it.
        bool Flag(string what, bool held, bool? before, bool? now) =>
            merge.Merge<bool?>(what, isNew ? null : held, state.Shipped is null || patch.Shipped is null ? null : before ?? false, now) ?? held;
    }

    /// <summary>A role that has a duty; null for none.</summary>
    private static string? RoleOf(ExecutorRole? role, Duty duty) => role is null || duty == Duty.Voluntary ? null : GraphNames.Of(role);

    private static ReportState PublicState(AssignmentState state, string period) =>
        state.Periods.GetValueOrDefault(period)?.Public(period).State ?? ReportState.NotRequested;

    private static bool Tells(ImmutableArray<HeldLink> history, AssignmentState state, IEnumerable<HeldContent?> published) =>
        AssignmentVerification.DefinitionIn(state, history) is null
        && published.OfType<HeldContent>().All(content => history.LastOrDefault(held =>
            (held.Link.Period, held.Link.Revision) == (content.Period, content.Revision))?.Link.Content == content.Digest());

    private static object Public(AssignmentState state, string period) => new { state.Periods.GetValueOrDefault(period)?.Accepted, state.Newest };

    /// <summary>Takes a published report as it is; the same one again changes nothing.</summary>
    private static AssignmentState Publish(
        AssignmentState state,
        string period,
        ReportContent content,
        HeldContent? newest,
        Filing filing)
    {
        var current = newest?.Content;
        var held = state.Periods.GetValueOrDefault(period) ?? PeriodReport.Opened(false);
        var digest = RecentOperations.Digest(content);
        if (held.Imported == digest)
        {
            return state;
        }

        // What was handed in and not taken is nobody's to publish with other words.
        var published = held.Accepted is not null && held.Accepted.Number == held.Latest?.Number ? current : null;
        content = content with
        {
            Parts = [.. content.Parts.Select(part => part with { Summaries = part.Summaries ?? SummariesAt(published, part.Position) })],
            Figures = content.Figures.IsEmpty && published is not null ? published.Figures : content.Figures,
        };

        // A report of which only our summary was held gets its words; that is no new revision of its agency.
        var inPlace = current is not null && (IsOurs(held, current) || ShippedData.Same(current, content));
        var number = inPlace ? held.Latest!.Number : Math.Max(held.Number + 1, filing.Revision ?? 0);
        var submitted = filing.SubmittedAt ?? (inPlace ? held.Latest!.Submitted : null);
        var head = RevisionHead.Of(number, content, filing.Extraordinary || (inPlace && held.Latest!.Extraordinary), submitted);
        return Accepted(
            state, period, head, content, inPlace ? newest!.Previous : held.Latest?.Number, digest, held.Received ?? filing.ReceivedAt ?? submitted,
            filing.Redacted);
    }

    /// <summary>Adds the shipped summaries and figures to what is held; an agency's own words are never touched.</summary>
    private static AssignmentState Overlay(
        AssignmentState state, string period, ReportContent content, HeldContent? newest, ShippedData merge)
    {
        var current = newest?.Content;
        var digest = RecentOperations.Digest(content);
        if (state.ShippedReports.GetValueOrDefault(period) == digest)
        {
            return state;
        }

        state = state with { ShippedReports = state.ShippedReports.SetItem(period, digest) };
        if (state.Periods.GetValueOrDefault(period)?.Latest is not { } latest)
        {
            return Accepted(state, period, RevisionHead.Of(1, content, false, null), content, null, null, null);
        }

        var held = state.Periods[period];
        if (current is null || held.Accepted?.Number != latest.Number)
        {
            merge.Keep($"the report of {period}");
            return state;
        }

        var overlaid = current with
        {
            Parts = [.. current.Parts.Select(part => part with { Summaries = SummariesAt(content, part.Position) ?? part.Summaries })],
            Figures = IsOurs(held, current) || held.Imported is not null ? content.Figures : current.Figures,
        };
        return ShippedData.Same(overlaid, current)
            ? state
            : Accepted(
                state, period, RevisionHead.Of(latest.Number, overlaid, latest.Extraordinary, latest.Submitted), overlaid, newest!.Previous, held.Imported,
                held.Received);
    }

    /// <summary>Whether a report holds nothing but what was shipped: nobody handed it in, and it has no words of its agency.</summary>
    private static bool IsOurs(PeriodReport held, ReportContent current) =>
        held is { Imported: null, Latest.Submitted: null } && current.Parts.All(part => part.Texts is null);

    /// <summary>The revision is the published one from now on; what somebody has begun stays begun.</summary>
    private static AssignmentState Accepted(
        AssignmentState state,
        string period,
        RevisionHead head,
        ReportContent content,
        int? previous,
        string? imported,
        DateTimeOffset? received,
        Redaction? redacted = null) => state with
        {
            Periods = state.Periods.SetItem(
                period,
                new(ReportState.Accepted, head, head, imported, state.Periods.GetValueOrDefault(period)?.Draft, Received: received)),
            Newest = new(period, head.Number, content, head.Submitted, true, previous, head.Extraordinary, redacted),
        };

    /// <summary>The texts of the period's newest revision, where they still stand in the assignment's row.</summary>
    private static HeldContent? Held(AssignmentState state, string period) =>
        state.Newest is { } newest && newest.Period == period && newest.Revision == state.Periods.GetValueOrDefault(period)?.Latest?.Number
            ? newest
            : null;

    private static Texts? SummariesAt(ReportContent? content, int? position) =>
        position is null ? null : content?.Parts.FirstOrDefault(part => part.Position == position)?.Summaries;
}
