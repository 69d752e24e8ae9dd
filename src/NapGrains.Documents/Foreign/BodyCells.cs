using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NapGrains.Documents.Foreign;

/// <summary>A body that a cell of institutions names.</summary>
/// <param name="Wording">As the cell writes it.</param>
/// <param name="Name">Without an article before it.</param>
/// <param name="Kind"><c>AGENCY</c> or <c>COLLECTIVE</c>.</param>
internal sealed record NamedBody(string Wording, string Name, string Kind);

/// <summary>What a cell of institutions says.</summary>
/// <param name="Bodies">The bodies in its order.</param>
/// <param name="Doubts">What is doubtful about that, a sentence each.</param>
internal sealed record BodyCell(ImmutableArray<NamedBody> Bodies, ImmutableArray<string> Doubts);

/// <summary>Reads cells of institutions by the words that a mapping lists.</summary>
internal sealed partial class BodyCells(BodyWordings words)
{
    private static readonly char[] Edges = [' ', '\t', '\u00A0', '\n', '\r', '.', ',', ';', ':', '-', '–', '—', '/', '\u00B4', '*'];

    private readonly ImmutableArray<string> _openers = [.. words.Openers.Select(Fold)];

    // “Media and businesses” are many, the Media Institute is one.
    private readonly Regex _collectives = new(
        $@"\A(?i:{string.Join('|', words.Collectives.Select(word => Regex.Escape(word.TrimEnd())))})(?:\z|[^\w\s]|\s+(?!\p{{Lu}}))",
        RegexOptions.CultureInvariant);

    /// <summary>Names that stand in a cell for sure: pieces between separators that hold nothing by which they could be split further.</summary>
    public IEnumerable<string> CertainNames(string cell) => IsBlank(cell)
        ? []
        : Pieces(cell).Select(Clean).Where(piece => piece.Length > 0 && piece.Length <= words.Longest
            && !words.Doubtful.Concat(words.Conjunctions).Any(mark => piece.Contains(mark, StringComparison.OrdinalIgnoreCase))).Select(piece => Fold(Name(piece)));

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">A cell without blanks around it.</param>
    /// <param name="isKnown">Whether a name, folded, is known in the cell's jurisdiction.</param>
    public BodyCell Read(string cell, Func<string, bool> isKnown)
    {
        if (IsBlank(cell))
            return new([], words.Unclear.Contains(cell) ? [$"the source says “{cell}”; no body is taken"] : []);
        var bodies = ImmutableArray.CreateBuilder<NamedBody>();
        var doubts = new List<string>();
        foreach (var part in Pieces(cell).SelectMany(piece => Split(piece, isKnown)).Select(Clean).Where(part => part.Length > 0))
        {
            if (part.Length > words.Longest || Contact().IsMatch(part) || Sentence().IsMatch(part))
            {
                doubts.Add($"“{Short(part)}” is no name of a body and is not taken");
                continue;
            }

            var name = Name(part);
            var isCollective = _collectives.IsMatch(name);
            bodies.Add(new(part, name, isCollective ? BodyKind.Collective : BodyKind.Agency));
            if (Left(part) is { } left && !isKnown(Fold(name)))
                doubts.Add($"“{Short(part)}” is taken as one body although “{left.Trim()}” stands in it");
        }

        var distinct = bodies.DistinctBy(body => Fold(body.Name)).ToImmutableArray();
        if (distinct.Length > 1)
            doubts.Insert(0, $"it is read as {distinct.Length} bodies: {string.Join(" | ", distinct.Select(body => Short(body.Name)))}");
        return new(distinct, [.. doubts]);
    }

    private bool IsBlank(string cell) => cell.Length == 0 || words.Absent.Contains(cell) || words.Unclear.Contains(cell);

    private IEnumerable<string> Pieces(string cell)
    {
        var pieces = new List<string> { Enumeration().Replace(cell, "\n•") };
        foreach (var separator in words.Separators)
            pieces = [.. pieces.SelectMany(piece => piece.Split(separator))];
        return pieces.SelectMany(Lines);
    }

    /// <summary>A new line separates where the next one opens a body, and is white space where it only goes on.</summary>
    private IEnumerable<string> Lines(string piece)
    {
        var lines = piece.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        for (var next = 1; next < lines.Count;)
        {
            if (Opens(lines[next]) || lines[next - 1][^1] is ',' or '.' or ';' or ':')
            {
                next++;
                continue;
            }

            lines[next - 1] += " " + lines[next];
            lines.RemoveAt(next);
        }

        return lines;
    }

    private IEnumerable<string> Split(string piece, Func<string, bool> isKnown)
    {
        foreach (var mark in words.Doubtful)
        {
            for (var at = piece.IndexOf(mark, StringComparison.Ordinal); at > 0; at = piece.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
            {
                var rest = piece[(at + mark.Length)..];
                if (IsOutsideOfBrackets(piece, at) && (Opens(rest) || StartsKnown(rest, isKnown)))
                    return Split(piece[..at], isKnown).Concat(Split(rest, isKnown));
            }
        }

        foreach (var word in words.Conjunctions)
        {
            for (var at = piece.IndexOf(word, StringComparison.OrdinalIgnoreCase); at > 0; at = piece.IndexOf(word, at + word.Length, StringComparison.OrdinalIgnoreCase))
            {
                var (left, right) = (piece[..at], piece[(at + word.Length)..]);
                if (!isKnown(Fold(Name(Clean(piece)))) && isKnown(Fold(Name(Clean(left)))) && isKnown(Fold(Name(Clean(right)))))
                    return [left, right];
            }
        }

        return [piece];
    }

    private bool Opens(string text)
    {
        var folded = Fold(Name(text.TrimStart(Edges)));
        return _openers.Any(opener => folded.StartsWith(opener, StringComparison.Ordinal) && (folded.Length == opener.Length || !char.IsLetter(folded[opener.Length])))
            || Abbreviation().IsMatch(text.TrimStart(Edges));
    }

    private bool StartsKnown(string rest, Func<string, bool> isKnown) => isKnown(Fold(Name(Clean(
        words.Doubtful.Select(mark => rest.IndexOf(mark, StringComparison.Ordinal)).Where(end => end > 0).DefaultIfEmpty(rest.Length).Min() is var end ? rest[..end] : rest))));

    private string Name(string part)
    {
        foreach (var article in words.Articles)
        {
            if (part.StartsWith(article, StringComparison.OrdinalIgnoreCase) && part.Length > article.Length)
                return part[article.Length..].TrimStart();
        }

        return part;
    }

    /// <summary>What is left in a part by which it could be split: “Ministry of Justice and Home Affairs” is nothing to doubt.</summary>
    private string? Left(string part) =>
        words.Doubtful.FirstOrDefault(mark => part.Contains(mark, StringComparison.Ordinal))
        ?? words.Conjunctions.FirstOrDefault(word => part.IndexOf(word, StringComparison.OrdinalIgnoreCase) is > 0 and var at && Opens(part[(at + word.Length)..]));

    private static bool IsOutsideOfBrackets(string text, int at) => text.AsSpan(0, at).Count('(') <= text.AsSpan(0, at).Count(')');

    private static string Clean(string part) => Blanks().Replace(part, " ").Trim(Edges);

    private static string Short(string text) => text.Length <= 80 ? text : text[..79] + "…";

    private static string Fold(string name) => NameFolding.Fold(name, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:^|\s)(?:\([a-z0-9]{1,2}\)|[0-9]{1,2}[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Enumeration();

    [GeneratedRegex(@"@|[0-9]{5,}|\+[0-9]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Contact();

    // A full stop in the middle after a word, or a verb that no name has.
    [GeneratedRegex(@"[\p{Ll}\)]{3,}\.\s+\p{Lu}\w+\s+\p{Ll}|\b(?:will|have been|has been|are|were)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\p{Lu}[\p{Lu}&]{1,9}s?(?:[\s,.;/)]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex Blanks();
}
