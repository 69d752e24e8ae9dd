using System.Collections.Immutable;
using NapGrains.Grains.Feed;

namespace NapGrains.Grains.Assignments;

/// <summary>What one step of an operation makes of an assignment.</summary>
internal static class AssignmentImport
{
    public static (AssignmentState State, StepOutcome Outcome) Apply(
        AssignmentState state, AssignmentPatch patch, string measure, string agency, DateTimeOffset now)
    {
        var merge = new ShippedData(patch.Shipped is not null);
        var before = patch.Shipped is null ? null : state.Shipped;
        var isNew = state.Outbox.Outlets.IsEmpty;
        var next = state with
        {
            Role = merge.Merge("role", isNew ? null : state.Role, before?.Role, patch.Role) ?? state.Role,
            Duty = merge.Merge("duty", isNew ? null : state.Duty, before?.Duty, patch.Duty) ?? state.Duty,
            Recommended = merge.Merge("recommended", isNew ? null : state.Recommended, before?.Recommended, patch.Recommended) ?? state.Recommended,
            Collective = patch.Collective ?? state.Collective,
            Wording = merge.Merge("wording", state.Wording, before?.Wording, patch.Wording),
            Order = patch.Order ?? state.Order,
        };
        foreach (var (period, expected) in patch.Opens)
        {
            if (!next.Periods.TryGetValue(period, out var held))
            {
                next = next with { Periods = next.Periods.SetItem(period, PeriodReport.Opened(expected)) };
            }
            else if (expected && held.State == ReportState.NotRequested)
            {
                next = next with { Periods = next.Periods.SetItem(period, held with { State = ReportState.Expected }) };
            }
        }

        var changes = ImmutableArray.CreateBuilder<PlanChange>();
        if (isNew || !ShippedData.Same(Definition(state), Definition(next)))
        {
            changes.Add(new(PlanEventKind.AssignmentChanged, now, measure, agency));
        }

        foreach (var (period, content) in patch.Reports)
        {
            var published = patch.Shipped is null ? Publish(next, period, content, patch.SubmittedAt) : Overlay(next, period, content, merge);
            if (!ReferenceEquals(published, next) && !ShippedData.Same(Public(published, period), Public(next, period)))
            {
                changes.Add(new(
                    PlanEventKind.ReportAccepted, now, measure, agency, Period: period,
                    From: GraphNames.Of(next.Periods.GetValueOrDefault(period)?.State ?? ReportState.NotRequested),
                    To: GraphNames.Of(ReportState.Accepted)));
            }

            next = published;
        }

        if (patch.Shipped is not null)
        {
            // Only what steers the next merge is kept; reports are known by their digests.
            var shipped = patch with { Reports = patch.Reports.Clear(), SubmittedAt = patch.SubmittedAt.Clear() };
            next = ShippedData.Same(state.Shipped, shipped) ? next : next with { Shipped = shipped };
        }

        var warnings = merge.Warnings.Select(warning => $"measure {measure}, {agency}: {warning}").ToImmutableArray();
        if (changes.Count == 0)
        {
            return (ShippedData.Same(next, state) ? state : next, new(false, warnings));
        }

        return (next with
        {
            Outbox = changes.Aggregate(next.Outbox, (outbox, change) => outbox.Emit(AssignmentState.ToMeasure, change))
                    .Raise(AssignmentState.ToAgency),
        }, new(true, warnings));
    }

    private static object Definition(AssignmentState state) => new
    {
        state.Role,
        state.Duty,
        state.Recommended,
        state.Collective,
        state.Wording,
        state.Order,
        Periods = state.Periods.Select(period => new { period.Key, period.Value.State }),
    };

    private static object Public(AssignmentState state, string period) => new { state.Periods.GetValueOrDefault(period)?.Accepted, state.Newest };

    /// <summary>Takes a published report as it is; the same one again changes nothing.</summary>
    private static AssignmentState Publish(
        AssignmentState state, string period, ReportContent content, ImmutableSortedDictionary<string, DateTimeOffset> submittedAt)
    {
        var held = state.Periods.GetValueOrDefault(period) ?? PeriodReport.Opened(false);
        var digest = RecentOperations.Digest(content);
        if (held.Imported == digest)
        {
            return state;
        }

        var current = Held(state, period);
        content = content with
        {
            Parts = [.. content.Parts.Select(part => part with { Summaries = part.Summaries ?? SummariesAt(current, part.Position) })],
            Figures = content.Figures.IsEmpty && current is not null ? current.Figures : content.Figures,
        };

        // A report of which only our summary was held gets its words; that is no new revision of its agency.
        var inPlace = current is not null
            && (current.Parts.All(part => part.Texts is null) || ShippedData.Same(current, content));
        var number = inPlace ? held.Latest!.Number : held.Number + 1;
        var submitted = submittedAt.TryGetValue(period, out var at) ? at : inPlace ? held.Latest!.Submitted : null;
        return Accepted(state, period, number, content, submitted, digest);
    }

    /// <summary>Adds the shipped summaries and figures to what is held; an agency's own words are never touched.</summary>
    private static AssignmentState Overlay(AssignmentState state, string period, ReportContent content, ShippedData merge)
    {
        var digest = RecentOperations.Digest(content);
        if (state.ShippedReports.GetValueOrDefault(period) == digest)
        {
            return state;
        }

        state = state with { ShippedReports = state.ShippedReports.SetItem(period, digest) };
        if (state.Periods.GetValueOrDefault(period)?.Latest is not { } latest)
        {
            return Accepted(state, period, 1, content, null, null);
        }

        if (Held(state, period) is not { } current || state.Periods[period].Accepted != latest)
        {
            merge.Keep($"the report of {period}");
            return state;
        }

        var overlaid = current with
        {
            Parts = [.. current.Parts.Select(part => part with { Summaries = SummariesAt(content, part.Position) ?? part.Summaries })],
            Figures = state.Periods[period].Imported is null && current.Parts.Any(part => part.Texts is not null) ? current.Figures : content.Figures,
        };
        return Accepted(state, period, latest.Number, overlaid, latest.Submitted, state.Periods[period].Imported);
    }

    private static AssignmentState Accepted(
        AssignmentState state, string period, int number, ReportContent content, DateTimeOffset? submitted, string? imported)
    {
        var head = RevisionHead.Of(number, content, false, submitted);
        return state with
        {
            Periods = state.Periods.SetItem(period, new(ReportState.Accepted, head, head, imported)),
            Newest = new(period, number, content, submitted, true, Previous(state, period, number)),
        };
    }

    private static int? Previous(AssignmentState state, string period, int number) =>
        state.Periods.GetValueOrDefault(period)?.Latest?.Number is { } latest
            ? latest == number ? state.Newest?.Previous : latest
            : null;

    /// <summary>The texts of the period's newest revision, where they still stand in the assignment's row.</summary>
    private static ReportContent? Held(AssignmentState state, string period) =>
        state.Newest is { } newest && newest.Period == period && newest.Revision == state.Periods.GetValueOrDefault(period)?.Latest?.Number
            ? newest.Content
            : null;

    private static Texts? SummariesAt(ReportContent? content, int? position) =>
        content?.Parts.FirstOrDefault(part => part.Position == position)?.Summaries;
}
