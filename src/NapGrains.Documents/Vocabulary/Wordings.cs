using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace NapGrains.Documents;

/// <summary>What a vocabulary's words look like in running text. Every pattern takes time linear in its text.</summary>
internal sealed class Wordings(Vocabulary words)
{
    // No pattern may ever backtrack: documents come from outside.
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Nouns and company forms that end the name of one body, folded.</summary>
    public FrozenSet<string> BodyNouns { get; } =
        words.BodyNouns.Concat(words.CompanyForms.Select(form => form.Abbreviated)).Select(noun => Fold(noun, words)).ToFrozenSet();

    /// <summary>Nouns that end the name of a collective, folded.</summary>
    public FrozenSet<string> CollectiveNouns { get; } = words.CollectiveNouns.Select(noun => Fold(noun, words)).ToFrozenSet();

    /// <summary>Company forms as a folded name ends in them: written out, and in short.</summary>
    public ImmutableArray<(string Written, string Abbreviated)> CompanyForms { get; } =
        [.. words.CompanyForms.Select(form => (" " + Fold(form.Written, words), " " + Fold(form.Abbreviated, words)))];

    /// <summary>The state's name as a folded name begins with it.</summary>
    public ImmutableArray<string> StatePrefixes { get; } = [.. words.StatePrefixes.Select(prefix => Fold(prefix, words) + " ")];

    /// <summary>“The other” as a folded name begins with it.</summary>
    public ImmutableArray<string> Others { get; } = [.. words.Others.Select(word => Fold(word, words) + " ")];

    /// <summary>Stems of nouns for other acts, folded.</summary>
    public ImmutableArray<string> Acts { get; } = [.. words.Acts.Select(act => Fold(act, words))];

    /// <summary>Quantifiers, folded, each with the blank that ends it.</summary>
    public ImmutableArray<string> Quantifiers { get; } = [.. words.Quantifiers.Select(word => Fold(word, words) + " ")];

    /// <summary>The heading of a priority: <c>number</c>, <c>title</c>.</summary>
    public Regex PriorityHeading { get; } = new(
        $@"^\s*{Word(words.Priority, words)}\s+(?<number>[0-9]{{1,4}})\s*\.?\s*(?<title>[\s\S]*)$", Linear);

    /// <summary>The mark of a recommended section.</summary>
    public Regex Recommended { get; } = new($@"{Word(words.Recommended, words)}\s*:", Linear);

    /// <summary>The “and” between names.</summary>
    public Regex And { get; } = new($@"\s{Word(words.And, words)}\s", Linear);

    /// <summary>A dated instrument that does something: <c>day</c>, <c>month</c>, <c>year</c>, <c>number</c>, <c>noun</c>.</summary>
    public Regex Instrument { get; } = new(
        $@"(?:{Number(words)},?\s+)?(?:(?<year>[0-9]{{4}})\s*-\s*{Any(words.Ordinals, words)}\s+{Word(words.Year, words)}\p{{L}}*\s+(?<day>[0-9]{{1,2}})\s+(?<month>{Any(words.Months, words)})"
        + $@"|(?<day>[0-9]{{1,2}})\s+(?<month>{Any(words.Months, words)})\s+(?<year>[0-9]{{4}})\s*-\s*{Any(words.Ordinals, words)}\s+{Word(words.Year, words)}\p{{L}}*"
        + @"|(?<day>[0-9]{1,2})\.(?<month>[0-9]{1,2})\.(?<year>[0-9]{4}))"
        + $@"\s+{Word(words.Dated, words)},?\s+(?:{Number(words)}\s+)?"
        + $@"(?<noun>{Any(words.Instruments, words)}){Any(words.InstrumentEndings, words)}[\s,]",
        Linear);

    /// <summary>A verb that hands a measure on.</summary>
    public Regex Delegates { get; } = new(Any(words.Delegations, words), Linear);

    /// <summary>One clause or several by their numbers: <c>numbers</c>.</summary>
    public Regex ClausesByNumber { get; } = new(
        $@"(?:^|[\s(“”""«»,;:])(?<numbers>{NumberedClause(words)}(?:\s*(?:[,–—-]|{Word(words.And, words)})\s*{NumberedClause(words)})*)\s+{Word(words.Clause, words)}",
        Linear);

    /// <summary>A number in two parts.</summary>
    public Regex NumberInTwoParts { get; } = new(@"[0-9]{1,4}\.[0-9]{1,4}", Linear);

    /// <summary>“See” and a number: <c>numbers</c>.</summary>
    public Regex SeeNumber { get; } = new(
        $@"(?:^|[\s(]){Word(words.See, words)}\s*:?\s*(?<numbers>[0-9]{{1,4}}\.[0-9]{{1,4}})(?:$|[^0-9.]|\.(?:$|\s))", Linear);

    /// <summary>A sentence that says when a measure is due: <c>from</c>, <c>to</c>.</summary>
    public Regex Schedule { get; } = new(
        $@"^\s*{Any(words.ScheduleSubjects, words)}\s+(?<from>[0-9]{{4}})(?:\s*-\s*{Any(words.Ordinals, words)})?"
        + $@"(?:\s*(?:[-–—─−]|{Word(words.And, words)})\s*(?<to>[0-9]{{4}})\s*-\s*{Any(words.Ordinals, words)})?"
        + $@"\s+{Word(words.Year, words)}\p{{L}}*\s+(?:\p{{L}}+\s+){{0,3}}{Any(words.ScheduleVerbs, words)}\p{{L}}*\s*(?:\.(?:\s|$)|$)",
        Linear);

    /// <summary>How such a sentence opens.</summary>
    public Regex ScheduleOpening { get; } = new($@"^\s*{Any(words.ScheduleSubjects, words)}\s+[0-9]{{4}}", Linear);

    private static string Fold(string word, Vocabulary words) => NameFolding.Fold(word, words.Culture);

    private static string NumberedClause(Vocabulary words) => $@"[0-9]{{1,4}}\.[0-9]{{1,4}}(?:\s*-\s*{Any(words.Ordinals, words)})?";

    private static string Number(Vocabulary words) => $@"(?<number>\S{{1,60}})\s+(?<numbered>{Any(words.Numbered, words)})";

    /// <summary>One of the words or phrases.</summary>
    private static string Any(ImmutableArray<string> phrases, Vocabulary words) =>
        "(?:" + string.Join('|', phrases.OrderByDescending(phrase => phrase.Length).Select(phrase => Word(phrase, words))) + ")";

    /// <summary>A word or phrase in either case, with any white space between its words.</summary>
    private static string Word(string phrase, Vocabulary words)
    {
        var pattern = new StringBuilder();
        foreach (var letter in phrase)
        {
            var (lower, upper) = (words.Culture.TextInfo.ToLower(letter), words.Culture.TextInfo.ToUpper(letter));
            if (letter == ' ')
                pattern.Append(@"\s+");
            else if (lower == upper)
                pattern.Append(Regex.Escape(letter.ToString()));
            else
                pattern.Append('[').Append(lower).Append(upper).Append(']');
        }

        return pattern.ToString();
    }
}
