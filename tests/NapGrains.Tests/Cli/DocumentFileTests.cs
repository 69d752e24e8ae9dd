using System.Text;
using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

/// <summary>Files that are refused before anything is sent: the server's address leads nowhere.</summary>
public sealed class DocumentFileTests : IDisposable
{
    private const string Text = "Prioritet 1.\nKorrupsiyaya qarsi mubarize\n";

    private readonly WorkingDirectory _files = new();

    public void Dispose() => _files.Dispose();

    public static TheoryData<string, byte[], string> Encodings => new()
    {
        { "UTF-16 LE", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)], "line 1: not UTF-8; it looks like UTF-16 by its byte order mark" },
        { "UTF-16 BE", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)], "line 1: not UTF-8; it looks like UTF-16 by" },
        { "UTF-32", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Text)], "line 1: not UTF-8; it looks like UTF-32 by its byte order mark" },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Text), "line 1: not UTF-8; it looks like UTF-16 without a byte order mark" },
        { "Windows-1254", [.. Encoding.ASCII.GetBytes(Text), (byte)'i', 0xFE, (byte)'i'], "line 3: not UTF-8; it looks like Windows-1254 or another one-byte encoding (0xFE)" },
        { "a NUL", [.. Encoding.UTF8.GetBytes("a\nə"), 0, (byte)'b'], "line 2: looks like binary" },
        { "noise", [(byte)'\n', 0x80, 1, 2, 3, 4, 5], "line 2: looks like binary" },
        { "DOCX", [(byte)'P', (byte)'K', 3, 4, 0x14], "line 1: looks like binary, a ZIP container such as DOCX" },
        { "PDF", "%PDF-1.7\n"u8.ToArray(), "line 1: looks like binary, a PDF" },
        { "cut", [.. "a\n"u8, 0xC9], "line 2: not UTF-8" },
        { "nothing", [], "is empty" },
        { "only a mark", [0xEF, 0xBB, 0xBF], "is empty" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_file_that_is_not_utf8_text_is_named_for_what_it_looks_like(string _, byte[] bytes, string expected)
    {
        var file = _files.Write("report.txt", bytes);
        var run = await Import(file);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"{file}: {expected}", run.Error);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_missing_file_is_told_in_one_line()
    {
        var run = await Import(_files["missing.txt"]);

        Assert.Equal((ExitCode.Usage, $"{_files["missing.txt"]}: there is no such file.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_directory_is_told_in_one_line()
    {
        var run = await Import(_files.Path);

        Assert.Equal((ExitCode.Usage, $"{_files.Path}: is a directory; name the document in it.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Corrections_are_judged_like_the_document()
    {
        var corrections = _files.Write("corrections.txt", [0xFE]);
        var run = await Import(_files.Write("report.txt", "text"), "--corrections", corrections);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"{corrections}: line 1: not UTF-8", run.Error);
    }

    private static Task<NapRun> Import(string file, params string[] more) =>
        NapRun.Of(["import", file, "--plan", "p", "--period", "2022", "--server", "http://127.0.0.1:1", "--token", "t", .. more]);
}
