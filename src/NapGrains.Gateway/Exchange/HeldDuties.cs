using NapGrains.Documents;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;

namespace NapGrains.Gateway.Exchange;

/// <summary>
/// A later report does not amend the plan: who was named or delegated stays so, even where a new document lets the body only
/// report. What the document adds is taken, and said.
/// </summary>
internal static class HeldDuties
{
    /// <summary>The document, with roles and duties never weaker than what the plan holds.</summary>
    public static PlanDocument Keep(PlanDocument document, PlanSnapshot held) => document with
    {
        Priorities =
        [
            .. document.Priorities.Select(priority => priority with
            {
                Measures = [.. priority.Measures.Select(measure => measure with { Executors = [.. measure.Executors.Select(executor => Keep(measure, executor, held))] })],
            }),
        ],
    };

    /// <summary>Where the document differs from the plan.</summary>
    public static IEnumerable<DocumentWarning> Doubts(OfficialReport report, string period, PlanSnapshot held)
    {
        foreach (var measure in report.Priorities.SelectMany(priority => priority.Measures))
        {
            if (held.IdOf(measure.Number, period) is not { } id)
            {
                yield return new(measure.Line, $"measure {measure.Number} is added to the plan", "the plan has no measure of this number");
                continue;
            }

            var before = held.Measure(id)!;
            if (before.Definition.Titles?.Values.FirstOrDefault() is { } title && title != measure.Title)
            {
                yield return before.Definition.Amendments.Any(amendment => amendment.Kinds.Contains(AmendmentKind.Reworded))
                    ? new(measure.Line, $"measure {measure.Number} keeps the title that an amendment gave it", $"the document has “{measure.Title}”")
                    : new(measure.Line, $"measure {measure.Number} gets another title", $"the plan has “{title}”");
            }

            foreach (var executor in measure.Executors.Where(executor => executor.Role != "REPORTER"
                && before.Assignments.All(assignment => assignment.Agency != executor.Agency || assignment.Role == ExecutorRole.Reporter)))
            {
                yield return before.Assignments.Any(assignment => assignment.Agency == executor.Agency && !assignment.FormerParts.IsEmpty)
                    ? new(measure.Line, $"{executor.Agency} is no executor of measure {measure.Number}", "an amendment ended its part; what it reports is taken")
                    : new(measure.Line, $"{executor.Agency} becomes an executor of measure {measure.Number}", "the plan does not name it there");
            }
        }

        var read = report.Priorities.SelectMany(priority => priority.Measures).Select(measure => held.IdOf(measure.Number, period) ?? measure.Number).ToHashSet();
        var missing = held.Measures.Where(measure => !read.Contains(measure.Id) && measure.Verdict.Status != MeasureStatus.Withdrawn).ToList();
        if (missing.Count > 0)
        {
            yield return new(
                0,
                $"{missing.Count} of the plan's measures are not in the document: {string.Join(", ", missing.Take(5).Select(measure => measure.Definition.Number))}{(missing.Count > 5 ? ", …" : "")}",
                "they stay as they are; if the document was cut off, import the whole one");
        }
    }

    private static ExecutorEntry Keep(MeasureEntry measure, ExecutorEntry said, PlanSnapshot held)
    {
        var before = held.Measure(measure.Id)?.Assignments.FirstOrDefault(assignment => assignment.Agency == said.Agency);
        return before is null || said.Role != "REPORTER" || before.Duty == Grains.Duty.Voluntary
            ? said
            : said with { Role = GraphNames.Of(before.Role), Duty = GraphNames.Of(before.Duty), Recommended = before.Recommended };
    }
}
