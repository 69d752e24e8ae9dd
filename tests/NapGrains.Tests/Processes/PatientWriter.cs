using System.Diagnostics;
using System.Text.Json;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>
/// A client that gives one measure verdict after verdict and does what the contract says: what is answered with UNAVAILABLE is sent
/// again with the same operation id. Any other answer is a failure.
/// </summary>
internal sealed class PatientWriter(NapClient client, string measure)
{
    private const string Mutation = "mutation($input: GiveVerdictInput!) { giveVerdict(input: $input) { errors { code } } }";
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(50);

    public string Measure => measure;

    /// <summary>How many verdicts were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Longest time from the first attempt at a verdict to its acknowledgement.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Writes until it is told to stop; the verdict that is under way is carried to its end.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(BetweenWrites);
        while (!stop.IsCancellationRequested)
        {
            await Write();
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Gives the next verdict; its reason is its number.</summary>
    public async Task Write()
    {
        var number = Acknowledged + 1;
        var started = Stopwatch.GetTimestamp();
        var input = new
        {
            operationId = Operation(number),
            plan = NapApplication.Plan,
            measure,
            status = number % 2 == 0 ? "NOT_STARTED" : "IN_PROGRESS",
            reason = $"{number}",
        };
        while (Refusal(await client.Answer(Mutation, new { input })) is { } retryAfter)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"Verdict {number} on {measure} is not taken for a minute.");
            await Task.Delay(retryAfter, TestContext.Current.CancellationToken);
        }

        Acknowledged = number;
        var took = Stopwatch.GetElapsedTime(started);
        Longest = took > Longest ? took : Longest;
    }

    /// <summary>Holds where every verdict that was acknowledged is there, once, and the last one is the one in force.</summary>
    public async Task IsKept(NapClient reader)
    {
        await Eventually.Holds($"{measure} has verdict {Acknowledged} at {reader.Url}", async () => Reason(await Read(reader)) == $"{Acknowledged}");
        Assert.Equal(Enumerable.Range(1, Acknowledged).Select(Operation), await Operations(reader));
    }

    private static TimeSpan? Refusal(JsonElement answer)
    {
        if (!answer.TryGetProperty("errors", out var errors))
        {
            Assert.Empty(answer.GetProperty("data").GetProperty("giveVerdict").Errors());
            return null;
        }

        var extensions = Assert.Single(errors.EnumerateArray().ToList()).GetProperty("extensions");
        Assert.Equal("UNAVAILABLE", extensions.Text("code"));
        return TimeSpan.FromMilliseconds(extensions.Number("retryAfterMs"));
    }

    private static string? Reason(JsonElement measure) => measure.GetProperty("verdict").GetProperty("reason").GetString();

    private Task<JsonElement> Read(NapClient reader) => reader.Measure(measure, "verdict { reason }");

    private string Operation(int number) => $"{measure} {number}";

    /// <summary>The operation ids of the writer's verdicts, as the measure's history holds them.</summary>
    private async Task<List<string>> Operations(NapClient reader)
    {
        var operations = new List<string>();
        string? after = null;
        do
        {
            var page = (await reader.AskOne(
                "query($plan: String!, $number: String!, $after: String) { measure(plan: $plan, number: $number) { history(after: $after) { nodes { operationId } pageInfo { hasNextPage endCursor } } } }",
                new { plan = NapApplication.Plan, number = measure, after })).GetProperty("history");
            operations.AddRange(page.Nodes().Select(change => change.Text("operationId")).Where(operation => operation.StartsWith($"{measure} ", StringComparison.Ordinal)));
            after = page.GetProperty("pageInfo").Is("hasNextPage") ? page.GetProperty("pageInfo").Text("endCursor") : null;
        }
        while (after is not null);
        return operations;
    }
}
