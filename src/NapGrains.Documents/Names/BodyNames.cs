using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>
/// A register's bodies by name: official names and aliases, whatever their case (in the language's own casing), white space,
/// quotes, hyphens, and company form. Immutable; look-ups may run in parallel.
/// </summary>
public sealed class BodyNames
{
    private readonly Dictionary<string, Body> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Body> _byForeignName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Body> _byKey = new(StringComparer.Ordinal);
    private readonly Vocabulary _vocabulary;

    /// <summary>Indexes a register.</summary>
    /// <param name="bodies">Its bodies, keys unique.</param>
    /// <param name="vocabulary">The language that names are folded in; Azerbaijani if null.</param>
    /// <exception cref="DocumentRefusedException">Two bodies share a key, or one name means two bodies.</exception>
    public BodyNames(IEnumerable<Body> bodies, Vocabulary? vocabulary = null)
    {
        _vocabulary = vocabulary ?? Vocabulary.Azerbaijani;
        Bodies = [.. bodies];
        var faults = ImmutableArray.CreateBuilder<DocumentFault>();
        foreach (var body in Bodies)
        {
            if (!_byKey.TryAdd(body.Key, body))
                faults.Add(new DocumentFault(0, $"two bodies have the key '{body.Key}'"));
            foreach (var name in OwnNames(body))
            {
                var folded = Fold(name);
                if (folded.Length > 0 && !_byName.TryAdd(folded, body) && _byName[folded].Key != body.Key)
                    faults.Add(new DocumentFault(0, $"the name '{name}' means both '{_byName[folded].Key}' and '{body.Key}'"));
            }

            foreach (var name in ForeignNames(body))
                _byForeignName.TryAdd(FoldForeign(name), body);
        }

        if (faults.Count > 0)
            throw new DocumentRefusedException(faults.ToImmutable());
    }

    /// <summary>A register without bodies.</summary>
    public static BodyNames None { get; } = new([]);

    /// <summary>The bodies, in the register's order.</summary>
    public ImmutableArray<Body> Bodies { get; }

    /// <summary>The body that a wording means, or null. A name of the state before it, “other” before a collective, or a full stop behind it are passed over.</summary>
    /// <param name="name">Official name in any language, alias, or a wording that differs from them in case, white space, or quotes.</param>
    public Body? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        var folded = Fold(name);
        return FindFolded(folded) ?? FindVariant(folded) ?? _byForeignName.GetValueOrDefault(FoldForeign(name));
    }

    /// <summary>The body with this key, or null.</summary>
    /// <param name="key">E.g. <c>az/edliyye-nazirliyi</c>.</param>
    public Body? FindByKey(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>The body that has this very name.</summary>
    internal Body? FindFolded(string folded) => _byName.GetValueOrDefault(folded);

    /// <summary>The body that has this name but for words that say nothing.</summary>
    internal Body? FindVariant(string folded)
    {
        folded = folded.TrimEnd('.', ',', ';', ' ');
        if (_byName.TryGetValue(folded, out var body))
            return body;
        foreach (var prefix in _vocabulary.Wordings.StatePrefixes)
        {
            if (folded.StartsWith(prefix, StringComparison.Ordinal) && _byName.TryGetValue(folded[prefix.Length..], out body))
                return body;
        }

        foreach (var word in _vocabulary.Wordings.Others)
        {
            if (folded.StartsWith(word, StringComparison.Ordinal)
                && _byName.TryGetValue(folded[word.Length..], out body) && body.Kind == BodyKind.Collective)
                return body;
        }

        return null;
    }

    /// <summary>A name as it is compared.</summary>
    internal string Fold(string name) => BodyNoun.ShortForm(NameFolding.Fold(name, _vocabulary.Culture), _vocabulary);

    private static string FoldForeign(string name) => NameFolding.Fold(name, CultureInfo.InvariantCulture);

    // Names in other languages have other casing, and may coincide: the first body wins.
    private IEnumerable<string> OwnNames(Body body) =>
        [.. body.Names.Where(name => name.Key == _vocabulary.Language).Select(name => name.Value), .. body.Aliases.IsDefault ? [] : body.Aliases];

    private IEnumerable<string> ForeignNames(Body body) =>
        body.Names.Where(name => name.Key != _vocabulary.Language).Select(name => name.Value);
}
