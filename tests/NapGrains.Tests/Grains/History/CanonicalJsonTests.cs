using System.Text;
using System.Text.Json;
using NapGrains.Grains.History;

namespace NapGrains.Tests.Grains.History;

/// <summary>JSON has one canonical form (RFC 8785); the samples are those of its section 3.2 and appendix B.</summary>
public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_sample_of_the_standard_comes_out_as_the_standard_says()
    {
        const string input = """
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false] }
            """;
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical(input));
    }

    [Fact]
    public void Members_stand_in_the_order_of_their_names_units() => Assert.Equal(
        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}",
        Canonical("""{"\u20ac":5,"\r":1,"\ufb33":7,"1":2,"\ud83d\ude00":6,"\u0080":3,"\u00f6":4}"""));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("77.0", "77")]
    [InlineData("0.10", "0.1")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("999999999999999700000", "999999999999999700000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("9.999999999999997e22", "9.999999999999997e+22")]
    [InlineData("1e23", "1e+23")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("9.999999999999997e-7", "9.999999999999997e-7")]
    [InlineData("-3333333.3333333", "-3333333.3333333")]
    public void Numbers_are_printed_as_ECMAScript_does(string number, string expected) => Assert.Equal(expected, Canonical(number));

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}
