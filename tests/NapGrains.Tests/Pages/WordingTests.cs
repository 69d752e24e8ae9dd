using System.Collections;
using System.Text.RegularExpressions;
using NapGrains.Gateway.Pages.Wordings;

namespace NapGrains.Tests.Pages;

public sealed partial class WordingTests
{
    [Fact]
    public void Every_text_is_there_in_every_language_with_the_same_gaps()
    {
        var sentences = typeof(Wording).GetProperties().Where(property => property.PropertyType == typeof(string)).ToList();

        Assert.All(sentences, sentence => Assert.Single(
            Wording.All.Select(words => string.Join(' ', Gap().Matches((string)sentence.GetValue(words)!).Select(gap => gap.Value).Order())).Distinct()));
        Assert.All(sentences, sentence => Assert.All(Wording.All, words => Assert.NotEmpty((string)sentence.GetValue(words)!)));
    }

    [Fact]
    public void Every_value_of_a_scale_has_a_name_in_every_language()
    {
        foreach (var words in Wording.All)
        {
            foreach (var names in typeof(Wording).GetProperties().Select(property => property.GetValue(words)).OfType<IDictionary>())
            {
                var scale = names.Keys.Cast<object>().First().GetType();
                Assert.Equal(Enum.GetValues(scale).Cast<object>(), names.Keys.Cast<object>());
            }
        }
    }

    [Theory]
    [InlineData(null, "az")]
    [InlineData("en", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("EN", "en")]
    [InlineData("xx", "az")]
    public void An_unknown_language_is_the_default_one(string? asked, string spoken)
    {
        Assert.Equal(spoken, Wording.In(asked).Language);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();
}
