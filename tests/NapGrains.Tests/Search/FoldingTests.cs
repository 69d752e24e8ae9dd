using CsCheck;
using NapGrains.Gateway.Views.Search;

namespace NapGrains.Tests.Search;

public sealed class FoldingTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["İIıiƏəÇçŞşĞğÖöÜüÉéЁё \u0307\u00AD-._\"ß½ﬁ\ud83d\udca5"]]);

    [Theory]
    [InlineData("İCRAÇI", "icraci")]
    [InlineData("icraçı", "icraci")]
    [InlineData("ICRACI", "icraci")]
    [InlineData("I\u0307crac\u0327ı", "icraci")]
    [InlineData("MƏSLƏHƏT", "meslehet")]
    [InlineData("mәslәhәt", "meslehet")]
    [InlineData("Ağ Gölün üstü", "ag golun ustu")]
    [InlineData("Café Straße", "cafe strasse")]
    [InlineData("Ёлка Йод", "елка иод")]
    [InlineData("ｆｕｌｌ ﬁne", "full fine")]
    public void Makes_letters_equal_that_people_type_for_one_another(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Fact]
    public void What_is_folded_folds_to_itself() => Texts.Sample(text => Folding.Fold(Folding.Fold(text)) == Folding.Fold(text));

    [Fact]
    public void Case_makes_no_difference() =>
        Gen.String[Gen.Char["abcçdeəfgğhxıijkqlmnoöprsştuüvyz "]].Sample(text =>
        {
            var azerbaijani = System.Globalization.CultureInfo.GetCultureInfo("az");
            return Folding.Fold(text.ToUpper(azerbaijani)) == Folding.Fold(text) && Folding.Fold(text.ToUpperInvariant()) == Folding.Fold(text);
        });

    [Fact]
    public void Words_are_where_they_say_in_order_and_do_not_overlap() => Texts.Sample(text =>
    {
        var words = Word.Of(text);
        Assert.All(words, word => Assert.Equal([word.Folded], Word.Of(text[word.Start..word.End]).Select(again => again.Folded)));
        Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    });

    [Theory]
    [InlineData("“Azərkontrakt”ASC", "azerkontrakt asc")]
    [InlineData("193-1-ci maddə, 2.17.", "193 1 ci madde 2 17")]
    [InlineData("söz\u00ADlük so\u0308z", "sozluk soz")]
    [InlineData("a\ud800b", "a b")]
    [InlineData("", "")]
    public void Words_are_letters_and_digits(string text, string words) => Assert.Equal(words, string.Join(' ', Word.Of(text).Select(word => word.Folded)));
}
