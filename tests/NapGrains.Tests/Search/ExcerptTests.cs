using CsCheck;
using NapGrains.Gateway.Views.Search;

namespace NapGrains.Tests.Search;

public sealed class ExcerptTests
{
    private static SearchEntry Entry(params (SearchPlace Place, string Text)[] texts) =>
        new(SearchKind.Report, "report:p/1/2022/a", "p", "1", [.. texts.Select(text => new SearchText(text.Place, "az", text.Text))]);

    private static string Marked(Excerpt excerpt) => string.Concat(excerpt.Segments.Select(piece => piece.Match ? $"[{piece.Text}]" : piece.Text));

    [Fact]
    public void Of_a_long_text_what_stands_around_the_most_matches_is_shown()
    {
        var text = string.Concat(Enumerable.Repeat("burada heç nə yoxdur ", 40)) + "alma " + string.Concat(Enumerable.Repeat("yenə yoxdur ", 40)) + "alma armud alma son";

        var excerpt = Marked(Excerpt.Of(Entry((SearchPlace.Statement, text)), SearchQuestion.Of("alma")));

        Assert.StartsWith("…", excerpt, StringComparison.Ordinal);
        Assert.EndsWith("[alma] armud [alma] son", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 50, 300);
    }

    [Fact]
    public void The_text_that_has_most_words_wins_over_one_that_weighs_more() => Assert.Equal(
        "[alma] və [armud]",
        Marked(Excerpt.Of(Entry((SearchPlace.ShortTitle, "alma"), (SearchPlace.Statement, "alma və armud")), SearchQuestion.Of("armud alma"))));

    [Fact]
    public void Pieces_put_together_are_the_text() => Gen.Select(
        Gen.String[Gen.Char["aəıİ \n\ud83d\udca5."]], Gen.OneOf(Gen.Const("a"), Gen.Const("ei"), Gen.Const("i a"), Gen.Const("\"a a\""))).Sample((text, question) =>
    {
        var excerpt = Excerpt.Of(Entry((SearchPlace.Statement, text)), SearchQuestion.Of(question));
        Assert.Contains(string.Concat(excerpt.Segments.Select(piece => piece.Text)).Trim('…'), text, StringComparison.Ordinal);
        Assert.All(excerpt.Segments, piece => Assert.NotEqual("", piece.Text));
    });
}
