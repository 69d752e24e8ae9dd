using System.Collections.Immutable;

namespace NapGrains.Documents.Foreign;

/// <summary>What is doubtful in a foreign table, cell by cell, and what is wrong.</summary>
internal sealed class ForeignReport
{
    private readonly List<DocumentWarning> _warnings = [];
    private readonly List<DocumentFault> _faults = [];

    /// <summary>What is doubtful, in the order of the table.</summary>
    public ImmutableArray<DocumentWarning> Warnings => [.. _warnings.OrderBy(warning => warning.Line)];

    /// <summary>What is wrong.</summary>
    public ImmutableArray<DocumentFault> Faults => [.. _faults];

    public void Doubt(ForeignRow row, string column, string cell, string why) =>
        _warnings.Add(new(row.Number, cell.Length <= 200 ? cell : cell[..199] + "…", why, column));

    public void Fault(ForeignRow row, string column, string cause) => _faults.Add(new(row.Number, cause, Column: column));
}
