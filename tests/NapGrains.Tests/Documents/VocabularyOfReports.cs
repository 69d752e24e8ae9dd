using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class VocabularyOfReports
{
    [Fact]
    public void Is_shipped_for_Azerbaijani()
    {
        var words = Vocabulary.For("az");
        Assert.Equal((5, 12), (words.Columns.Length, words.Months.Length));
        Assert.All(words.BodyNouns.Concat(words.CollectiveNouns), noun => Assert.DoesNotContain(' ', noun));
    }

    [Fact]
    public void Is_refused_for_a_language_that_none_is_shipped_for() =>
        Assert.Equal("There is no vocabulary for the language 'xx'. (Parameter 'language')", Assert.Throws<ArgumentException>(() => Vocabulary.For("xx")).Message);

    [Fact]
    public void Is_data_a_noun_more_makes_a_label_a_body()
    {
        var words = Vocabulary.Azerbaijani with { BodyNouns = [.. Vocabulary.Azerbaijani.BodyNouns, "çardağı"] };
        var text = Sample.OneMeasure("Nazirlər Şurası: Hazırdır.\nBaş Bağ Çardağı: Boyandı.");
        Assert.Single(Sample.Read(text).Measure("1.1").Statements);
        Assert.Equal(2, OfficialReport.Read(text, new BodyNames(Sample.Names.Bodies, words), new ReadOptions { Vocabulary = words }).Measure("1.1").Statements.Length);
    }
}
