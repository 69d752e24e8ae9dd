using System.Text;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class OfficialTextDecoding
{
    private const string Words = "Ədliyyə: iş\nİkinci sətir\n";

    static OfficialTextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static DocumentFault Refused(byte[] bytes) =>
        Assert.Single(Assert.Throws<DocumentRefusedException>(() => OfficialText.Decode(bytes)).Faults);

    [Fact]
    public void Utf8_without_a_mark_is_taken() => Assert.Equal(Words, OfficialText.Decode(Encoding.UTF8.GetBytes(Words)));

    [Fact]
    public void Utf8_with_a_mark_is_taken_without_it() =>
        Assert.Equal(Words, OfficialText.Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Words)]));

    [Theory]
    [InlineData("utf-16", "UTF-16 LE")]
    [InlineData("utf-16BE", "UTF-16 BE")]
    [InlineData("utf-32", "UTF-32 LE")]
    [InlineData("utf-32BE", "UTF-32 BE")]
    public void Wide_text_is_refused_by_its_name_with_and_without_a_mark(string name, string shown)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Contains(shown, Refused([.. encoding.Preamble, .. encoding.GetBytes(Words)]).Cause);
        Assert.Contains(shown, Refused(encoding.GetBytes(Words)).Cause);
    }

    [Theory]
    [InlineData("windows-1254")]
    [InlineData("iso-8859-9")]
    public void One_byte_encodings_are_refused_with_byte_and_line(string name)
    {
        var fault = Refused(Encoding.GetEncoding(name).GetBytes("Birinci\nKöhnə şəhər\n"));
        Assert.Equal(2, fault.Line);
        Assert.StartsWith("not UTF-8: byte 0xF6 at line 2", fault.Cause);
    }

    [Fact]
    public void A_file_that_ends_inside_a_character_is_truncated()
    {
        var fault = Refused(Encoding.UTF8.GetBytes("Bir\nə")[..^1]);
        Assert.Equal(2, fault.Line);
        Assert.StartsWith("truncated", fault.Cause);
    }

    [Fact]
    public void Binary_is_refused_with_the_line_of_its_first_nul() =>
        Assert.Equal((2, "not a text: the file holds NUL bytes"), (Refused("%PDF\nabcdefgh\0ijklmnop"u8.ToArray()) is var fault ? (fault.Line, fault.Cause) : default));

    [Fact]
    public void Nothing_and_nothing_but_white_space_is_empty()
    {
        Assert.Equal("the file is empty", Refused([]).Cause);
        Assert.Equal("the file is empty", Refused([.. Encoding.UTF8.Preamble]).Cause);
        Assert.Equal("the file is empty", Refused(" \r\n\t\u00A0"u8.ToArray()).Cause);
    }
}
