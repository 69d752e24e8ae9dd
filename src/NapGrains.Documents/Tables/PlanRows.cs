using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace NapGrains.Documents.Tables;

/// <summary>The JSON document that rows of one plan make, and which row each object of it was.</summary>
internal sealed class PlanRows
{
    private readonly Dictionary<string, (TableRow Row, RowKind Kind)> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal) { [""] = "$" };

    public JsonObject Document { get; } = new() { ["format"] = PlanDocument.FormatName };

    /// <summary>Path of what a row belongs to; null where there is no such thing.</summary>
    public string? Owner(RowKind kind, Func<string, string?> word) => _owners.GetValueOrDefault(kind.Owner switch
    {
        RowOwner.Priority => $"priority {word(RowKind.PriorityHeading)}",
        RowOwner.Measure => $"measure {word(RowKind.MeasureHeading)}",
        RowOwner.Report => $"report {word(RowKind.MeasureHeading)}\n{word(RowKind.PeriodHeading)}\n{word(RowKind.BodyHeading)}",
        _ => "",
    });

    /// <summary>Adds an object; gives the number of the row that is the same one already, where there can be only one.</summary>
    public int? Add(RowKind kind, string owner, JsonObject item, TableRow row)
    {
        Complete(kind, item);
        var names = kind.Member.Split('.');
        var at = (JsonObject)names.SkipLast(1).Aggregate(At(owner), (node, name) => node[name]!);
        var path = string.Join('.', names.Prepend(owner));
        if (kind.IsOne)
        {
            if (_rows.TryGetValue(path, out var first))
                return first.Row.Number;
            at[names[^1]] = item;
        }
        else
        {
            var list = (JsonArray)(at[names[^1]] ??= new JsonArray());
            path = JsonLines.Element(path, list.Count);
            list.Add(item);
        }

        _rows.Add(path, (row, kind));
        var name = kind.Name switch
        {
            "priority" => $"priority {item["number"]}",
            "measure" => $"measure {item["id"]}",
            "report" => $"report {Id(owner)}\n{item["period"]}\n{item["agency"]}",
            _ => null,
        };
        if (name is not null)
            _owners.TryAdd(name, path);
        return null;
    }

    /// <summary>Bodies that are told by their names get the keys that the table or the register has for them.</summary>
    public void NameBodies(Func<string, BodyNames?> register)
    {
        var jurisdiction = (string?)Document["plan"]?["jurisdiction"] ?? "";
        var own = Objects("bodies").ToList();
        foreach (var body in own.Where(body => body["key"] is null && body["names"] is JsonObject { Count: > 0 }))
            body["key"] = BodyKey.Of(jurisdiction, Official(body["names"]!.AsObject()));
        var names = own.SelectMany(body => (body["names"]?.AsObject() ?? []).Select(name => (string?)name.Value).Concat((body["aliases"]?.AsArray() ?? []).Select(alias => (string?)alias))
                .Select(name => (Name: name, Key: (string?)body["key"])))
            .Where(named => named is { Name: not null, Key: not null }).GroupBy(named => named.Name!, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Key!, StringComparer.Ordinal);
        var keys = own.Select(body => (string?)body["key"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var known = register(jurisdiction);
        foreach (var (path, _) in _rows)
        {
            foreach (var member in (string[])["agency", "from", "memberOf", "parent"])
            {
                if (At(path) is JsonObject item && item[member] is JsonValue value && value.TryGetValue<string>(out var said))
                    item[member] = Key(said);
            }

            if (At(path) is JsonObject delegation && delegation["to"] is JsonArray to)
                delegation["to"] = new JsonArray([.. to.Select(said => (JsonNode?)Key((string)said!))]);
        }

        string Official(JsonObject named) => (string?)(named[(string?)Document["plan"]?["language"] ?? ""] ?? named.First().Value) ?? "";

        string Key(string said) => keys.Contains(said) ? said : names.GetValueOrDefault(said) ?? known?.FindByKey(said)?.Key ?? known?.Find(said)?.Key ?? said;
    }

    /// <summary>The fault with the row and the column that its path was read from.</summary>
    public DocumentFault Locate(DocumentFault fault)
    {
        var path = fault.Path ?? "$";
        while (path.Length > 1)
        {
            if (_rows.TryGetValue(path, out var found))
                return new(found.Row.Number, fault.Cause, Column: Heading(found.Kind, fault.Path![path.Length..]));
            path = path[..Math.Max(1, path.LastIndexOfAny(['.', '[']))];
        }

        return fault with { Path = null, Column = "" };
    }

    private static string Heading(RowKind kind, string rest)
    {
        rest = rest.TrimStart('.');
        var member = rest.Split('[', '.')[0];
        return kind.Cells.FirstOrDefault(cell => cell.Member == rest || cell.Member == member || cell.Member.StartsWith(member + ".", StringComparison.Ordinal)) is not { } cell || member.Length == 0
            ? ""
            : cell.Form is CellForm.Texts && rest.Length > member.Length ? $"{cell.Heading} [{rest[(member.Length + 1)..].Trim('\'', ']')}]" : cell.Heading;
    }

    private static void Complete(RowKind kind, JsonObject item)
    {
        switch (kind.Name)
        {
            case "body":
                item["kind"] ??= BodyKind.Agency;
                break;
            case "measure":
                item["number"] ??= item["id"]?.DeepClone();
                if (item["schedule"] is JsonObject schedule)
                {
                    schedule["from"] ??= schedule["to"]?.DeepClone();
                    schedule["to"] ??= schedule["from"]?.DeepClone();
                }

                break;
            case "executor":
                item["duty"] ??= Duty.Named;
                item["recommended"] ??= false;
                break;
        }
    }

    private string Id(string measurePath) => (string?)At(measurePath)["id"] ?? "";

    private IEnumerable<JsonObject> Objects(string member) => (Document[member]?.AsArray() ?? []).OfType<JsonObject>();

    private JsonNode At(string path)
    {
        JsonNode at = Document;
        foreach (var step in path[1..].Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = step.Split('[', ']');
            at = at[parts[0]]!;
            if (parts.Length > 1)
                at = at[int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)]!;
        }

        return at;
    }
}
