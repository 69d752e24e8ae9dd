using System.Globalization;
using System.Text;

namespace NapGrains.Gateway.Views.Search;

/// <summary>A word of a text: letters and digits that nothing else parts.</summary>
/// <param name="Folded">The word as it is looked up.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends there.</param>
internal readonly record struct Word(string Folded, int Start, int End)
{
    /// <summary>Whether it is a number: one that only begins alike is another one.</summary>
    public bool IsNumber => Folded.All(char.IsDigit);

    /// <summary>The words of a text in order; half surrogates part words like a blank.</summary>
    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        var word = new StringBuilder();
        var (start, end) = (0, 0);
        for (int index = 0, length; index < text.Length; index += length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out length);
            var folded = Folding.Fold(rune);
            if (folded.Length == 0)
            {
                // An accent of its own belongs to the letter before it, a soft hyphen to nothing; neither ends a word.
                end = Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? end : index + length;
                continue;
            }

            start = word.Length == 0 ? index : start;
            var isWord = false;
            foreach (var letter in folded.EnumerateRunes().Where(Rune.IsLetterOrDigit))
            {
                word.Append(letter.ToString());
                (end, isWord) = (index + length, true);
            }

            if (!isWord)
            {
                Close();
            }
        }

        Close();
        return words;

        void Close()
        {
            if (word.Length > 0)
            {
                words.Add(new(word.ToString(), start, end));
                word.Clear();
            }
        }
    }
}
