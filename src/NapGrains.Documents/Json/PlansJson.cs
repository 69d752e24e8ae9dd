using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace NapGrains.Documents;

/// <summary>
/// Plans as one JSON document: <c>{ "format": "napgrains-plans/1", "plans": [ … ] }</c>, each as <see cref="PlanJson"/> has it. A
/// document of one plan does as well.
/// </summary>
public static class PlansJson
{
    /// <summary>The value of <c>format</c>.</summary>
    public const string FormatName = "napgrains-plans/1";

    /// <summary>Reads plans; <see cref="PlanBatch.Check"/> names what is wrong by JSON path and line.</summary>
    /// <exception cref="DocumentRefusedException">It is no JSON, or none of this form.</exception>
    public static PlanBatch Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json = json.TrimStart('\uFEFF');
        using var document = Parse(json);
        var (elements, at) = Elements(document.RootElement);
        var plans = ImmutableArray.CreateBuilder<PlanDocument>();
        var faults = ImmutableArray.CreateBuilder<DocumentFault>();
        var paths = new List<string>();
        var locate = JsonLines.Locator(json);
        foreach (var (index, element) in elements.Index())
        {
            try
            {
                plans.Add(PlanJson.Parse(element.GetRawText()));
                paths.Add(at(index));
                if (plans[^1].Plan is null)
                    faults.Add(new DocumentFault(0, "is missing; of several plans each says which it is", at(index) + ".plan"));
            }
            catch (DocumentRefusedException refused)
            {
                faults.AddRange(refused.Faults.Select(fault => fault with { Path = at(index) + (fault.Path ?? "$")[1..] }));
            }
        }

        return new(
            plans.ToImmutable(),
            locate(faults.ToImmutable()),
            [],
            (index, found) => locate([.. found.Select(fault => fault with { Path = paths[index] + fault.Path![1..] })]));
    }

    /// <summary>Writes plans that are written already, one after the other.</summary>
    /// <param name="plans">Documents as <see cref="PlanJson.Write"/> makes them.</param>
    public static string Join(IEnumerable<string> plans)
    {
        var text = new StringBuilder($"{{\n  \"format\": \"{FormatName}\",\n  \"plans\": [");
        var separator = "\n";
        foreach (var plan in plans)
        {
            text.Append(separator).Append("    ").Append(plan.ReplaceLineEndings("\n    "));
            separator = ",\n";
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException refused)
        {
            throw new DocumentRefusedException((int)(refused.LineNumber ?? -1) + 1, "no JSON: " + refused.Message);
        }
    }

    private static (IEnumerable<JsonElement> Elements, Func<int, string> At) Elements(JsonElement root)
    {
        var format = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("format", out var said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null;
        if (format == PlanDocument.FormatName)
            return ([root], _ => "$");
        return format == FormatName && root.TryGetProperty("plans", out var plans) && plans.ValueKind is JsonValueKind.Array
            ? (plans.EnumerateArray(), index => JsonLines.Element("$.plans", index))
            : throw new DocumentRefusedException(
                1, $"the document is neither {{ \"format\": \"{FormatName}\", \"plans\": [ … ] }} nor a plan with \"format\": \"{PlanDocument.FormatName}\"");
    }
}
