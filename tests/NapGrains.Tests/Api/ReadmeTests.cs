using System.Text.Json;
using System.Text.RegularExpressions;

namespace NapGrains.Tests.Api;

/// <summary>The README's commands, asked as they stand there; their answers must be the ones it prints.</summary>
public sealed partial class ReadmeTests(ReadOnlyServers servers)
{
    public static TheoryData<int> Questions => [.. Enumerable.Range(0, Commands().Count)];

    [Fact]
    public void The_readme_asks_five_questions() => Assert.Equal(5, Commands().Count);

    [Theory, MemberData(nameof(Questions))]
    public async Task A_question_of_the_readme_gets_the_answer_that_it_prints(int question)
    {
        var (query, accept, expected) = Commands()[question];
        var server = await servers.Seeded;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"graphql?query={Uri.EscapeDataString(query)}"));
        request.Headers.Accept.ParseAdd(accept);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var answer = await Answer(response);

        Assert.True(
            JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(answer)), $"The README prints {expected}\nThe server says {answer}");
    }

    /// <summary>The whole answer; of a stream, its first event.</summary>
    private static async Task<string> Answer(HttpResponseMessage response)
    {
        const string data = "data: ";
        await using var content = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var lines = new StreamReader(content);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await lines.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(data, StringComparison.Ordinal)) return line[data.Length..];
        }

        throw new InvalidOperationException("The stream ended without an event.");
    }

    private static List<(string Query, string Accept, string Answer)> Commands() =>
    [
        .. Command().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(match => (
            match.Groups["query"].Value, match.Groups["accept"].Success ? match.Groups["accept"].Value : "*/*", match.Groups["answer"].Value)),
    ];

    [GeneratedRegex(
        @"^```sh\ncurl -sN?G http://127\.0\.0\.1:5080/graphql( -H 'accept: (?<accept>[^']+)')? --data-urlencode 'query=(?<query>[^']+)'\n```\n```json\n(?<answer>[^`]+)```$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
