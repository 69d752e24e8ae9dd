using GraphQL;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Grains;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Schema.Plans;

/// <summary>Measures counted: histograms and named fractions, never averages.</summary>
[Name("Summary")]
public sealed class SummaryObject(Summary summary, DateTimeOffset asOf, int planVersion)
{
    /// <summary>How many measures were counted; an agency's measure counts once a role.</summary>
    public int Total => summary.Total;

    /// <summary>Measures by verdict, timeliness and role.</summary>
    public IEnumerable<SummaryCellObject> Cells() => summary.Cells.Select(cell => new SummaryCellObject(cell));

    /// <summary>Measures by verdict; every verdict is listed, those that no measure has with 0.</summary>
    public IEnumerable<StatusCountObject> ByStatus() => Enum.GetValues<MeasureStatus>().Select(status => new StatusCountObject(
        status, summary.Cells.Where(cell => cell.Status == status).Sum(cell => cell.Count)));

    /// <summary>Implemented measures of those whose deadline has passed; withdrawn ones are out.</summary>
    public FractionObject ImplementedOfDue => new(summary.ImplementedOfDue);

    /// <summary>Implemented measures of all; withdrawn ones are out.</summary>
    public FractionObject ImplementedOfAll => new(summary.ImplementedOfAll);

    /// <summary>Reports received of those expected, bodies included that are only recommended.</summary>
    public FractionObject ReportingCoverage => new(summary.ReportingCoverage);

    /// <summary>Reports received of those expected from bodies that are ordered, not asked.</summary>
    public FractionObject BindingCoverage => new(summary.BindingCoverage);

    /// <summary>Reports that nobody was obliged to give; in no fraction.</summary>
    public int VoluntaryReports => summary.VoluntaryReports;

    /// <summary>Measures overdue of those that have a deadline.</summary>
    public FractionObject Overdue => new(summary.Overdue);

    /// <summary>The moment for which the figures hold.</summary>
    public DateTimeOffset AsOf => asOf;

    /// <summary>The plan's version for which the figures hold: the one asked for, or the one that there was then.</summary>
    public int PlanVersion => planVersion;

    /// <summary>A histogram as it reads now, or as it read at a past moment.</summary>
    /// <param name="scope">The plan.</param>
    /// <param name="now">Gives what is known now, of a version.</param>
    /// <param name="past">Gives what was known at the end of a past minute, of a version.</param>
    /// <param name="asked">Of when, of which version, of which reports.</param>
    internal static async Task<SummaryObject> Of(
        PlanScope scope,
        Func<int?, Task<Histogram>> now,
        Func<DateTimeOffset, int?, Task<KnownHistogram>> past,
        SummaryOf asked)
    {
        var plan = scope.From.Grains.GetGrain<IPlanGrain>(GrainKeys.Plan(scope.Key));
        if (asked.PlanVersion is { } version)
        {
            await CheckVersion(version);
        }

        var time = scope.From.Time.GetUtcNow();
        if (asked.AsOf is not { } then || then >= time)
        {
            return new(Summary.Of(await now(asked.PlanVersion), scope.Today, asked.Period), time, asked.PlanVersion ?? scope.Snapshot.Plan.Version);
        }

        var known = await past(then, asked.PlanVersion);
        return new(
            Summary.Of(known.Histogram, scope.Snapshot.Day(then), asked.Period),
            then,
            known.PlanVersion ?? (await plan.At(then, asked.PlanVersion)).PlanVersion ?? scope.Snapshot.Plan.Version);

        async Task CheckVersion(int version)
        {
            // The plan may be newer than what this gateway has seen of it.
            var newest = version <= scope.Snapshot.Plan.Version ? scope.Snapshot.Plan.Version : (await plan.View())?.Version ?? 0;
            if (version < 1 || version > newest)
            {
                throw RequestErrors.BadUserInput($"The plan has no version {version}; it has the versions 1 to {newest}.");
            }
        }
    }
}

/// <summary>Which figures are asked for.</summary>
/// <param name="Period">Only this period's reports; null for all.</param>
/// <param name="AsOf">The past moment; null, and anything in the future, for now.</param>
/// <param name="PlanVersion">The plan as it stood in this version; null for the plan as it is, or was then.</param>
internal readonly record struct SummaryOf(string? Period, DateTimeOffset? AsOf, int? PlanVersion);

/// <summary>Measures of one verdict, timeliness and role.</summary>
[Name("SummaryCell")]
public sealed class SummaryCellObject(SummaryCell cell)
{
    /// <summary>The verdict.</summary>
    public MeasureStatus Status => cell.Status;

    /// <summary>How they stand against their deadlines.</summary>
    public Timeliness Timeliness => cell.Timeliness;

    /// <summary>The agency's role, in an agency's summary; null elsewhere.</summary>
    public ExecutorRole? Role => cell.Role;

    /// <summary>How many measures.</summary>
    public int Count => cell.Count;
}

/// <summary>Measures of one verdict.</summary>
[Name("StatusCount")]
public sealed class StatusCountObject(MeasureStatus status, int count)
{
    /// <summary>The verdict.</summary>
    public MeasureStatus Status => status;

    /// <summary>How many measures.</summary>
    public int Count => count;
}

/// <summary>A named fraction.</summary>
[Name("Fraction")]
public sealed class FractionObject(Fraction fraction)
{
    /// <summary>How many fit.</summary>
    public int Numerator => fraction.Numerator;

    /// <summary>Of how many.</summary>
    public int Denominator => fraction.Denominator;

    /// <summary>Numerator by denominator; null where the denominator is 0.</summary>
    public double? Value => fraction.Value;
}
