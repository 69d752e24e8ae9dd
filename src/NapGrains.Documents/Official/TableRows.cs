using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>A measure's five cells.</summary>
internal sealed record MeasureRow(
    MeasureNumber Number, TableCell NumberCell, TableCell Title, TableCell Lead, TableCell Others, TableCell Work);

/// <summary>A priority's heading and its measures' rows.</summary>
internal sealed record PriorityRows(int Number, TableCell Heading, string Title, ImmutableArray<MeasureRow> Measures);

/// <summary>The cells as rows: column headings, then one-cell priority headings between five-cell measure rows.</summary>
internal sealed class TableRows
{
    private const int CellsOfARow = 5;

    private readonly Reading _reading;
    private readonly ImmutableArray<TableCell> _cells;
    private readonly ImmutableArray<PriorityRows>.Builder _priorities = ImmutableArray.CreateBuilder<PriorityRows>();
    private readonly ImmutableArray<MeasureRow>.Builder _measures = ImmutableArray.CreateBuilder<MeasureRow>();
    private readonly HashSet<MeasureNumber> _seen = [];
    private (int Number, TableCell Heading, string Title)? _open;
    private MeasureNumber? _last;
    private int _at;

    private TableRows(ImmutableArray<TableCell> cells, Reading reading) => (_cells, _reading) = (cells, reading);

    /// <summary>The table's column headings.</summary>
    public ImmutableArray<TableCell> Headings { get; private set; } = [];

    /// <summary>The priorities in document order.</summary>
    public ImmutableArray<PriorityRows> Priorities => _priorities.ToImmutable();

    /// <summary>The cell after the last row, or null.</summary>
    public TableCell? Closing { get; private set; }

    /// <summary>Reads rows; whatever does not fit is refused through <paramref name="reading"/>, and reading goes on at the next row.</summary>
    public static TableRows Read(ImmutableArray<TableCell> cells, Reading reading)
    {
        var rows = new TableRows(cells, reading);
        rows.ReadHeadings();
        while (rows._at < cells.Length)
            rows.ReadRow();
        rows.ClosePriority();
        return rows;
    }

    private void ReadHeadings()
    {
        while (_at < _cells.Length && !IsHeading(_cells[_at]) && !IsNumber(_cells[_at]))
            _at++;
        Headings = _cells[.._at];
        if (_at == _cells.Length)
        {
            _reading.Refuse(_cells.Length > 0 ? _cells[0].Line : 1, "no priorities: no cell is a heading “" + _reading.Vocabulary.Priority + " N.”");
            return;
        }

        string[] expected = [.. _reading.Vocabulary.Columns.Select(_reading.Fold)];
        string[] found = [.. Headings.Select(heading => _reading.Fold(heading.Text))];
        if (found.SequenceEqual(expected))
            return;
        var line = Headings.Length > 0 ? Headings[0].Line : _cells[_at].Line;
        if (found.Length == CellsOfARow && found.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
            _reading.Refuse(line, "the columns stand in another order: " + string.Join(", ", Headings.Select(heading => heading.Unwrapped)));
        else
            _reading.Doubt(line, $"{Headings.Length} column headings", "expected " + string.Join(", ", _reading.Vocabulary.Columns));
    }

    private void ReadRow()
    {
        var cell = _cells[_at];
        if (IsHeading(cell))
        {
            OpenPriority(cell);
            _at++;
        }
        else if (MeasureNumber.TryParse(cell.Text, out var number))
        {
            ReadMeasure(cell, number);
        }
        else
        {
            ReadStray(cell);
        }
    }

    private void OpenPriority(TableCell cell)
    {
        ClosePriority();
        var match = _reading.Wordings.PriorityHeading.Match(cell.Text);
        var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        var title = TableCell.Unwrap(match.Groups["title"].Value);
        var before = _priorities.Count > 0 ? _priorities[^1].Number : 0;
        if (number <= before)
            _reading.Refuse(cell.Line, $"priority {number} comes after priority {before}");
        else if (number != before + 1)
            _reading.Doubt(cell.Line, $"priority {number} after priority {before}", "numbers are missing between them");
        if (title.Length == 0)
            _reading.Doubt(cell.Line, $"priority {number} has no title", "nothing follows its number");
        RefuseStatements(cell);
        _open = (number, cell, title);
        _last = null;
    }

    private void ClosePriority()
    {
        if (_open is not { } open)
            return;
        if (_measures.Count == 0)
            _reading.Doubt(open.Heading.Line, $"priority {open.Number} has no measures", "no row follows its heading");
        _priorities.Add(new PriorityRows(open.Number, open.Heading, open.Title, _measures.ToImmutable()));
        _measures.Clear();
        _open = null;
    }

    // A heading may be wrapped, but what a body says belongs to a measure.
    private void RefuseStatements(TableCell heading)
    {
        for (var i = 1; i < heading.Lines.Length; i++)
        {
            if (heading.Lines[i].IndexOf(':', StringComparison.Ordinal) is var colon and > 0
                && heading.Lines[i][..colon].Trim() is var label
                && (_reading.IsKnown(label) || _reading.KindOf(label) is not null))
                _reading.Refuse(heading.Line + i, $"a statement before any measure: “{label}”");
        }
    }

    private void ReadMeasure(TableCell cell, MeasureNumber number)
    {
        var taken = 1;
        while (taken < CellsOfARow && _at + taken < _cells.Length
            && !IsNumber(_cells[_at + taken]) && !IsHeading(_cells[_at + taken]))
            taken++;
        if (taken < CellsOfARow)
        {
            _reading.Refuse(cell.Line, $"the row of measure {number} is truncated: it has {taken} of {CellsOfARow} cells");
        }
        else
        {
            CheckNumber(number, cell.Line);
            _measures.Add(new MeasureRow(
                number, cell, _cells[_at + 1], _cells[_at + 2], _cells[_at + 3], _cells[_at + 4]));
        }

        _at += taken;
    }

    private void CheckNumber(MeasureNumber number, int line)
    {
        if (!_seen.Add(number))
            _reading.Refuse(line, $"measure {number} stands here for the second time");
        else if (_open is not { } open)
            _reading.Refuse(line, $"measure {number} stands before any priority");
        else if (number.Priority != open.Number)
            _reading.Refuse(line, $"measure {number} stands under priority {open.Number}");
        else if (_last is { } last && number.CompareTo(last) < 0)
            _reading.Refuse(line, $"measure {number} comes after measure {last}");
        else if (number.Place != (_last?.Place ?? 0) + 1)
            _reading.Doubt(line, $"measure {number}", "the numbers before it are not there");
        _last = number;
    }

    // The only cell that may stand by itself is the one that closes the document.
    private void ReadStray(TableCell cell)
    {
        var afterRow = _measures.Count > 0;
        if (afterRow && _at == _cells.Length - 1)
        {
            Closing = cell;
            _reading.Doubt(cell.Line, "a cell after the last row is taken for the document's closing words",
                $"a row has {CellsOfARow} cells");
        }
        else
        {
            _reading.Refuse(cell.Line, afterRow
                ? $"the row of measure {_measures[^1].Number} has more than {CellsOfARow} cells"
                : "expected a measure's number or a priority's heading");
        }

        _at++;
    }

    private bool IsHeading(TableCell cell) => _reading.Wordings.PriorityHeading.IsMatch(cell.Opening);

    private static bool IsNumber(TableCell cell) => MeasureNumber.TryParse(cell.Text, out _);
}
