using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>Finds the sentence that says in which years a measure is due.</summary>
internal static class Schedules
{
    /// <summary>The years and the sentence; both null where no unattributed statement, and none of a lead, says so.</summary>
    public static (ScheduleEntry? Schedule, string? Reason) Read(
        ImmutableArray<Statement> statements, IReadOnlySet<string> leads, Reading reading)
    {
        foreach (var statement in statements)
        {
            var match = reading.Wordings.Schedule.Match(statement.Text);
            if (!match.Success)
            {
                if (reading.Wordings.ScheduleOpening.IsMatch(statement.Text))
                    reading.Doubt(statement.Line, "a schedule is left out", "the sentence opens like one, but does not go on like one");
                continue;
            }

            var from = int.Parse(match.Groups["from"].Value, CultureInfo.InvariantCulture);
            var to = match.Groups["to"] is { Success: true } last ? int.Parse(last.Value, CultureInfo.InvariantCulture) : from;
            if (to < from)
                reading.Doubt(statement.Line, "a schedule is left out", $"{to} comes before {from}");
            else if (!statement.Bodies.IsEmpty && !statement.Bodies.Any(leads.Contains))
                reading.Doubt(statement.Line, "a schedule is left out", "a body that is not the measure's lead states it");
            else
                return (new ScheduleEntry(from, to), statement.Text);
        }

        return (null, null);
    }
}
