using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Finds the bodies in the dative at the start of a text.</summary>
internal static class Addressees
{
    private const int MostWords = 20;
    private const int MostWordsBefore = 8;
    private const int MostAddressees = 50;

    /// <summary>The bodies addressed, in order; empty where the text opens with none.</summary>
    public static ImmutableArray<Body> Read(string text, int line, Reading reading)
    {
        var bodies = ImmutableArray.CreateBuilder<Body>();
        var at = StartOfFirst(text, line, reading);
        while (bodies.Count < MostAddressees && Next(text, ref at, line, reading, out var body))
        {
            if (body is not null && bodies.All(other => other.Key != body.Key))
                bodies.Add(body);
            if (!SkipJoint(text, ref at, reading))
                break;
        }

        return bodies.ToImmutable();
    }

    // The addressee follows the instrument; where other words stand between, the first body in the dative after them is meant.
    private static int StartOfFirst(string text, int line, Reading reading)
    {
        var start = 0;
        for (var words = 0; words <= MostWordsBefore; words++)
        {
            if (Find(text, start, reading) is not null)
            {
                if (words > 0)
                    reading.Doubt(line, "an addressee is found after other words", "it does not follow the instrument");
                return start;
            }

            if (!NextWord(text, ref start))
                break;
        }

        return 0;
    }

    // The longest known name wins over a shorter one inside it; without any, the shortest that looks like a body.
    private static (string Name, int End)? Find(string text, int at, Reading reading)
    {
        (string Name, int End)? known = null, guess = null;
        var end = at;
        for (var words = 0; words < MostWords && NextWord(text, ref end); words++)
        {
            var stop = text[end - 1] is ',' or ';';
            var wording = text[at..(stop ? end - 1 : end)].Trim();
            foreach (var name in Dative.Undo(wording, reading.Vocabulary))
            {
                if (reading.IsKnown(name))
                    known = (name, stop ? end - 1 : end);
                else if (guess is null && reading.LooksWhole(name))
                    guess = (name, stop ? end - 1 : end);
            }

            if (stop)
                break;
        }

        return known ?? guess;
    }

    private static bool Next(string text, ref int at, int line, Reading reading, out Body? body)
    {
        body = null;
        if (Find(text, at, reading) is not { } found)
            return false;
        at = found.End;
        var correction = reading.CorrectionOf(line, found.Name);
        body = correction switch
        {
            { Kind: CorrectionKind.Text } => null,
            { } other => reading.Corrected(other),
            null => reading.Known(found.Name, line)
                ?? reading.Add(found.Name, reading.KindOf(found.Name)!, line, "a measure is handed on to it, and the register does not know it"),
        };
        return true;
    }

    private static bool NextWord(string text, ref int end)
    {
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        var start = end;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return end > start;
    }

    private static bool SkipJoint(string text, ref int at, Reading reading)
    {
        var rest = text[at..];
        if (rest.StartsWith(','))
        {
            at++;
            return true;
        }

        var and = reading.Wordings.And.Match(rest);
        if (!and.Success || !string.IsNullOrWhiteSpace(rest[..and.Index]))
            return false;
        at += and.Index + and.Length;
        return true;
    }
}
