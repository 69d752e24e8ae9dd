using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>What one reading of a document has found so far: bodies, doubts, faults.</summary>
internal sealed class Reading(BodyNames register, ReadOptions options)
{
    private readonly Dictionary<string, Body> _newByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Body> _newByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sameSlug = new(StringComparer.Ordinal);
    private readonly HashSet<DocumentWarning> _warnings = [];
    private readonly List<DocumentFault> _faults = [];
    private readonly Dictionary<(int Line, string? Wording), Correction> _corrections =
        options.Corrections.Entries
            .GroupBy(entry => (entry.Line, entry.Wording is null ? null : register.Fold(entry.Wording)))
            .ToDictionary(same => same.Key, same => same.First());
    private readonly HashSet<Correction> _used = [];

    public Vocabulary Vocabulary => options.Vocabulary;

    public Wordings Wordings { get; } = options.Vocabulary.Wordings;

    public ImmutableArray<DocumentWarning> Warnings =>
        [.. _warnings.OrderBy(warning => warning.Line).ThenBy(warning => warning.What, StringComparer.Ordinal)];

    public ImmutableArray<DocumentFault> Faults => [.. _faults.OrderBy(fault => fault.Line)];

    public ImmutableArray<Body> NewBodies => [.. _newByName.Values];

    public void Doubt(int line, string what, string why) => _warnings.Add(new DocumentWarning(line, what, why));

    public void Refuse(int line, string cause) => _faults.Add(new DocumentFault(line, cause));

    /// <summary>The correction of what opens this line, or of this wording on it.</summary>
    public Correction? CorrectionOf(int line, string? wording = null)
    {
        if (!_corrections.TryGetValue((line, wording is null ? null : register.Fold(wording)), out var correction))
            return null;
        _used.Add(correction);
        return correction;
    }

    /// <summary>Doubts every correction that met nothing: it may belong to another document.</summary>
    public void DoubtUnusedCorrections()
    {
        foreach (var correction in options.Corrections.Entries.Where(entry => !_used.Contains(entry)))
        {
            Doubt(correction.Line, "a correction changed nothing",
                $"line {correction.At} of the corrections speaks of something that is not here");
        }
    }

    public string Fold(string name) => register.Fold(name);

    /// <summary>A body by key, be it the register's or new.</summary>
    public Body ByKey(string key) => register.FindByKey(key) ?? _newByKey[key];

    /// <summary>The body of this name, or null; a name that only nearly fits is doubted.</summary>
    public Body? Known(string name, int line)
    {
        var folded = Fold(name);
        if (KnownFolded(folded) is { } body)
            return body;
        if (register.FindVariant(folded) is not { } variant)
            return null;
        Doubt(line, $"“{name}” is taken for {variant.Key}", "the register has this name only without words that stand here");
        return variant;
    }

    /// <summary>The body of this folded name, or null.</summary>
    public Body? KnownFolded(string folded) => register.FindFolded(folded) ?? _newByName.GetValueOrDefault(folded);

    public bool IsKnown(string name) => Fold(name) is var folded && (KnownFolded(folded) ?? register.FindVariant(folded)) is not null;

    /// <summary>The body that a correction names.</summary>
    public Body Corrected(Correction correction) => Known(correction.Body!, correction.Line)
        ?? Add(correction.Body!, KindOf(correction.Body!) ?? BodyKind.Agency, correction.Line, "a correction names it, and the register does not know it");

    public string? KindOf(string name) => BodyNoun.KindOf(name, Vocabulary);

    /// <summary>Whether a wording inside others looks like a body's whole name: one word alone may as well be a part of one.</summary>
    public bool LooksWhole(string name) =>
        name.Length > 0 && !char.IsLower(name[0]) && name.AsSpan().ContainsAny(' ', '\u00A0') && KindOf(name) is not null;

    /// <summary>A body that the register does not know.</summary>
    public Body Add(string name, string kind, int line, string why)
    {
        var key = FreeKey(BodyKey.Of(options.Jurisdiction, name));
        var body = new Body(key, kind, new Texts { [Vocabulary.Language] = name }, []);
        _newByKey.Add(key, body);
        _newByName.Add(Fold(name), body);
        Doubt(line, $"“{name}” becomes the new body {key}", why);
        return body;
    }

    // Two names may have one slug: the second one gets a number.
    private string FreeKey(string key)
    {
        var free = key;
        while (register.FindByKey(free) is not null || _newByKey.ContainsKey(free))
        {
            _sameSlug[key] = _sameSlug.GetValueOrDefault(key, 1) + 1;
            free = string.Create(CultureInfo.InvariantCulture, $"{key}-{_sameSlug[key]}");
        }

        return free;
    }
}
