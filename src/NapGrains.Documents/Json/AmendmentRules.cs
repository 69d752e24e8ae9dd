using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>What the amendments of a plan document must fulfil.</summary>
internal sealed class AmendmentRules(Faults faults, PlanHeader? plan, Action<string?, string> checkBody, Action<string?, string> checkPeriod)
{
    private static readonly ImmutableArray<string> Kinds = ["ADDED", "REWORDED", "RENUMBERED", "WITHDRAWN", "REASSIGNED", "RESCHEDULED"];

    private readonly HashSet<int> _versions = [.. (plan?.Amendments ?? []).Where(amendment => amendment is not null).Select(amendment => amendment.Version)];

    /// <summary>Amendments of the plan: each makes a version, later than the one before and none later than the plan's.</summary>
    public void CheckPlan()
    {
        var last = 1;
        foreach (var (amendment, path) in faults.Each(plan?.Amendments ?? [], "$.plan.amendments"))
        {
            if (amendment.Version <= last || !(amendment.Version <= plan?.Version))
                faults.Add(path + ".version", $"{amendment.Version} is not between the version before it and the plan's");
            last = Math.Max(last, amendment.Version);
            faults.Said(amendment.Operation, path + ".operation");
            faults.Said(amendment.Instrument, path + ".instrument");
        }
    }

    /// <summary>Amendments of a measure: what they did, and where it stood before.</summary>
    public void Check(MeasureEntry measure, string path)
    {
        foreach (var (amendment, at) in faults.Each(measure.Amendments.GetValueOrDefault([]), path + ".amendments"))
        {
            if (!_versions.Contains(amendment.Version))
                faults.Add(at + ".version", $"the plan has no amendment that made version {amendment.Version}");
            foreach (var (kind, kindPath) in faults.Each(amendment.Kinds, at + ".kinds"))
                faults.Known(kind, Kinds, kindPath);
            if (amendment.Kinds.Contains("ADDED") != amendment.Before is null)
                faults.Add(at + ".before", "a measure has a place before every amendment but the one that adds it");
            if (amendment.Before is { } before)
                faults.Said(before.Number, at + ".before.number");
        }

        if (measure.Verdict?.Status == "WITHDRAWN" && !measure.Amendments.GetValueOrDefault([]).Any(amendment => amendment?.Kinds.Contains("WITHDRAWN") == true))
            faults.Add(path + ".verdict.status", "only an amendment withdraws a measure, and there is none");
        for (var index = 0; index < measure.Executors.Length; index++)
        {
            if (measure.Executors[index] is not { } executor)
                continue;
            var at = $"{path}.executors[{index}]";
            foreach (var (period, periodPath) in faults.Each(executor.Expected.GetValueOrDefault([]), at + ".expected"))
                checkPeriod(period, periodPath);
            foreach (var (part, partPath) in faults.Each(executor.Former.GetValueOrDefault([]), at + ".former"))
                Check(part, partPath);
        }
    }

    private void Check(FormerPartEntry part, string path)
    {
        if (!_versions.Contains(part.Until + 1))
            faults.Add(path + ".until", $"the plan has no amendment that made version {part.Until + 1}");
        if (part.MemberOf is not null)
            checkBody(part.MemberOf, path + ".memberOf");
        if (part.Role is not null)
        {
            faults.Known(part.Role, MeasureRules.Roles, path + ".role");
            faults.Known(part.Duty, MeasureRules.Duties, path + ".duty");
        }

        foreach (var (period, periodPath) in faults.Each(part.Asked, path + ".asked"))
            checkPeriod(period, periodPath);
    }
}
