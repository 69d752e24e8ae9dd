using System.Net.Http.Json;
using System.Text.Json;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Api;

/// <summary>What a client of the server does over HTTP, with one token or none.</summary>
public sealed class NapClient(HttpClient http, Uri address, string? token)
{
    public Uri Url { get; } = new(address, "graphql");

    public string? Token => token;

    /// <summary>Asks, and gives the answer as it came.</summary>
    public async Task<JsonElement> Answer(string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = JsonContent.Create(new { query, variables }) };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Json();
    }

    /// <summary>Asks, and gives the data of an answer without errors.</summary>
    public async Task<JsonElement> Ask(string query, object? variables = null)
    {
        var answer = await Answer(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
        return answer.GetProperty("data");
    }

    /// <summary>Asks for one field, and gives it.</summary>
    public async Task<JsonElement> AskOne(string query, object? variables = null) =>
        Assert.Single((await Ask(query, variables)).EnumerateObject().ToList()).Value;

    /// <summary>Asks what is refused, and gives the code of the one top-level error.</summary>
    public async Task<string> Refused(string query, object? variables = null)
    {
        var answer = await Answer(query, variables);
        Assert.True(answer.TryGetProperty("errors", out var errors), $"not refused: {answer}");
        return Assert.Single(errors.EnumerateArray().ToList()).GetProperty("extensions").GetProperty("code").GetString()!;
    }

    /// <summary>Carries out a mutation, and gives its payload.</summary>
    public Task<JsonElement> Change(string mutation, string inputType, object input, string selection) =>
        AskOne($"mutation($input: {inputType}!) {{ {mutation}(input: $input) {{ {selection} }} }}", new { input });
}
