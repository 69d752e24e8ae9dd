using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NapGrains.Documents;

/// <summary>Keys of bodies: jurisdiction and ASCII slug of the official name.</summary>
public static class BodyKey
{
    /// <summary>The key that a body of this name gets, e.g. <c>az/edliyye-nazirliyi</c>.</summary>
    /// <param name="jurisdiction">E.g. <c>az</c>.</param>
    /// <param name="name">Official name; one without any letter that ASCII can stand for gets a digest as its slug.</param>
    public static string Of(string jurisdiction, string name)
    {
        ArgumentNullException.ThrowIfNull(jurisdiction);
        ArgumentNullException.ThrowIfNull(name);
        var slug = new StringBuilder(name.Length);
        // Taken apart first: İ is I and a dot, and no letter of ours needs the case of a language.
        var lower = NameFolding.WellFormed(name).Normalize(NormalizationForm.FormD).ToLowerInvariant();
        foreach (var unit in lower)
        {
            if (Ascii(unit) is { } letter)
                slug.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(unit) is not UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var text = slug.ToString().Trim('-');
        return jurisdiction + "/" + (text.Length > 0 ? text : "body-" + Digest(lower));
    }

    private static char? Ascii(char letter) => letter switch
    {
        'ə' or 'ә' or 'ǝ' => 'e',
        'ı' => 'i',
        'ø' => 'o',
        'ß' => 's',
        'đ' => 'd',
        'ł' => 'l',
        >= 'a' and <= 'z' or >= '0' and <= '9' => letter,
        _ => null,
    };

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
}
