using NapGrains.Grains;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>What one assignment adds to the reports expected and received of a period.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_named_body_that_has_not_reported_is_expected() =>
        Assert.Equal(new Coverage(1, 0, 1, 0, 0), Coverage.Of(ReportState.Expected, false, Duty.Named, false, false));

    [Theory]
    [InlineData(Duty.Named)]
    [InlineData(Duty.Delegated)]
    [InlineData(Duty.Member)]
    public void Every_obliged_body_that_reported_is_expected_and_received(Duty duty) =>
        Assert.Equal(new Coverage(1, 1, 1, 1, 0), Coverage.Of(ReportState.Accepted, true, duty, false, false));

    [Fact]
    public void A_recommended_body_is_expected_but_not_bindingly() =>
        Assert.Equal(new Coverage(1, 1, 0, 0, 0), Coverage.Of(ReportState.Submitted, true, Duty.Named, true, false));

    [Fact]
    public void A_voluntary_report_is_counted_beside() =>
        Assert.Equal(new Coverage(0, 0, 0, 0, 1), Coverage.Of(ReportState.Accepted, true, Duty.Voluntary, false, false));

    [Fact]
    public void No_report_is_expected_of_a_collective_itself() =>
        Assert.Equal(default, Coverage.Of(ReportState.Expected, false, Duty.Named, false, true));

    [Fact]
    public void What_is_not_requested_is_not_expected() =>
        Assert.Equal(default, Coverage.Of(ReportState.NotRequested, false, Duty.Named, false, false));
}
