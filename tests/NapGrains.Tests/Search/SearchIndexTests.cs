using CsCheck;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;

namespace NapGrains.Tests.Search;

public sealed class SearchIndexTests : IDisposable
{
    private readonly SearchIndex _index = new();

    public void Dispose() => _index.Dispose();

    private static SearchEntry Measure(string number, params (SearchPlace Place, string Text)[] texts) =>
        new(SearchKind.Measure, $"measure:p/{number}", "p", number, [new(SearchPlace.Number, null, number), .. texts.Select(text => new SearchText(text.Place, "az", text.Text))])
        {
            Number = number,
        };

    private void Hold(params SearchEntry[] entries) => _index.Replace(entries.Select(entry => (entry.Key, (IReadOnlyList<SearchEntry>)[entry])));

    private string Found(string question) => string.Join(' ', _index.Find(SearchQuestion.Of(question), _ => true, 100, null)!.Entries.Select(entry => entry.Subject));

    [Fact]
    public void Names_come_before_titles_and_these_before_statements()
    {
        Hold(
            Measure("1", (SearchPlace.Statement, "alma")), Measure("2", (SearchPlace.Title, "qırmızı alma")), Measure("3", (SearchPlace.ShortTitle, "yaşıl alma")),
            Measure("4", (SearchPlace.Name, "Alma")), Measure("5", (SearchPlace.ShortTitle, "almanın dadı")), Measure("6", (SearchPlace.Title, "armud")));

        Assert.Equal("4 3 5 2 1", Found("alma"));
    }

    [Fact]
    public void A_current_number_comes_before_a_former_one()
    {
        Hold(Measure("1.1", (SearchPlace.FormerNumber, "1.2")), Measure("1.2"), Measure("1.20"));

        Assert.Equal("1.2 1.1", Found("1.2"));
    }

    [Fact]
    public void Words_in_a_row_come_before_the_same_words_apart()
    {
        Hold(Measure("1", (SearchPlace.Statement, "bank işidir, mərkəzi")), Measure("2", (SearchPlace.Statement, "bu mərkəzi bank")));

        Assert.Equal("2 1", Found("mərkəzi bank"));
    }

    [Fact]
    public void Words_may_stand_in_several_texts_but_no_phrase_goes_over_two()
    {
        Hold(Measure("1", (SearchPlace.ShortTitle, "alma bağı"), (SearchPlace.ShortTitle, "bostan"), (SearchPlace.Statement, "armud")));

        Assert.Equal("1", Found("armud bostan"));
        Assert.Equal("", Found("\"bağı bostan\""));
    }

    [Fact]
    public void Words_of_what_an_entry_belongs_to_count_beside_words_of_its_own_only()
    {
        Hold(Measure("1", (SearchPlace.Statement, "alma")) with { Context = ["Bağçılıq Nazirliyi"] });

        Assert.Equal("1", Found("bağçılıq alma"));
        Assert.Equal("", Found("bağçılıq"));
        Assert.Equal("", Found("bağçılıq nazirliyi"));
    }

    [Theory]
    [InlineData("nazirlik", "nazirliyinin")]
    [InlineData("torpaq", "torpağın")]
    [InlineData("nazirliyi", "nazirliyinin")]
    public void Endings_do_not_matter(string question, string text)
    {
        Hold(Measure("1", (SearchPlace.Statement, text)));

        Assert.Equal("1", Found(question));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(100)]
    public void Pages_of_any_size_are_pieces_of_the_whole(int size)
    {
        Hold(
            Measure("1", (SearchPlace.Statement, "alma")), Measure("2", (SearchPlace.Title, "alma")), Measure("3", (SearchPlace.ShortTitle, "almalar")),
            Measure("4", (SearchPlace.Name, "alma")), Measure("5", (SearchPlace.ShortTitle, "alma bağı")), Measure("6", (SearchPlace.ShortTitle, "bu alma")));
        string[] whole = ["2", "4", "5", "6", "3", "1"];

        for (var start = 0; start <= whole.Length; start++)
        {
            var page = _index.Find(SearchQuestion.Of("alma"), _ => true, size, start == 0 ? null : $"measure:p/{whole[start - 1]}")!;

            Assert.Equal(whole.Skip(start).Take(size), page.Entries.Select(entry => entry.Subject));
            Assert.Equal((6, start, start + size < 6), (page.Total, page.Start, page.HasAfter));
        }

        Assert.Null(_index.Find(SearchQuestion.Of("alma"), _ => true, size, "measure:p/7"));
    }

    [Fact]
    public void What_is_replaced_is_found_no_more()
    {
        Hold(Measure("1", (SearchPlace.Statement, "köhnə")));
        Hold(Measure("1", (SearchPlace.Statement, "təzə")));
        Assert.Equal(("", "1"), (Found("köhnə"), Found("təzə")));

        _index.Replace([("measure:p/1", [])]);
        Assert.Equal("", Found("təzə"));
    }

    [Fact]
    public void Every_text_is_found_by_each_of_its_words_and_by_itself() =>
        Gen.String[1, 30].Where(text => Word.Of(text).Count > 0).Sample(
            text =>
            {
                Hold(Measure("1", (SearchPlace.Statement, text)));
                Assert.All(Word.Of(text), word => Assert.Equal("1", Found(word.Folded)));
                Assert.Equal("1", Found(text));
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void No_question_breaks_the_language_of_the_index() =>
        Gen.String[Gen.Char["ab\"*:^()-+{}'; ORNEAT\0\ud800_.1"], 0, 40].Sample(
            text =>
            {
                try
                {
                    Found(text);
                }
                catch (RefusalException refusal)
                {
                    Assert.Equal("SEARCH_TEXT", refusal.Code);
                }
            },
            iter: 1000,
            threads: 1);
}
