namespace NapGrains.Tests.Documents;

internal static class WhiteSpace
{
    /// <summary>Runs of white space, U+00A0 among them, as one blank; none outside.</summary>
    public static string Folded(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
