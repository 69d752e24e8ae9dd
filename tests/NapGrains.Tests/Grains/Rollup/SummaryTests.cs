using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>Every percentage is a named fraction, and an empty denominator is null.</summary>
public sealed class SummaryTests
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly DateOnly Past = new(2024, 12, 31);
    private static readonly DateOnly Future = new(2026, 12, 31);

    [Fact]
    public void Of_nothing_every_fraction_is_null()
    {
        var summary = Summary.Of(Histogram.Empty, Today, null);
        Assert.All(
            [summary.ImplementedOfAll, summary.ImplementedOfDue, summary.ReportingCoverage, summary.BindingCoverage, summary.Overdue],
            fraction => Assert.Null(fraction.Value));
    }

    [Fact]
    public void Undated_measures_alone_leave_due_and_overdue_without_a_denominator()
    {
        var summary = Of(Measure(MeasureStatus.Implemented, null));
        Assert.Equal(1, summary.ImplementedOfAll.Value);
        Assert.Null(summary.ImplementedOfDue.Value);
        Assert.Null(summary.Overdue.Value);
    }

    [Fact]
    public void Only_measures_whose_deadline_has_passed_are_due() =>
        Assert.Equal(new Fraction(1, 2), Of(
            Measure(MeasureStatus.Implemented, Past), Measure(MeasureStatus.InProgress, Past), Measure(MeasureStatus.Implemented, Future)).ImplementedOfDue);

    [Fact]
    public void Withdrawn_measures_are_in_the_total_and_out_of_every_fraction()
    {
        var summary = Of(Measure(MeasureStatus.Withdrawn, Past), Measure(MeasureStatus.InProgress, Past));
        Assert.Equal(2, summary.Total);
        Assert.Equal(new Fraction(0, 1), summary.ImplementedOfDue);
        Assert.Equal(new Fraction(0, 1), summary.ImplementedOfAll);
        Assert.Equal(new Fraction(1, 1), summary.Overdue);
    }

    [Fact]
    public void Partially_implemented_does_not_count_as_implemented() =>
        Assert.Equal(new Fraction(0, 1), Of(Measure(MeasureStatus.PartiallyImplemented, Past)).ImplementedOfDue);

    [Fact]
    public void Overdue_is_of_all_dated_measures() =>
        Assert.Equal(new Fraction(1, 2), Of(
            Measure(MeasureStatus.InProgress, Past), Measure(MeasureStatus.InProgress, Future), Measure(MeasureStatus.InProgress, null)).Overdue);

    [Fact]
    public void Coverage_is_that_of_the_period_asked_for()
    {
        var histogram = Histogram.Of(
            default, null, ImmutableDictionary<string, Coverage>.Empty.Add("2022", new(3, 2, 2, 1, 4)).Add("2023", new(5, 0, 5, 0, 0)));
        var summary = Summary.Of(histogram, Today, "2022");
        Assert.Equal(
            (new Fraction(2, 3), new Fraction(1, 2), 4), (summary.ReportingCoverage, summary.BindingCoverage, summary.VoluntaryReports));
        Assert.Equal(new Fraction(2, 8), Summary.Of(histogram, Today, null).ReportingCoverage);
        Assert.Null(Summary.Of(histogram, Today, "2024").ReportingCoverage.Value);
    }

    [Fact]
    public void Cells_that_read_alike_today_are_one_cell()
    {
        var summary = Of(Measure(MeasureStatus.InProgress, Past), Measure(MeasureStatus.InProgress, Past.AddDays(-1)));
        Assert.Equal([new SummaryCell(MeasureStatus.InProgress, Timeliness.Overdue, null, 2)], summary.Cells);
    }

    [Fact]
    public void One_role_leaves_the_others_out()
    {
        var agency = new AgencyPlan(
            [],
            ImmutableSortedDictionary<ExecutorRole, Histogram>.Empty
                .Add(ExecutorRole.Lead, In(ExecutorRole.Lead, new(1, 1, 1, 1, 0)))
                .Add(ExecutorRole.Other, In(ExecutorRole.Other, new(1, 0, 1, 0, 0))),
            ImmutableSortedDictionary<int, ImmutableSortedDictionary<ExecutorRole, Histogram>>.Empty);
        Assert.Equal((1, new Fraction(1, 1)), Counted(ExecutorRole.Lead));
        Assert.Equal((1, new Fraction(0, 1)), Counted(ExecutorRole.Other));
        Assert.Equal((0, new Fraction(0, 0)), Counted(ExecutorRole.Reporter));
        Assert.Equal((2, new Fraction(1, 2)), Counted(null));

        static Histogram In(ExecutorRole role, Coverage coverage) =>
            Histogram.Of(Standing(MeasureStatus.InProgress, Past), role, [KeyValuePair.Create("2022", coverage)]);

        (int, Fraction) Counted(ExecutorRole? role) => Summary.Of(agency.Histogram(role), Today, null) is var summary ? (summary.Total, summary.ReportingCoverage) : default;
    }

    private static Summary Of(params Histogram[] measures) => Summary.Of(Histogram.Sum(measures), Today, null);

    private static Histogram Measure(MeasureStatus status, DateOnly? due) => Histogram.Of(Standing(status, due), null, []);

    private static Standing Standing(MeasureStatus status, DateOnly? due) => new(status, null, due, null);
}
