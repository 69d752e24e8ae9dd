using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Files for people to start from: plan templates with an example, and mappings of foreign tables.</summary>
public static class Templates
{
    private const string Folder = "Templates/";

    /// <summary>Names of the files.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(Templates).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A file's text.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>A file's bytes.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static Stream Open(string name) => typeof(Templates).Assembly.GetManifestResourceStream(Folder + name)
        ?? throw new ArgumentException($"There is no template '{name}'.", nameof(name));
}
