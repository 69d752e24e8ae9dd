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
        var lines = new LineCount(statement.Text, statement.Line);
        foreach (Match clause in reading.Wordings.ClauseByNumber.Matches(statement.Text))
        {
            if (!IsOfAnotherAct(statement.Text.AsSpan(0, clause.Groups["number"].Index), reading))
                Take(clause);
        }

        lines = new LineCount(statement.Text, statement.Line);
        foreach (Match see in reading.Wordings.SeeNumber.Matches(statement.Text))
            Take(see);
        return [.. found.Values.Where(number => number != own).Distinct()];

        void Take(Match match)
        {
            foreach (Capture number in match.Groups["number"].Captures)
            {
                var line = lines.At(number.Index);
                if (reading.CorrectionOf(line, number.Value) is { Kind: CorrectionKind.Text })
                    continue;
                if (measures.Contains(number.Value))
                    found[number.Index] = number.Value;
                else
                    reading.Doubt(line, $"“{number.Value}” is taken for no reference", "the plan has no such measure");
            }
        }
    }

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
