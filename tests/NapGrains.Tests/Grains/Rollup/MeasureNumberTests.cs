using CsCheck;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

public sealed class MeasureNumberTests
{
    [Fact]
    public void Numbers_sort_by_their_numeric_parts() => Assert.Equal(
        ["1", "1.1", "1.2", "1.10", "2.1", "10.1"],
        new[] { "10.1", "1.10", "2.1", "1.2", "1", "1.1" }.Order(MeasureNumber.Order));

    [Fact]
    public void One_point_ten_is_not_one_point_one() => Assert.NotEqual(0, MeasureNumber.Order.Compare("1.10", "1.1"));

    [Fact]
    public void A_number_with_a_letter_has_its_place_too() =>
        Assert.Equal(["1.2", "1.2a", "1.2b"], new[] { "1.2b", "1.2", "1.2a" }.Order(MeasureNumber.Order));

    [Fact]
    public void The_order_is_total()
    {
        var numbers = Gen.OneOf(
            Gen.Int[0, 12].Array[1, 2].Select(parts => string.Join('.', parts)),
            Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], Gen.Bool, (number, part, letter) => letter ? $"{number}.{part}a" : $"{number}.{part}"));
        Gen.Select(numbers, numbers, numbers).Sample((a, b, c) =>
        {
            var order = MeasureNumber.Order;
            Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
            Assert.Equal(a == b, order.Compare(a, b) == 0);
            if (order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0)
            {
                Assert.True(order.Compare(a, c) <= 0, $"{a} <= {b} <= {c}");
            }
        }, iter: 20_000);
    }
}
