using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents.Foreign;

/// <summary>Reads the measures that the rows of a foreign table are.</summary>
internal sealed class ForeignMeasures
{
    private readonly TableMapping _mapping;
    private readonly ForeignReport _report;
    private readonly BodyCells _cells;
    private readonly Func<string, BodyNames?> _register;
    private readonly ILookup<string, string> _certain;
    private readonly ImmutableArray<string> _kept;

    public ForeignMeasures(
        TableMapping mapping, ImmutableArray<string> headings, ImmutableArray<ForeignRow> rows, Func<string, BodyNames?> register, ForeignReport report)
    {
        (_mapping, _report, _register, _cells) = (mapping, report, register, new(mapping.Bodies));
        _kept = [.. headings.Where(heading => !mapping.Source.Except.Contains(heading))];
        // What stands alone in some cell of a jurisdiction is a body there, and tells where other cells name two.
        _certain = rows.SelectMany(row => mapping.Executors.SelectMany(executor => _cells.CertainNames(row[executor.Column]).Select(name => (Jurisdiction: row.Value(mapping.Plan.Jurisdiction), Name: name))))
            .Distinct().ToLookup(known => known.Jurisdiction, known => known.Name, StringComparer.Ordinal);
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="jurisdiction">Whose plan it is.</param>
    /// <param name="dates">The dates of the plan.</param>
    /// <param name="numbers">Numbers that the plan has already.</param>
    /// <param name="bodies">Bodies of the plan by key; those of the row are added.</param>
    public MeasureEntry Read(ForeignRow row, string jurisdiction, PlanDates dates, HashSet<string> numbers, Dictionary<string, Body> bodies)
    {
        var columns = _mapping.Measure;
        var id = row.Fill(columns.Id);
        var (start, end) = (Date(row, columns.Start, dates), Date(row, columns.End, dates));
        ScheduleEntry? schedule = null;
        if (start.First is { } from && end.Last is { } to)
        {
            if (to < from)
                _report.Doubt(row, columns.End, row[columns.End], $"it is before the start, {row[columns.Start]}; only the deadline is taken");
            else
                schedule = new(from.Year, to.Year);
        }
        else if (start.First is not null && !end.IsContinuous)
        {
            _report.Doubt(row, columns.Start, row[columns.Start], "there is no end beside it, so no schedule is taken");
        }

        return new(
            id,
            Number(row, id, numbers),
            null,
            Texts(row, columns.Title),
            Texts(row, columns.ShortTitle),
            schedule,
            end.Last,
            end.IsContinuous,
            null,
            Executors(row, jurisdiction, bodies),
            null,
            null,
            null,
            null,
            [],
            Assessments(row),
            [.. _kept.Select(column => new SourceCellEntry(column, row.Raw(column))).Where(cell => !_mapping.Source.Omitted.Contains(cell.Text))]);
    }

    private ForeignDate Date(ForeignRow row, string column, PlanDates dates)
    {
        var date = dates.Read(row[column]);
        if (date.Doubt is { } doubt)
            _report.Doubt(row, column, row[column], doubt);
        return date;
    }

    /// <summary>The number in the plan; a spreadsheet may have made <c>4.0999999999999996</c> of 4.1.</summary>
    private string Number(ForeignRow row, string id, HashSet<string> numbers)
    {
        var column = ForeignRow.First(_mapping.Measure.Number);
        var said = row.Fill(_mapping.Measure.Number);
        var number = string.Concat(said.Select(letter => char.IsWhiteSpace(letter) || letter is '/' or ':' or '#' ? '-' : letter)).TrimEnd('.');
        if (number.Length > 15 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            number = value.ToString(CultureInfo.InvariantCulture);
        if (number != said)
            _report.Doubt(row, column, said, $"it is taken as {number}");
        if (number.Length > 0 && numbers.Add(number))
            return number;
        _report.Doubt(row, column, said, number.Length == 0 ? $"the measure is called {id}" : $"another measure of the plan has this number; this one is called {number}-{id}");
        return number.Length == 0 ? id : $"{number}-{id}";
    }

    private ImmutableArray<ExecutorEntry> Executors(ForeignRow row, string jurisdiction, Dictionary<string, Body> bodies)
    {
        var executors = ImmutableArray.CreateBuilder<ExecutorEntry>();
        foreach (var column in _mapping.Executors)
        {
            var read = _cells.Read(row[column.Column], _certain[jurisdiction].Contains);
            foreach (var doubt in read.Doubts)
                _report.Doubt(row, column.Column, row[column.Column], doubt);
            foreach (var named in read.Bodies)
            {
                var held = _register(jurisdiction)?.Find(named.Name);
                var key = held?.Key ?? BodyKey.Of(jurisdiction, named.Name);
                if (executors.FirstOrDefault(executor => executor.Agency == key) is { } before)
                {
                    if (before.Role != column.Role)
                        _report.Doubt(row, column.Column, named.Wording, $"it is the measure's {before.Role} already, and stays so");
                    continue;
                }

                bodies.TryAdd(key, held ?? new(key, named.Kind, new Texts { [_mapping.Bodies.Language] = named.Name }, []));
                executors.Add(new(key, column.Role, Duty.Named, false, named.Wording));
            }
        }

        return executors.ToImmutable();
    }

    private ImmutableArray<AssessmentEntry>? Assessments(ForeignRow row)
    {
        var assessments = ImmutableArray.CreateBuilder<AssessmentEntry>();
        foreach (var columns in _mapping.Assessments)
        {
            var code = row[columns.Code];
            if (!columns.Scale.TryGetValue(code, out var status))
            {
                _report.Fault(row, columns.Code, $"the mapping has no status for '{code}'; it has {string.Join(", ", columns.Scale.Keys)}");
            }
            else if (!int.TryParse(row[columns.Year], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1 or > 9999)
            {
                if (status != "UNASSESSED")
                    _report.Doubt(row, columns.Year, row[columns.Year], $"it is no year, so “{code}” in {columns.Code} is kept in the source cells and is no assessment");
            }
            else
            {
                assessments.Add(new(
                    columns.Assessor, status, row.Fill(columns.Reason), row.Fill(columns.Source), new(year, 12, 31, 0, 0, 0, TimeSpan.Zero), null, code));
            }
        }

        return assessments.Count == 0 ? null : assessments.ToImmutable();
    }

    private static Texts? Texts(ForeignRow row, TextColumn column) =>
        row.Fill(column.Text) is { Length: > 0 } text ? new Texts { [column.Language] = text } : null;
}
