using System.Globalization;
using System.Text.RegularExpressions;

namespace NapGrains.Documents;

/// <summary>Finds where a lead hands its measure on: a dated instrument, then bodies in the dative, then a verb of handing on.</summary>
internal static class Delegations
{
    private const int LongestSentence = 4000;

    public static IEnumerable<DelegationEntry> Read(Statement statement, string lead, Reading reading)
    {
        var lines = new LineCount(statement.Text, statement.Line);
        foreach (Match instrument in reading.Wordings.Instrument.Matches(statement.Text))
        {
            var rest = SentenceFrom(statement.Text, instrument.Index + instrument.Length);
            if (!reading.Wordings.Delegates.IsMatch(rest))
                continue;
            var line = lines.At(instrument.Index);
            var named = NameOf(instrument);
            var to = Addressees.Read(rest, line, reading);
            if (to.IsEmpty)
                reading.Doubt(line, $"{named} hands on, but to whom is not found", "no body in the dative follows it");
            else if (DateOf(instrument, reading) is not { } date)
                reading.Doubt(line, $"the delegation by {named} is left out", "its date is none");
            else
                yield return new DelegationEntry(lead, [.. to.Select(body => body.Key)], named, date);
        }
    }

    private static string SentenceFrom(string text, int start)
    {
        var limit = Math.Min(text.Length, start + LongestSentence);
        for (var end = start; end < limit; end++)
        {
            if (text[end] is '.' or '!' or '?' && (end + 1 == text.Length || char.IsWhiteSpace(text[end + 1])))
                return text[start..end];
        }

        return text[start..limit];
    }

    private static string NameOf(Match instrument) =>
        instrument.Groups["number"] is { Success: true } number
            ? $"{number.Value} {instrument.Groups["numbered"].Value} {instrument.Groups["noun"].Value}"
            : instrument.Groups["noun"].Value;

    private static DateOnly? DateOf(Match instrument, Reading reading)
    {
        var written = instrument.Groups["month"].Value;
        if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var month))
        {
            var folded = reading.Fold(written);
            month = reading.Vocabulary.Months.IndexOf(folded) + 1;
        }

        var year = int.Parse(instrument.Groups["year"].Value, CultureInfo.InvariantCulture);
        var day = int.Parse(instrument.Groups["day"].Value, CultureInfo.InvariantCulture);
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }
}
