using System.Globalization;
using NapGrains.Grains;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>Timeliness is computed from dates: each boundary on the day before, on the day, and the day after.</summary>
public sealed class StandingTests
{
    private static readonly DateOnly Due = new(2024, 12, 31);
    private static readonly Standing Open = new(MeasureStatus.InProgress, new(2024, 1, 1), Due, null);

    [Theory]
    [InlineData("2023-12-31", Timeliness.NotYetOpen)]
    [InlineData("2024-01-01", Timeliness.Open)]
    [InlineData("2024-01-02", Timeliness.Open)]
    public void A_measure_opens_on_its_first_day(string today, Timeliness expected) => Assert.Equal(expected, Open.On(Day(today)));

    [Theory]
    [InlineData("2024-11-30", Timeliness.Open)]
    [InlineData("2024-12-01", Timeliness.DueSoon)]
    [InlineData("2024-12-02", Timeliness.DueSoon)]
    public void A_deadline_is_near_from_thirty_days_before_on(string today, Timeliness expected) =>
        Assert.Equal(expected, Open.On(Day(today)));

    [Theory]
    [InlineData("2024-12-30", Timeliness.DueSoon)]
    [InlineData("2024-12-31", Timeliness.DueSoon)]
    [InlineData("2025-01-01", Timeliness.Overdue)]
    public void A_measure_is_overdue_from_the_day_after_its_last_one(string today, Timeliness expected) =>
        Assert.Equal(expected, Open.On(Day(today)));

    [Theory]
    [InlineData("2024-12-30", Timeliness.OnTime)]
    [InlineData("2024-12-31", Timeliness.OnTime)]
    [InlineData("2025-01-01", Timeliness.Late)]
    public void What_is_done_by_its_last_day_is_on_time_for_ever(string done, Timeliness expected) =>
        Assert.Equal(expected, (Open with { Status = MeasureStatus.Implemented, Done = Day(done) }).On(new(2030, 1, 1)));

    [Theory]
    [InlineData(MeasureStatus.Unassessed)]
    [InlineData(MeasureStatus.Implemented)]
    [InlineData(MeasureStatus.NotImplemented)]
    public void A_measure_without_a_date_is_undated_whatever_its_verdict(MeasureStatus status) =>
        Assert.Equal(Timeliness.Undated, new Standing(status, null, null, null).On(new(2099, 1, 1)));

    [Theory]
    [InlineData("2024-12-31", false)]
    [InlineData("2025-01-01", true)]
    public void A_measure_is_due_when_its_last_day_is_over(string today, bool expected) => Assert.Equal(expected, Open.IsDue(Day(today)));

    [Fact]
    public void An_undated_measure_is_never_due() => Assert.False(new Standing(MeasureStatus.Unassessed, null, null, null).IsDue(DateOnly.MaxValue));

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
