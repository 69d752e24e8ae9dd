using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>What a plan document must fulfil beyond its form.</summary>
internal sealed class PlanRules
{
    private static readonly ImmutableArray<string> Kinds = [BodyKind.Agency, BodyKind.Collective];

    private readonly Faults _faults = new();
    private readonly PlanDocument _document;
    private readonly HashSet<string> _bodies;
    private readonly HashSet<string>? _periods;

    private PlanRules(PlanDocument document, BodyNames? known)
    {
        _document = document;
        _bodies = [.. document.Bodies.Where(body => body?.Key is not null).Select(body => body.Key)];
        _bodies.UnionWith(known?.Bodies.Select(body => body.Key) ?? []);
        _periods = document.Plan?.Periods.Where(period => period?.Key is not null).Select(period => period.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every fault of the document, each with its JSON path and without a line.</summary>
    public static ImmutableArray<DocumentFault> Check(PlanDocument document, BodyNames? known, IReadOnlySet<string>? measures)
    {
        var rules = new PlanRules(document, known);
        if (document.Format != PlanDocument.FormatName)
            rules._faults.Add("$.format", $"'{document.Format}' is not '{PlanDocument.FormatName}'");
        rules.CheckPlan();
        rules.CheckBodies();
        rules.CheckPriorities(measures);
        foreach (var (period, frame, path) in rules._faults.Each(document.Frames, "$.frames"))
        {
            rules.CheckPeriod(period, path);
            rules._faults.Present(frame.Preamble, path + ".preamble");
            rules._faults.Present(frame.Closing, path + ".closing");
            rules._faults.Present(frame.Headings, path + ".headings");
        }

        return rules._faults.Found;
    }

    private void CheckPlan()
    {
        if (_document.Plan is not { } plan)
            return;
        CheckKey(plan.Key, "$.plan.key");
        CheckKey(plan.Jurisdiction, "$.plan.jurisdiction");
        _faults.Said(plan.Language, "$.plan.language");
        _faults.Texts(plan.Titles, "$.plan.titles", required: true);
        if (_faults.Said(plan.TimeZone, "$.plan.timeZone") && !TimeZoneInfo.TryFindSystemTimeZoneById(plan.TimeZone, out _))
            _faults.Add("$.plan.timeZone", $"'{plan.TimeZone}' is no time zone");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (period, path) in _faults.Each(plan.Periods, "$.plan.periods"))
        {
            if (_faults.Said(period.Key, path + ".key"))
            {
                _faults.Unique(keys, period.Key, path + ".key");
                // It is part of keys, so it holds no mark that keys are made of.
                if (period.Key.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '/' or ':' or '#'))
                    _faults.Add(path + ".key", $"'{period.Key}' is no key of a period");
            }

            if (period.Due < period.Opens)
                _faults.Add(path + ".due", "comes before the period opens");
            if (period.Locks < period.Due || period.Locks < period.Opens)
                _faults.Add(path + ".locks", "comes before the period is due");
        }
    }

    private void CheckKey(string? key, string path)
    {
        if (_faults.Said(key, path) && !PlanKeyForm.IsKey(key))
            _faults.Add(path, $"'{key}' is no key; one is made of a–z, 0–9, dots and hyphens");
    }

    private void CheckBodies()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var parents = _document.Bodies.Where(body => body is { Key: not null, Parent: not null })
            .GroupBy(body => body.Key).ToDictionary(same => same.Key, same => same.First().Parent!, StringComparer.Ordinal);
        foreach (var (body, path) in _faults.Each(_document.Bodies, "$.bodies"))
        {
            if (_faults.Said(body.Key, path + ".key"))
            {
                _faults.Unique(keys, body.Key, path + ".key");
                if (body.Key.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash) || slash == body.Key.Length - 1)
                    _faults.Add(path + ".key", $"'{body.Key}' is no jurisdiction and slug");
                else if (_document.Plan?.Jurisdiction is { } jurisdiction && body.Key[..slash] != jurisdiction)
                    _faults.Add(path + ".key", $"'{body.Key}' is not of the plan's jurisdiction '{jurisdiction}'");
            }

            _faults.Known(body.Kind, Kinds, path + ".kind");
            _faults.Texts(body.Names, path + ".names", required: true);
            _faults.Present(body.Aliases, path + ".aliases");
            if (body.Parent is null)
                continue;
            CheckBody(body.Parent, path + ".parent");
            if (body.Key is not null && IsItsOwnAncestor(body.Key, parents))
                _faults.Add(path + ".parent", $"'{body.Key}' belongs to itself");
        }
    }

    private static bool IsItsOwnAncestor(string key, Dictionary<string, string> parents)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = key; parents.TryGetValue(at, out var parent) && seen.Add(at); at = parent)
        {
            if (parent == key)
                return true;
        }

        return false;
    }

    private void CheckPriorities(IReadOnlySet<string>? measures)
    {
        var numbers = new HashSet<int>();
        var all = _document.Priorities.Where(priority => priority is not null).SelectMany(priority => priority.Measures)
            .Where(measure => measure?.Id is not null).Select(measure => measure.Id).ToHashSet(StringComparer.Ordinal);
        var amendments = new AmendmentRules(_faults, _document.Plan, CheckBody, CheckPeriod);
        amendments.CheckPlan();
        var rules = new MeasureRules(_faults, amendments, CheckBody, CheckPeriod, id => all.Contains(id) || measures?.Contains(id) is true);
        foreach (var (priority, path) in _faults.Each(_document.Priorities, "$.priorities"))
        {
            if (priority.Number < 1)
                _faults.Add(path + ".number", "is less than 1");
            _faults.Unique(numbers, priority.Number, path + ".number");
            _faults.Texts(priority.Titles, path + ".titles");
            foreach (var (period, _, headingPath) in _faults.Each(priority.Headings, path + ".headings"))
                CheckPeriod(period, headingPath);
            foreach (var (measure, measurePath) in _faults.Each(priority.Measures, path + ".measures"))
                rules.Check(measure, measurePath);
        }
    }

    private void CheckBody(string? key, string path)
    {
        if (_faults.Said(key, path) && !_bodies.Contains(key))
            _faults.Add(path, $"there is no body '{key}'");
    }

    // Without the plan's header its periods are not known.
    private void CheckPeriod(string? period, string path)
    {
        if (_faults.Said(period, path) && _periods?.Contains(period) is false)
            _faults.Add(path, $"the plan has no period '{period}'");
    }
}
