using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>Reads a measure from its row.</summary>
internal static class MeasureReading
{
    /// <summary>The bodies that the row's two executors' cells name, each once.</summary>
    public static ImmutableArray<ExecutorEntry> Executors(MeasureRow row, Reading reading)
    {
        var entries = ImmutableArray.CreateBuilder<ExecutorEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var leads = ExecutorNames.Read(row.Lead, reading);
        if (leads.IsEmpty)
            reading.Doubt(row.Lead.Line, $"measure {row.Number} has no lead", "its cell is empty");
        Take(leads, Role.Lead);
        Take(ExecutorNames.Read(row.Others, reading), Role.Other);
        return entries.ToImmutable();

        void Take(ImmutableArray<ExecutorName> names, string role)
        {
            foreach (var name in names)
            {
                if (!seen.Add(name.Body.Key))
                    reading.Doubt(name.Line, $"“{name.Wording}” is named again on measure {row.Number}", "a body has one part in a measure: the first counts");
                else
                    entries.Add(new ExecutorEntry(name.Body.Key, role, Duty.Named, name.Recommended, name.Wording));
            }
        }
    }

    /// <summary>The measure with its statements and what they tell.</summary>
    public static ReportedMeasure Read(
        MeasureRow row, ImmutableArray<ExecutorEntry> named, IReadOnlySet<string> numbers, Reading reading)
    {
        var number = row.Number.ToString();
        var title = row.Title.Unwrapped;
        if (title.Length == 0)
            reading.Doubt(row.Title.Line, $"measure {number} has no title", "its cell is empty");
        ImmutableArray<Statement> statements = [.. Statements.Read(row.Work, reading)
            .Select(statement => statement with { References = CrossReferences.Read(statement, number, numbers, reading) })];
        if (statements.IsEmpty)
            reading.Doubt(row.Work.Line, $"nothing is reported on measure {number}", "its cell of the work done is empty");

        var leads = named.Where(entry => entry.Role == Role.Lead).Select(entry => entry.Agency).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<DelegationEntry> delegations = [.. statements
            .SelectMany(statement => statement.Bodies.Where(leads.Contains).Take(1)
                .SelectMany(lead => Delegations.Read(statement, lead, reading)))];
        var (schedule, reason) = Schedules.Read(statements, leads, reading);
        return new ReportedMeasure(
            row.NumberCell.Line,
            number,
            title,
            new Row(row.NumberCell.Text, row.Title.Text, row.Lead.Text, row.Others.Text),
            WithUnnamed(named, delegations, statements),
            statements,
            delegations,
            [.. statements.SelectMany(statement => statement.References).Distinct()],
            schedule,
            reason);
    }

    /// <summary>Keys of the bodies on a measure in the order in which its row mentions them.</summary>
    public static IEnumerable<string> Mentions(ReportedMeasure measure)
    {
        var addressees = measure.Delegations.ToLookup(delegation => delegation.From, delegation => delegation.To);
        return measure.Executors.Where(entry => entry.Duty == Duty.Named).Select(entry => entry.Agency)
            .Concat(measure.Statements.SelectMany(statement => statement.Bodies
                .Concat(statement.Bodies.SelectMany(body => addressees[body]).SelectMany(to => to))));
    }

    // The addressee of a delegation inherits the duty to report; who else speaks does so unasked.
    private static ImmutableArray<ExecutorEntry> WithUnnamed(
        ImmutableArray<ExecutorEntry> named, ImmutableArray<DelegationEntry> delegations, ImmutableArray<Statement> statements) =>
        [.. named
            .Concat(delegations.SelectMany(delegation => delegation.To).Select(key => new ExecutorEntry(key, Role.Reporter, Duty.Delegated, false, null)))
            .Concat(statements.SelectMany(statement => statement.Bodies).Select(key => new ExecutorEntry(key, Role.Reporter, Duty.Voluntary, false, null)))
            .DistinctBy(entry => entry.Agency)];
}
