using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;

namespace NapGrains.Tests.Cli;

/// <summary>JSON exports of a plan with one chain of three links, as a server gives them out.</summary>
internal static class KeptHistorySample
{
    private const string Key = "measure:p/1.1";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An export whose links say <c>IN_PROGRESS</c>.</summary>
    public static string Export => Of("IN_PROGRESS", 3);

    /// <summary>An export of which everything holds together.</summary>
    /// <param name="verdict">What the second link says.</param>
    /// <param name="links">Number of links.</param>
    public static string Of(string verdict, int links)
    {
        var chain = Enumerable.Range(1, links).Aggregate(Chain.Empty, (held, number) => held.Add(
            new(PlanEventKind.VerdictGiven, new(2024, 1, number, 0, 0, 0, TimeSpan.Zero), To: number == 2 ? verdict : "UNASSESSED"),
            new("secretariat", null, string.Create(CultureInfo.InvariantCulture, $"op-{number}")),
            null));
        return new JsonObject
        {
            ["history"] = new JsonObject
            {
                ["root"] = HistoryRoot.Of([(Key, chain.End!.Value)]),
                ["chains"] = new JsonArray(new JsonObject
                {
                    ["key"] = Key,
                    ["links"] = new JsonArray([.. chain.OpenLinks.Select(held => JsonNode.Parse(HistoryLinkJson(held.Link)))]),
                }),
            },
        }.ToJsonString();
    }

    private static string HistoryLinkJson(HistoryLink link) => JsonSerializer.Serialize(link, Form);
}
