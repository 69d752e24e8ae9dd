using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>What the measures of a plan document must fulfil.</summary>
internal sealed class MeasureRules(
    Faults faults, AmendmentRules amendments, Action<string?, string> checkBody, Action<string?, string> checkPeriod, Func<string, bool> isMeasure)
{
    public static readonly ImmutableArray<string> Roles = [Role.Lead, Role.Other, Role.Reporter];
    public static readonly ImmutableArray<string> Duties = [Duty.Named, Duty.Delegated, Duty.Member, Duty.Voluntary];
    private static readonly ImmutableArray<string> Verdicts =
        ["UNASSESSED", "SCHEDULED", "NOT_STARTED", "IN_PROGRESS", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED", "NOT_IMPLEMENTED", "WITHDRAWN"];

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly ReportRules _reports = new(faults, checkBody, checkPeriod);

    public void Check(MeasureEntry measure, string path)
    {
        if (IsNumber(measure.Id, path + ".id"))
            faults.Unique(_ids, measure.Id, path + ".id");
        if (IsNumber(measure.Number, path + ".number"))
            faults.Unique(_numbers, measure.Number, path + ".number");
        foreach (var (former, formerPath) in faults.Each(measure.FormerNumbers.GetValueOrDefault([]), path + ".formerNumbers"))
            IsNumber(former, formerPath);
        faults.Texts(measure.Titles, path + ".titles");
        faults.Texts(measure.ShortTitles, path + ".shortTitles");
        if (measure.Schedule is { } schedule && schedule.To < schedule.From)
            faults.Add(path + ".schedule", $"{schedule.To} comes before {schedule.From}");
        if (measure.Verdict is { } verdict)
            faults.Known(verdict.Status, Verdicts, path + ".verdict.status");
        foreach (var (assessment, at) in faults.Each(measure.Assessments.GetValueOrDefault([]), path + ".assessments"))
        {
            faults.Said(assessment.Assessor, at + ".assessor");
            faults.Said(assessment.Reason, at + ".reason");
            faults.Known(assessment.Status, Verdicts, at + ".status");
            if (assessment.EffectiveAt == default)
                faults.Add(at + ".effectiveAt", "is missing");
        }

        foreach (var (cell, at) in faults.Each(measure.Source.GetValueOrDefault([]), path + ".source"))
        {
            faults.Said(cell.Column, at + ".column");
            faults.Present(cell.Text, at + ".text");
        }

        CheckExecutors(measure.Executors, path + ".executors");
        amendments.Check(measure, path);
        CheckDelegations(measure.Delegations.GetValueOrDefault([]), path + ".delegations");
        CheckReferences(measure.References, measure, path + ".references");
        foreach (var (report, at) in faults.Each(measure.Reports, path + ".reports"))
            CheckReferences(report.References, measure, at + ".references");
        CheckFigures(measure, path + ".figures");
        foreach (var (period, row, rowPath) in faults.Each(measure.Rows, path + ".rows"))
        {
            checkPeriod(period, rowPath);
            faults.Present(row.Number, rowPath + ".number");
            faults.Present(row.Title, rowPath + ".title");
            faults.Present(row.Lead, rowPath + ".lead");
            faults.Present(row.Others, rowPath + ".others");
        }

        var executors = measure.Executors.Where(executor => executor?.Agency is not null).Select(executor => executor.Agency).ToHashSet(StringComparer.Ordinal);
        _reports.Check(measure.Reports, executors, path + ".reports");
    }

    // A number is part of a key, so it holds no blank and no mark that keys are made of.
    private bool IsNumber(string? number, string path)
    {
        if (!faults.Said(number, path))
            return false;
        if (number.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '/' or ':'))
            faults.Add(path, $"'{number}' is no number of a measure");
        return true;
    }

    private void CheckExecutors(ImmutableArray<ExecutorEntry> executors, string path)
    {
        var agencies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (executor, at) in faults.Each(executors, path))
        {
            checkBody(executor.Agency, at + ".agency");
            if (executor.Agency is not null)
                faults.Unique(agencies, executor.Agency, at + ".agency");
            if (executor.MemberOf is not null)
                checkBody(executor.MemberOf, at + ".memberOf");
            faults.Known(executor.Role, Roles, at + ".role");
            faults.Known(executor.Duty, Duties, at + ".duty");
            if (executor is { Role: Role.Reporter, Duty: Duty.Named } or { Role: Role.Lead or Role.Other, Duty: Duty.Voluntary })
                faults.Add(at + ".duty", $"a {executor.Role} cannot be {executor.Duty}");
        }
    }

    private void CheckDelegations(ImmutableArray<DelegationEntry> delegations, string path)
    {
        foreach (var (delegation, at) in faults.Each(delegations, path))
        {
            checkBody(delegation.From, at + ".from");
            faults.Said(delegation.Instrument, at + ".instrument");
            if (delegation.Date == default)
                faults.Add(at + ".date", "is missing");
            if (delegation.To.IsEmpty)
                faults.Add(at + ".to", "is empty");
            foreach (var (to, toPath) in faults.Each(delegation.To, at + ".to"))
                checkBody(to, toPath);
        }
    }

    private void CheckReferences(ImmutableArray<string>? references, MeasureEntry measure, string path)
    {
        foreach (var (reference, at) in faults.Each(references.GetValueOrDefault([]), path))
        {
            if (!isMeasure(reference))
                faults.Add(at, $"there is no measure '{reference}'");
            else if (reference == measure.Id)
                faults.Add(at, "points to the measure itself");
        }
    }

    private void CheckFigures(MeasureEntry measure, string path)
    {
        foreach (var (figure, at) in faults.Each(measure.Figures.GetValueOrDefault([]), path))
        {
            if (!measure.Reports.Any(report => report is not null && report.Agency == figure.Agency && report.Period == figure.Period))
                faults.Add(at, "is a number of a report that is not in the document");
            checkPeriod(figure.Period, at + ".period");
            if (figure.Agency is not null)
                checkBody(figure.Agency, at + ".agency");
            faults.Texts(figure.Unit, at + ".unit", required: true);
            faults.Texts(figure.Subject, at + ".subject", required: true);
        }
    }
}
