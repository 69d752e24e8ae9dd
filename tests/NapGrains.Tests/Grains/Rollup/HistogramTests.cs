using System.Collections.Immutable;
using CsCheck;
using NapGrains.Grains;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>A parent gets the same totals whatever order its children report in, and however they are grouped.</summary>
public sealed class HistogramTests
{
    private static readonly Gen<Coverage> Coverages = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], (a, b, c, d, e) => new Coverage(a, b, c, d, e));

    private static readonly Gen<DateOnly?> Days = Gen.OneOf(
        Gen.Const((DateOnly?)null), Gen.Int[2022, 2024].Select(year => (DateOnly?)new DateOnly(year, 12, 31)));

    private static readonly Gen<Standing> Standings = Gen.Select(
        Gen.Enum<MeasureStatus>(), Days, Days, Days, (status, opens, due, done) => new Standing(status, opens, due, done));

    private static readonly Gen<ExecutorRole?> Roles = Gen.OneOf(
        Gen.Const((ExecutorRole?)null), Gen.Enum<ExecutorRole>().Select(role => (ExecutorRole?)role));

    private static readonly Gen<Histogram> Histograms = Gen.Select(
        Standings,
        Roles,
        Gen.Dictionary(Gen.Int[2022, 2024].Select(year => $"{year}"), Coverages)[0, 3],
        (standing, role, coverage) => Histogram.Of(standing, role, coverage));

    [Fact]
    public void A_sum_does_not_depend_on_the_order_of_the_children() =>
        Gen.Select(Histograms.Array[0, 12], Gen.Int[0, int.MaxValue]).Sample((children, seed) =>
        {
            var shuffled = children.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Json.Of(Histogram.Sum(shuffled)) == Json.Of(Histogram.Sum(children));
        });

    [Fact]
    public void A_sum_of_sums_is_the_sum_of_all() =>
        Gen.Select(Histograms.Array[0, 6], Histograms.Array[0, 6], Histograms.Array[0, 6]).Sample((a, b, c) =>
            Json.Of(Histogram.Sum([Histogram.Sum(a), Histogram.Sum([Histogram.Sum(b), Histogram.Sum(c)])]))
            == Json.Of(Histogram.Sum([.. a, .. b, .. c])));

    [Fact]
    public void Nothing_adds_nothing() =>
        Histograms.Array[0, 6].Sample(children =>
            Json.Of(Histogram.Sum([Histogram.Empty, .. children, Histogram.Empty])) == Json.Of(Histogram.Sum(children)));

    [Fact]
    public void Every_measure_is_counted_once() =>
        Histograms.Array[0, 12].Sample(children => Histogram.Sum(children).Total == children.Length);

    [Fact]
    public void Coverage_adds_up_field_by_field_in_any_order() =>
        Gen.Select(Coverages, Coverages, Coverages).Sample((a, b, c) =>
            a + b == b + a
            && (a + b) + c == a + (b + c)
            && a + default(Coverage) == a
            && (a + b).Expected == a.Expected + b.Expected
            && (a + b).Received == a.Received + b.Received
            && (a + b).BindingExpected == a.BindingExpected + b.BindingExpected
            && (a + b).BindingReceived == a.BindingReceived + b.BindingReceived
            && (a + b).Voluntary == a.Voluntary + b.Voluntary);

    [Fact]
    public void Sums_of_two_periods_stay_apart()
    {
        var sum = Histogram.Sum([One("2022"), One("2023"), One("2022")]);
        Assert.Equal(["2022", "2023"], sum.Coverage.Keys);
        Assert.Equal((2, 1), (sum.Coverage["2022"].Expected, sum.Coverage["2023"].Expected));

        static Histogram One(string period) => Histogram.Of(
            default, null, ImmutableDictionary<string, Coverage>.Empty.Add(period, new(1, 0, 1, 0, 0)));
    }
}
