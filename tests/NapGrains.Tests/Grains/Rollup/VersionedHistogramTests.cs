using NapGrains.Grains;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>Histograms of a plan that was amended.</summary>
public sealed class VersionedHistogramTests
{
    private static readonly Histogram One = Counted(MeasureStatus.InProgress);
    private static readonly Histogram Other = Counted(MeasureStatus.Implemented);

    [Fact]
    public void What_was_never_amended_counts_alike_in_every_version()
    {
        var counted = VersionedHistogram.Of(One);
        Assert.Same(One, counted.In(null));
        Assert.Same(One, counted.In(1));
    }

    [Fact]
    public void A_version_counts_as_the_first_amendment_after_it_found_it()
    {
        var counted = VersionedHistogram.Of(Histogram.Empty, [2, 5], version => version == 2 ? Other : One);
        Assert.Equal([Other, Other, One, One, One, Histogram.Empty], Enumerable.Range(1, 6).Select(version => counted.In(version)));
        Assert.Same(Histogram.Empty, counted.In(null));
    }

    [Fact]
    public void A_version_that_counts_as_the_next_one_is_not_kept() =>
        Assert.Empty(VersionedHistogram.Of(One, [2, 5], _ => Counted(MeasureStatus.InProgress)).Former);

    [Fact]
    public void A_sum_counts_each_child_as_it_stood_in_the_version()
    {
        var sum = VersionedHistogram.Sum([new(One, [new(2, Other)]), new(One, [new(5, Histogram.Empty)]), VersionedHistogram.Of(Other)]);
        Assert.Equal((2, 1), Statuses(sum.In(null)));
        Assert.Equal((1, 1), Statuses(sum.In(4)));
        Assert.Equal((0, 2), Statuses(sum.In(2)));
    }

    private static (int InProgress, int Implemented) Statuses(Histogram histogram) => (Count(histogram, MeasureStatus.InProgress), Count(histogram, MeasureStatus.Implemented));

    private static int Count(Histogram histogram, MeasureStatus status) =>
        histogram.Cells.Where(cell => cell.Standing.Status == status).Sum(cell => cell.Count);

    private static Histogram Counted(MeasureStatus status) => Histogram.Of(new(status, null, null, null), null, []);
}
