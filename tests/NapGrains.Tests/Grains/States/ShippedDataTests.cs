using CsCheck;
using NapGrains.Grains;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>A newer data file changes only what differs from the one before it; what people changed stays, with a warning.</summary>
public sealed class ShippedDataTests
{
    private static readonly Gen<string?> Values = Gen.Int[0, 3].Select(number => number == 0 ? null : $"v{number}");

    [Fact]
    public void What_nobody_touched_follows_the_newer_file() => Assert.Equal(("new", 0), Merge("old", "old", "new"));

    [Fact]
    public void What_people_changed_stays_with_a_warning_where_the_file_changed_too() => Assert.Equal(("theirs", 1), Merge("theirs", "old", "new"));

    [Fact]
    public void What_people_changed_stays_without_a_warning_where_the_file_says_the_same_as_before() =>
        Assert.Equal(("theirs", 0), Merge("theirs", "old", "old"));

    [Fact]
    public void What_people_set_before_any_file_stays_with_a_warning() => Assert.Equal(("theirs", 1), Merge("theirs", null, "new"));

    [Fact]
    public void Both_to_the_same_value_is_no_conflict() => Assert.Equal(("new", 0), Merge("new", "old", "new"));

    [Fact]
    public void What_is_not_said_stays() => Assert.Equal(("held", 0), Merge("held", "old", null));

    [Fact]
    public void Data_that_people_send_simply_replaces() => Assert.Equal("now", new ShippedData(isShipped: false).Merge("x", "held", null, "now"));

    [Fact]
    public void The_result_is_always_one_of_the_two_and_a_warning_says_which_was_kept() =>
        Gen.Select(Values, Values, Values).Sample((held, before, now) =>
        {
            var (result, warnings) = Merge(held, before, now);
            Assert.True(result == held || result == now);
            Assert.Equal(now is not null && held != now && held != before && now != before, warnings == 1);
            Assert.Equal(result, Merge(result, now ?? before, now).Result);
        });

    [Fact]
    public void Each_language_is_merged_by_itself()
    {
        var merge = new ShippedData(isShipped: true);
        var held = Text("Rəsmi").Add("en", "Ours");
        var texts = merge.MergeTexts("title", held, Text("Qısa").Add("en", "Ours"), Text("Qısa 2").Add("en", "Ours 2"));
        Assert.Equal(Text("Rəsmi").Add("en", "Ours 2"), texts!);
        Assert.Equal("title (az) was changed here and stays as it is; the shipped register data would set it otherwise", Assert.Single(merge.Warnings));
    }

    private static (string? Result, int Warnings) Merge(string? held, string? before, string? now)
    {
        var merge = new ShippedData(isShipped: true);
        return (merge.Merge("x", held, before, now), merge.Warnings.Length);
    }
}
