using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace NapGrains.Documents;

/// <summary>Finds where a statement points to another measure.</summary>
internal static class CrossReferences
{
    /// <summary>The numbers it points to, in order; only those of measures, and never its own.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="own">The measure that it belongs to.</param>
    /// <param name="measures">Numbers that are measures.</param>
    /// <param name="reading">Takes doubts.</param>
    public static ImmutableArray<string> Read(Statement statement, string own, IReadOnlySet<string> measures, Reading reading)
    {
        var found = new SortedDictionary<int, string>();
        foreach (Match clauses in reading.Wordings.ClausesByNumber.Matches(statement.Text))
        {
            if (!IsOfAnotherAct(statement.Text.AsSpan(0, clauses.Groups["numbers"].Index), reading))
                Take(clauses.Groups["numbers"]);
        }

        foreach (Match see in reading.Wordings.SeeNumber.Matches(statement.Text))
            Take(see.Groups["numbers"]);

        var lines = new LineCount(statement.Text, statement.Line);
        return [.. found.Where(number => IsMeasure(number.Value, lines.At(number.Key), measures, reading) && number.Value != own)
            .Select(number => number.Value).Distinct()];

        void Take(Group numbers)
        {
            var end = 0;
            foreach (Match number in reading.Wordings.NumberInTwoParts.Matches(numbers.Value))
            {
                if (end > 0 && IsDash(numbers.ValueSpan[end..number.Index]))
                    reading.Doubt(statement.Line, $"the clauses {numbers.Value} are taken for the first and the last", "what lies between them is not counted");
                end = number.Index + number.Length;
                found[numbers.Index + number.Index] = number.Value;
            }
        }
    }

    private static bool IsMeasure(string number, int line, IReadOnlySet<string> measures, Reading reading)
    {
        if (reading.CorrectionOf(line, number) is { Kind: CorrectionKind.Text })
            return false;
        if (measures.Contains(number))
            return true;
        reading.Doubt(line, $"“{number}” is taken for no reference", "the plan has no such measure");
        return false;
    }

    private static bool IsDash(ReadOnlySpan<char> between) => between.Trim() is "-" or "–" or "—";

    // “Clause 1.4 of the Rules”: the act stands before the number, in the genitive.
    private static bool IsOfAnotherAct(ReadOnlySpan<char> before, Reading reading)
    {
        before = before.TrimEnd(" \n\u00A0(");
        var word = reading.Fold(before[(LastWhiteSpace(before) + 1)..].ToString()).Replace(" ", "", StringComparison.Ordinal);
        return reading.Wordings.Acts.Any(act => word.StartsWith(act, StringComparison.Ordinal))
            && reading.Vocabulary.Genitives.Any(ending => word.EndsWith(ending, StringComparison.Ordinal));
    }

    private static int LastWhiteSpace(ReadOnlySpan<char> text)
    {
        var at = text.Length - 1;
        while (at >= 0 && !char.IsWhiteSpace(text[at]))
            at--;
        return at;
    }
}
