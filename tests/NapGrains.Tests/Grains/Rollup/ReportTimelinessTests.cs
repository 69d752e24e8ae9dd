using NapGrains.Grains;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>A report stands against its period's dates; each boundary a tick before, at it, and a tick after.</summary>
public sealed class ReportTimelinessTests
{
    private static readonly DateTimeOffset Opens = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), Due = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Near = Due - TimeSpan.FromDays(30);

    public static TheoryData<DateTimeOffset, Timeliness> Awaited => new()
    {
        { Opens.AddTicks(-1), Timeliness.NotYetOpen }, { Opens, Timeliness.Open }, { Near.AddTicks(-1), Timeliness.Open }, { Near, Timeliness.DueSoon },
        { Due, Timeliness.DueSoon }, { Due.AddTicks(1), Timeliness.Overdue },
    };

    [Theory]
    [MemberData(nameof(Awaited))]
    public void A_report_that_is_awaited(DateTimeOffset now, Timeliness expected) =>
        Assert.Equal(expected, ReportTimeliness.Of(Opens, Due, Duty.Named, false, ReportState.Expected, false, null, now));

    [Fact]
    public void A_report_is_late_from_the_moment_after_it_was_due()
    {
        Assert.Equal(Timeliness.OnTime, Received(Due));
        Assert.Equal(Timeliness.Late, Received(Due.AddTicks(1)));
    }

    [Fact]
    public void A_report_of_which_nobody_knows_when_it_came_is_undated() => Assert.Equal(Timeliness.Undated, Received(null));

    [Fact]
    public void A_recommended_body_never_becomes_overdue() =>
        Assert.Equal(Timeliness.Open, ReportTimeliness.Of(Opens, Due, Duty.Named, true, ReportState.Expected, false, null, Due.AddDays(9)));

    [Theory]
    [InlineData(Duty.Voluntary, ReportState.NotRequested)]
    [InlineData(Duty.Named, ReportState.NotRequested)]
    public void Where_nobody_waits_nothing_is_overdue(Duty duty, ReportState state) =>
        Assert.Equal(Timeliness.Undated, ReportTimeliness.Of(Opens, Due, duty, false, state, false, null, Due.AddDays(9)));

    [Fact]
    public void Without_a_date_nothing_is_assumed() =>
        Assert.Equal(Timeliness.Undated, ReportTimeliness.Of(Opens, null, Duty.Named, false, ReportState.Expected, false, null, Due.AddDays(9)));

    private static Timeliness Received(DateTimeOffset? at) =>
        ReportTimeliness.Of(Opens, Due, Duty.Named, false, ReportState.Accepted, true, at, Due.AddDays(9));
}
