using System.Collections.Immutable;
using NapGrains.Grains.History;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.History;

/// <summary>Whatever is changed in a chain, the check names the link.</summary>
public sealed class ChainTests
{
    private static readonly ImmutableArray<HeldLink> Links = Enumerable.Range(1, 5)
        .Aggregate(Chain.Empty, (chain, number) => chain.Add(Event("az/a", number), Sample.By, HistoryLink.Digest(new { number }), text: Json.Of(new { number })))
        .OpenLinks;

    private static string Head => Links[^1].Link.Hash;

    [Fact]
    public void A_chain_that_nobody_touched_holds() => Assert.Null(ChainCheck.FirstBroken(Links, Head));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_link_of_which_anything_was_changed_is_named(int index)
    {
        var link = Links[index].Link;
        foreach (var changed in (HistoryLink[])
            [
                link with { At = link.At.AddTicks(1) }, link with { Kind = "VERDICT_GIVEN" }, link with { Period = "9" }, link with { Revision = 9 },
                link with { From = "A" }, link with { To = "B" }, link with { Role = "reporter" }, link with { Actor = "az/b" },
                link with { Operation = "another" }, link with { Number = 9 }, link with { Content = new('0', 64) },
            ])
        {
            var broken = ChainCheck.FirstBroken(Links.SetItem(index, new(changed, null)), Head);
            Assert.Equal(index + 1, broken?.Number);
        }
    }

    [Fact]
    public void A_link_that_remembers_another_predecessor_is_named() => Assert.Equal(
        3, ChainCheck.FirstBroken(Links.SetItem(2, Links[2] with { Link = Links[2].Link with { Previous = new('0', 64) } }), Head)?.Number);

    [Fact]
    public void A_text_that_was_changed_is_named() =>
        Assert.Equal(4, ChainCheck.FirstBroken(Links.SetItem(3, Links[3] with { Text = "{\"number\":7}" }), Head)?.Number);

    [Fact]
    public void A_text_that_is_no_JSON_any_more_is_named() =>
        Assert.Equal(4, ChainCheck.FirstBroken(Links.SetItem(3, Links[3] with { Text = "{number}" }), Head)?.Number);

    [Fact]
    public void Links_that_were_cut_off_at_either_end_are_missed()
    {
        Assert.Equal(4, ChainCheck.FirstBroken(Links[..4], Head)?.Number);
        Assert.Equal(1, ChainCheck.FirstBroken(Links[1..], Head)?.Number);
        Assert.Equal(3, ChainCheck.FirstBroken(Links.RemoveAt(2), Head)?.Number);
        Assert.Equal(1, ChainCheck.FirstBroken([], Head)?.Number);
    }

    [Fact]
    public void A_history_that_does_not_hold_is_not_taken_over()
    {
        Assert.Equal((5, Head, 5), Chain.Adopt(Links) is { } chain ? (chain.Length, chain.Head, chain.Adopted) : default);
        Assert.Null(Chain.Adopt(Links.SetItem(2, Links[2] with { Link = Links[2].Link with { To = "B" } })));
        Assert.Null(Chain.Adopt(default));
    }
}
