namespace NapGrains.Documents;

/// <summary>Lines of places in a text. Places are asked for in rising order, so that the text is gone through once.</summary>
/// <param name="text">The text.</param>
/// <param name="firstLine">Line of its first letter.</param>
internal sealed class LineCount(string text, int firstLine)
{
    private int _counted;
    private int _line = firstLine;

    /// <summary>The line of a place; never one before the last asked for.</summary>
    public int At(int place)
    {
        if (place > _counted)
        {
            _line += text.AsSpan(_counted, place - _counted).Count('\n');
            _counted = place;
        }

        return _line;
    }
}
