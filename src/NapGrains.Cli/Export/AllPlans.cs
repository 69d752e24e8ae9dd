using System.Text;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Export;

/// <summary>Every plan of a server as one JSON document, which <c>nap import</c> takes.</summary>
internal static class AllPlans
{
    private const string FormatName = "napgrains-plans/1";

    /// <summary>Reads one plan after the other.</summary>
    public static async Task<string> Read(GraphQLConnection server, CancellationToken cancellation)
    {
        var text = new StringBuilder($"{{\n  \"format\": \"{FormatName}\",\n  \"plans\": [");
        var separator = "\n";
        await foreach (var key in Keys(server, cancellation))
        {
            var document = (await server.Send<ExportData>(ExportData.Query, new { plan = key, format = DocumentFormat.ServerName("json") }, cancellation)).Plan?.Document
                ?? throw new CommandFailedException(ExitCode.Refused, $"There is no plan {key} any more.");
            text.Append(separator).Append("    ").Append(document.Text.ReplaceLineEndings("\n    "));
            separator = ",\n";
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    private static async IAsyncEnumerable<string> Keys(GraphQLConnection server, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = (await server.Send<PlanKeysData>(PlanKeysData.Query, new { after }, cancellation)).Plans;
            foreach (var plan in page.Nodes) yield return plan.Key;
            if (!page.PageInfo.HasNextPage) yield break;
            after = page.PageInfo.EndCursor;
        }
    }
}

internal sealed record PlanKeysData(PlanKeys Plans)
{
    public const string Query = "query PlanKeys($after: String) { plans(after: $after) { nodes { key } pageInfo { hasNextPage endCursor } } }";
}

internal sealed record PlanKeys(IReadOnlyList<PlanKey> Nodes, PageEnd PageInfo);

internal sealed record PlanKey(string Key);

internal sealed record PageEnd(bool HasNextPage, string? EndCursor);
