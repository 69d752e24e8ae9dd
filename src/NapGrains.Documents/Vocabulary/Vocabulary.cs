using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NapGrains.Documents;

/// <summary>
/// The words by which an official report of one language is read: kept as data (<c>Vocabulary/{language}.json</c>), so that
/// a new body noun or instrument is a line of data and no code. Words are compared without regard to case, in the casing
/// of the language.
/// </summary>
public sealed record Vocabulary
{
    private static readonly ConcurrentDictionary<string, Vocabulary> Loaded = new(StringComparer.Ordinal);

    // Beside the record, not in it: a copy with other words must not keep the patterns of the first.
    private static readonly ConditionalWeakTable<Vocabulary, Wordings> Compiled = [];

    /// <summary>The vocabulary of Azerbaijani reports.</summary>
    public static Vocabulary Azerbaijani => For("az");

    /// <summary>BCP 47 tag; names and words are folded in its casing.</summary>
    public required string Language { get; init; }

    /// <summary>Opens the heading of a priority, before its number.</summary>
    public required string Priority { get; init; }

    /// <summary>Opens, with a colon, the section of bodies that are asked, not ordered.</summary>
    public required string Recommended { get; init; }

    /// <summary>Headings of the five columns: number, title, lead, others, work done.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The “and” at which two names may be split.</summary>
    public required string And { get; init; }

    /// <summary>Words before a collective that say no more than “the other”.</summary>
    public required ImmutableArray<string> Others { get; init; }

    /// <summary>The state's name as it may stand before a body's name.</summary>
    public required ImmutableArray<string> StatePrefixes { get; init; }

    /// <summary>Company forms that end a body's name, short and in full.</summary>
    public required ImmutableArray<CompanyForm> CompanyForms { get; init; }

    /// <summary>Nouns that end the name of one body.</summary>
    public required ImmutableArray<string> BodyNouns { get; init; }

    /// <summary>Plural nouns that end the name of a collective.</summary>
    public required ImmutableArray<string> CollectiveNouns { get; init; }

    /// <summary>Words that open a statement about many unnamed bodies, such as “most”.</summary>
    public required ImmutableArray<string> Quantifiers { get; init; }

    /// <summary>The twelve months, January first.</summary>
    public required ImmutableArray<string> Months { get; init; }

    /// <summary>Endings that make a numeral an ordinal, written after a hyphen.</summary>
    public required ImmutableArray<string> Ordinals { get; init; }

    /// <summary>The word “year” after a year's number; it may carry endings.</summary>
    public required string Year { get; init; }

    /// <summary>The word between an instrument's date and its number.</summary>
    public required string Dated { get; init; }

    /// <summary>Words after an instrument's number.</summary>
    public required ImmutableArray<string> Numbered { get; init; }

    /// <summary>Nouns of instruments by which a measure is handed on.</summary>
    public required ImmutableArray<string> Instruments { get; init; }

    /// <summary>Endings of such a noun that say “by”.</summary>
    public required ImmutableArray<string> InstrumentEndings { get; init; }

    /// <summary>Stems of the verbs that hand on.</summary>
    public required ImmutableArray<string> Delegations { get; init; }

    /// <summary>Dative endings, longest stems first, and what the noun ends in without them.</summary>
    public required ImmutableArray<DativeEnding> Datives { get; init; }

    /// <summary>Stem of the noun that means a measure in a cross reference.</summary>
    public required string Clause { get; init; }

    /// <summary>The word “see”.</summary>
    public required string See { get; init; }

    /// <summary>What the plan calls itself; a clause “of the plan” is a measure.</summary>
    public required ImmutableArray<string> PlanNames { get; init; }

    /// <summary>Stems of nouns for other acts; a clause of theirs is no measure.</summary>
    public required ImmutableArray<string> Acts { get; init; }

    /// <summary>Genitive endings.</summary>
    public required ImmutableArray<string> Genitives { get; init; }

    /// <summary>How a sentence opens that says when a measure is due.</summary>
    public required ImmutableArray<string> ScheduleSubjects { get; init; }

    /// <summary>Stems of the verbs of such a sentence.</summary>
    public required ImmutableArray<string> ScheduleVerbs { get; init; }

    /// <summary>Casing of the language.</summary>
    [JsonIgnore]
    internal CultureInfo Culture => CultureInfo.GetCultureInfo(Language);

    /// <summary>What the words look like in running text.</summary>
    [JsonIgnore]
    internal Wordings Wordings => Compiled.GetValue(this, words => new Wordings(words));

    /// <summary>The vocabulary of a language.</summary>
    /// <param name="language">BCP 47 tag, e.g. <c>az</c>.</param>
    /// <exception cref="ArgumentException">None is shipped for this language.</exception>
    public static Vocabulary For(string language) => Loaded.GetOrAdd(language, Load);

    private static Vocabulary Load(string language)
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream(language + ".json")
            ?? throw new ArgumentException($"There is no vocabulary for the language '{language}'.", nameof(language));
        return JsonSerializer.Deserialize<Vocabulary>(stream, PlanDocument.Json)!;
    }
}

/// <summary>A company form.</summary>
/// <param name="Abbreviated">E.g. <c>ASC</c>.</param>
/// <param name="Written">The same written out.</param>
public sealed record CompanyForm(string Abbreviated, string Written);

/// <summary>A dative ending.</summary>
/// <param name="Ending">What the noun ends in.</param>
/// <param name="Stem">What stands there without it: <c>ğa</c> comes of <c>q</c>.</param>
public sealed record DativeEnding(string Ending, string Stem);
