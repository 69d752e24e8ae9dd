using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using NapGrains.Tests.Documents;
using NapGrains.Tests.Pages;

namespace NapGrains.Tests.Api;

/// <summary>Files of a plan, without a token.</summary>
public sealed class DownloadTests(ReadOnlyServers servers) : IDisposable
{
    private const string Folder = $"plans/{NapApplication.Plan}/downloads";

    private readonly HttpClient _http = new();

    public static TheoryData<string, string> Files => new()
    {
        { "az-nap-2022-2026.json", "application/json" },
        { "az-nap-2022-2026.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "az-nap-2022-2026.2022.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "az-nap-2022-2026.2022.az.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "az-nap-2022-2026.2022.az.txt", "text/plain; charset=utf-8" },
        { "az-nap-2022-2026.zip", "application/zip" },
        { "LICENCE.txt", "text/plain; charset=utf-8" },
        { "SHA256SUMS", "text/plain; charset=utf-8" },
    };

    public void Dispose() => _http.Dispose();

    [Theory, MemberData(nameof(Files))]
    public async Task A_file_is_given_to_everybody_and_may_be_kept_while_the_plan_is_unchanged(string file, string mediaType)
    {
        using var first = await Get(file);
        var bytes = await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var again = await Get(file, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        using var part = await Get(file, request => request.Headers.Range = new RangeHeaderValue(2, 5));
        using var head = await Get(file, request => request.Method = HttpMethod.Head);

        Assert.Equal((HttpStatusCode.OK, mediaType, file), (first.StatusCode, $"{first.Content.Headers.ContentType}", first.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal("public, no-cache", $"{first.Headers.CacheControl}");
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:", Assert.Single(first.Headers.GetValues("Repr-Digest")));
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[2..6], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.OK, (long?)bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task The_page_lists_every_file_with_size_checksum_and_licence()
    {
        using var response = await Get("?lang=en");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var listed = page.Addresses().Where(address => address.StartsWith($"/{Folder}/", StringComparison.Ordinal)).ToList();
        Assert.Equal(Files.Select(file => file.Data.Item1).Order(), listed.Select(address => address.Split('/')[^1]).Order());
        foreach (var address in listed)
        {
            var bytes = await Bytes(address.Split('/')[^1]);
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), page, StringComparison.Ordinal);
            Assert.Contains($">{bytes.Length:#,0}</td>", page, StringComparison.Ordinal);
        }

        Assert.Contains("CC BY 4.0", page, StringComparison.Ordinal);
        Assert.Contains("https://creativecommons.org/licenses/by/4.0/", page.Addresses());
    }

    [Fact]
    public async Task The_archive_holds_all_other_files_their_checksums_and_the_licence()
    {
        using var archive = new ZipArchive(new MemoryStream(await Bytes("az-nap-2022-2026.zip")));
        var held = archive.Entries.ToDictionary(entry => entry.FullName, Content, StringComparer.Ordinal);

        var sums = Encoding.UTF8.GetString(held["SHA256SUMS"]).TrimEnd('\n').Split('\n').Select(line => line.Split("  ")).ToDictionary(line => line[1], line => line[0]);
        Assert.Equal(held.Keys.Except(["SHA256SUMS"]).Order(), sums.Keys.Order());
        Assert.All(sums, sum => Assert.Equal(sum.Value, Convert.ToHexStringLower(SHA256.HashData(held[sum.Key]))));
        Assert.Equal(Files.Select(file => file.Data.Item1).Except(["az-nap-2022-2026.zip"]).Order(), held.Keys.Order());
        foreach (var (name, bytes) in held)
        {
            Assert.Equal(await Bytes(name), bytes);
        }

        Assert.Contains("CC BY 4.0", Encoding.UTF8.GetString(held["LICENCE.txt"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_what_the_api_gives_out()
    {
        var server = (await servers.Seeded).Anonymous;

        Assert.Equal(await server.ExportAll(), Encoding.UTF8.GetString(await Bytes("az-nap-2022-2026.json")));
        Assert.Equal(await server.Export(), Encoding.UTF8.GetString(await Bytes("az-nap-2022-2026.2022.az.txt")));
        Assert.Equal(await server.Export("XLSX"), Convert.ToBase64String(await Bytes("az-nap-2022-2026.2022.xlsx")));
    }

    [Fact]
    public async Task Where_only_summaries_are_held_the_word_document_is_the_text_export_all_the_same() => Assert.Equal(
        WhiteSpace.Folded(Encoding.UTF8.GetString(await Bytes("az-nap-2022-2026.2022.az.txt"))), WordReports.TextOf(await Bytes("az-nap-2022-2026.2022.az.docx")));

    [Theory]
    [InlineData("plans/xx/downloads/xx.json", "There is no plan 'xx'.\n")]
    [InlineData($"{Folder}/az-nap-2022-2026.1999.az.docx", "There is no file 'az-nap-2022-2026.1999.az.docx' of plan 'az-nap-2022-2026'. There are: az-nap-2022-2026.zip, az-nap-2022-2026.json, ")]
    public async Task What_is_not_there_is_said_in_one_line_with_what_there_is(string address, string reason)
    {
        using var response = await _http.GetAsync(new Uri((await servers.Seeded).Address, address), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "text/plain; charset=utf-8"), (response.StatusCode, $"{response.Content.Headers.ContentType}"));
        Assert.StartsWith(reason, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_the_same_bytes()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Bytes("az-nap-2022-2026.zip")));

        Assert.All(answers, bytes => Assert.Equal(answers[0], bytes));
    }

    [Fact]
    public async Task Terms_are_the_operators_and_who_asks_too_often_is_told_when_to_come_back()
    {
        await using var server = await NapApplication.Start(
            ("Nap:Downloads:Licence", "Our own terms"), ("Nap:GraphQL:RequestsPerSecondPerAddress", "1"), ("Nap:GraphQL:BurstPerAddress", "1"));
        var address = new Uri(server.Address, $"{Folder}/LICENCE.txt");

        using var first = await _http.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Contains("Our own terms", await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // One a second is let in, so that of many at once one is too many, unless they come slower than that.
        await Eventually.Holds("somebody is told when to come back", async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _http.GetAsync(address, TestContext.Current.CancellationToken)));
            foreach (var refused in answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests))
            {
                Assert.NotNull(refused.Headers.RetryAfter);
                Assert.Equal("Too many requests; try again later.\n", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            return answers.Any(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        });
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var source = entry.Open();
        using var content = new MemoryStream();
        source.CopyTo(content);
        return content.ToArray();
    }

    private async Task<byte[]> Bytes(string file)
    {
        using var response = await Get(file);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> Get(string file, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri((await servers.Seeded).Address, file.StartsWith('?') ? Folder + file : $"{Folder}/{file}"));
        change?.Invoke(request);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
