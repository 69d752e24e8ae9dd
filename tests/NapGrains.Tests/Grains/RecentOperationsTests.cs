using System.Collections.Immutable;
using NapGrains.Grains;

namespace NapGrains.Tests.Grains;

/// <summary>Which repeats a grain recognises: those among its last 256 operations, for 7 days.</summary>
public sealed class RecentOperationsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<RecentOperation<int>> None = [];

    [Fact]
    public void A_repeat_gets_the_first_answer() => Assert.Equal(7, None.And("a", "x", Start, 7).Earlier("a", "x")!.Answer);

    [Fact]
    public void An_id_that_was_not_used_has_no_answer() => Assert.Null(None.And("a", "x", Start, 7).Earlier("b", "x"));

    [Fact]
    public void An_id_is_not_used_for_other_content() =>
        Assert.Equal(
            "OPERATION_ID_REUSED",
            Assert.Throws<OperationIdReusedException>(() => None.And("a", "x", Start, 7).Earlier("a", "y")).Code);

    [Fact]
    public void The_last_256_operations_are_remembered()
    {
        var recent = Enumerable.Range(0, 257).Aggregate(None, (all, number) => all.And($"{number}", "x", Start, number));
        Assert.Equal(256, recent.Length);
        Assert.Null(recent.Earlier("0", "x"));
        Assert.Equal(1, recent.Earlier("1", "x")!.Answer);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void What_is_seven_days_old_is_forgotten_with_the_next_operation(int secondsAfterSevenDays, bool remembered)
    {
        var recent = None.And("a", "x", Start, 7).And("b", "x", Start.AddDays(7).AddSeconds(secondsAfterSevenDays), 8);
        Assert.Equal(remembered, recent.Earlier("a", "x") is not null);
    }

    [Fact]
    public void Equal_content_has_an_equal_digest() =>
        Assert.Equal(RecentOperations.Digest(new { a = 1, b = "ə" }), RecentOperations.Digest(new { a = 1, b = "ə" }));

    [Fact]
    public void Other_content_has_another_digest() =>
        Assert.NotEqual(RecentOperations.Digest(new { a = 1 }), RecentOperations.Digest(new { a = 2 }));
}
