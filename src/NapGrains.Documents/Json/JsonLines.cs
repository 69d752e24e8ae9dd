using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NapGrains.Documents;

/// <summary>Lines of JSON values.</summary>
internal static class JsonLines
{
    /// <summary>The faults with the line on which the value at their path begins, or, where it is absent, the value around it.</summary>
    public static ImmutableArray<DocumentFault> Locate(string json, ImmutableArray<DocumentFault> faults) => Locator(json)(faults);

    /// <summary><see cref="Locate"/> for a document that is asked about several times; it is read once, and only where there is a fault.</summary>
    public static Func<ImmutableArray<DocumentFault>, ImmutableArray<DocumentFault>> Locator(string json)
    {
        var lines = new Lazy<Dictionary<string, int>>(() => LinesByPath(Encoding.UTF8.GetBytes(json)));
        return faults => faults.IsEmpty ? faults : [.. faults.Select(fault => fault with { Line = LineOf(fault.Path!, lines.Value) }).OrderBy(fault => fault.Line)];
    }

    /// <summary>The path of a member.</summary>
    public static string Member(string path, string name) =>
        name.Length > 0 && name.All(char.IsAsciiLetter) ? $"{path}.{name}" : $"{path}['{name}']";

    /// <summary>The path of an element.</summary>
    public static string Element(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static int LineOf(string path, Dictionary<string, int> lines)
    {
        while (path.Length > 0)
        {
            if (lines.TryGetValue(path, out var line))
                return line;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }

        return 1;
    }

    private static Dictionary<string, int> LinesByPath(ReadOnlySpan<byte> json)
    {
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var reader = new Utf8JsonReader(json);
        var open = new Stack<(string Path, int Index)>();
        var (line, counted, path) = (1, 0, "$");
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            line += json[counted..start].Count((byte)'\n');
            counted = start;
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                path = Member(open.Peek().Path, reader.GetString()!);
                continue;
            }

            // A value that no name precedes is an element of the list around it.
            if (open.TryPeek(out var around) && around.Index >= 0)
            {
                path = Element(around.Path, around.Index);
                open.Push(open.Pop() with { Index = around.Index + 1 });
            }

            lines.TryAdd(path, line);
            if (reader.TokenType is JsonTokenType.StartObject)
                open.Push((path, -1));
            else if (reader.TokenType is JsonTokenType.StartArray)
                open.Push((path, 0));
        }

        return lines;
    }
}
