using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace NapGrains.Documents;

/// <summary>Collects the faults of a plan document, each with its JSON path.</summary>
internal sealed class Faults
{
    private readonly ImmutableArray<DocumentFault>.Builder _found = ImmutableArray.CreateBuilder<DocumentFault>();

    public ImmutableArray<DocumentFault> Found => _found.ToImmutable();

    public void Add(string path, string cause) => _found.Add(new DocumentFault(0, cause, path));

    /// <summary>Refuses an absent value; false where it is absent.</summary>
    public bool Present([NotNullWhen(true)] object? value, string path)
    {
        if (value is null)
            Add(path, "is missing");
        return value is not null;
    }

    /// <summary>Refuses a text that is absent or blank; false where it is.</summary>
    public bool Said([NotNullWhen(true)] string? text, string path)
    {
        var said = !string.IsNullOrWhiteSpace(text);
        if (!said)
            Add(path, text is null ? "is missing" : "is blank");
        return said;
    }

    /// <summary>Refuses a value that is none of the known ones.</summary>
    public void Known(string? value, ImmutableArray<string> values, string path)
    {
        if (Said(value, path) && !values.Contains(value))
            Add(path, $"'{value}' is none of {string.Join(", ", values)}");
    }

    /// <summary>Refuses a value that was seen before.</summary>
    public void Unique<T>(HashSet<T> seen, T value, string path)
    {
        if (!seen.Add(value))
            Add(path, $"'{value}' stands here for the second time");
    }

    /// <summary>Refuses texts without a language or without words; absent texts where they are required.</summary>
    public void Texts(Texts? texts, string path, bool required = false)
    {
        if (texts is null || texts.Count == 0)
        {
            if (required)
                Add(path, "is missing");
            return;
        }

        foreach (var (language, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(language))
                Add(path, "a language tag is blank");
            Present(text, JsonLines.Member(path, language));
        }
    }

    /// <summary>Refuses absent entries.</summary>
    public void Present(ImmutableArray<string> entries, string path)
    {
        for (var i = 0; i < entries.Length; i++)
            Present(entries[i], JsonLines.Element(path, i));
    }

    /// <summary>The entries that are there, each with its path; absent ones are refused.</summary>
    public IEnumerable<(T Entry, string Path)> Each<T>(ImmutableArray<T> entries, string path)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (Present(entries[i], JsonLines.Element(path, i)))
                yield return (entries[i], JsonLines.Element(path, i));
        }
    }

    /// <summary>The entries by period that are there, each with its path; absent ones are refused.</summary>
    public IEnumerable<(string Period, T Entry, string Path)> Each<T>(ImmutableSortedDictionary<string, T>? entries, string path)
    {
        foreach (var (period, entry) in entries ?? ImmutableSortedDictionary<string, T>.Empty)
        {
            if (Present(entry, JsonLines.Member(path, period)))
                yield return (period, entry, JsonLines.Member(path, period));
        }
    }
}
