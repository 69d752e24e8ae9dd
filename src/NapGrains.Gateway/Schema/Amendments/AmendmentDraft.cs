using System.Collections.Immutable;
using System.Globalization;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Rollup;
using ErrorCode = NapGrains.Gateway.Schema.Errors.ErrorCode;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>An amendment held against the plan as it is: what becomes of each measure, and everything that is wrong with it.</summary>
internal sealed class AmendmentDraft
{
    private const int LongestNumber = 20;
    private const int LastYear = 9998;

    private readonly PlanSnapshot _plan;
    private readonly List<AmendmentFault> _faults = [];
    private readonly Dictionary<string, MeasureDraft> _measures = new(StringComparer.Ordinal);
    private readonly int _firstYear;

    private AmendmentDraft(PlanSnapshot plan)
    {
        _plan = plan;
        _firstYear = plan.Plan.Periods.Select(period => int.TryParse(period.Key.AsSpan(0, Math.Min(4, period.Key.Length)), out var year) ? year : 1).DefaultIfEmpty(1).Min();
    }

    public IReadOnlyList<AmendmentFault> Faults => _faults;

    /// <summary>What becomes of each measure that it touches.</summary>
    public IReadOnlyCollection<MeasureDraft> Measures => _measures.Values;

    /// <summary>Holds an amendment against a plan.</summary>
    public static AmendmentDraft Of(PlanSnapshot plan, AmendPlanInput input, DateOnly today)
    {
        var draft = new AmendmentDraft(plan);
        if (string.IsNullOrWhiteSpace(input.Instrument) || input.Instrument.Length > 500)
            draft.Fault(ErrorCode.InstrumentRequired, "Name the instrument by which the plan is amended, in at most 500 characters.", "instrument");
        if (input.Date > today)
            draft.Fault(ErrorCode.InstrumentDateInvalid, $"The instrument cannot be of {input.Date:yyyy-MM-dd}: that day has not come.", "date");
        if (input.Amendments.Count == 0)
            draft.Fault(ErrorCode.AmendmentsRequired, "Say at least one change.", "amendments");
        for (var index = 0; index < input.Amendments.Count; index++)
        {
            draft.Read(input.Amendments[index], index.ToString(CultureInfo.InvariantCulture));
        }

        draft.CheckNumbers(input);
        return draft;
    }

    private void Read(AmendmentInput amendment, string index)
    {
        switch (amendment)
        {
            case { Add: { } add }: Add(add, ["amendments", index, "add"]); break;
            case { Reword: { } reword }: Reword(reword, ["amendments", index, "reword"]); break;
            case { Renumber: { } renumber }: Renumber(renumber, ["amendments", index, "renumber"]); break;
            case { Withdraw: { } withdraw }: Change(withdraw.Measure, AmendmentKind.Withdrawn, ["amendments", index, "withdraw"], change => change with { Reason = withdraw.Reason }); break;
            case { Reassign: { } reassign }: Reassign(reassign, ["amendments", index, "reassign"]); break;
            case { Deadline: { } deadline }: Reschedule(deadline, ["amendments", index, "deadline"]); break;
            default: Fault(ErrorCode.AmendmentsRequired, "Say exactly one change.", "amendments", index); break;
        }
    }

    private void Add(AddMeasureInput add, string[] path)
    {
        var number = add.Number;
        CheckTitles(add.Titles, path);
        var dates = add is { Deadline: null, Schedule: null, Continuous: null } ? new MeasureDates(null, null, false) : Dates(add, path);
        CheckExecutors(add.Executors, path);
        if (!IsNumber(number, [.. path, "number"]) || PriorityOf(number, add.Priority, path) is not { } priority)
            return;
        if (_plan.Measure(number) is { } first)
        {
            Fault(
                ErrorCode.NumberNeverReused,
                $"{number} is the number that measure {first.Definition.Number} first had, and so its identity for ever; give the new measure another one.",
                [.. path, "number"]);
            return;
        }

        var draft = new MeasureDraft(number, null)
        {
            Executors = add.Executors,
            Change = new(
                [AmendmentKind.Added], number, priority, OrderOf(number, priority), add.Titles.ToTexts(), add.ShortTitles?.ToTexts(), dates,
                Jurisdiction: _plan.Plan.Jurisdiction, TimeZone: _plan.Plan.TimeZone),
        };
        if (!_measures.TryAdd(number, draft))
            Fault(ErrorCode.NumberTaken, $"This amendment adds two measures with the number {number}.", [.. path, "number"]);
    }

    private void Reword(RewordMeasureInput reword, string[] path)
    {
        CheckTitles(reword.Titles, path);
        Change(reword.Measure, AmendmentKind.Reworded, path, change => change with { Titles = reword.Titles.ToTexts(), ShortTitles = reword.ShortTitles?.ToTexts() });
    }

    private void Renumber(RenumberMeasureInput renumber, string[] path)
    {
        if (IsNumber(renumber.Number, [.. path, "number"]) && PriorityOf(renumber.Number, renumber.Priority, path) is { } priority)
        {
            Change(renumber.Measure, AmendmentKind.Renumbered, path, change => change with
            {
                Number = renumber.Number,
                Priority = priority,
                Order = OrderOf(renumber.Number, priority),
            });
        }
    }

    private void Reassign(ReassignMeasureInput reassign, string[] path)
    {
        CheckExecutors(reassign.Executors, path);
        Change(reassign.Measure, AmendmentKind.Reassigned, path, change => change, draft =>
        {
            draft = draft with { Executors = reassign.Executors };
            return draft with { Change = draft.Change with { Delegations = draft.Delegations } };
        });
    }

    private void Reschedule(RescheduleMeasureInput deadline, string[] path)
    {
        if (Dates(deadline, path) is { } dates)
            Change(deadline.Measure, AmendmentKind.Rescheduled, path, change => change with { Dates = dates });
    }

    private void Change(
        string number, AmendmentKind kind, string[] path, Func<MeasureChange, MeasureChange> change, Func<MeasureDraft, MeasureDraft>? also = null)
    {
        string[] at = [.. path, "measure"];
        if (_plan.IdOf(number) is not { } id || _plan.Measure(id) is not { } held)
        {
            Fault(ErrorCode.UnknownMeasure, NearestNumber.Unknown(_plan.Measures.Select(measure => measure.Definition.Number), number), at);
            return;
        }

        if (held.Verdict.Status == MeasureStatus.Withdrawn)
        {
            Fault(ErrorCode.MeasureWithdrawn, $"Measure {held.Definition.Number} was withdrawn by {held.Verdict.Source}, and is not amended any more.", at);
            return;
        }

        var draft = _measures.GetValueOrDefault(id) ?? new MeasureDraft(id, held);
        if (draft.Change.Kinds.Contains(kind) || draft.IsWithdrawn || (kind == AmendmentKind.Withdrawn && !draft.Change.Kinds.IsEmpty))
        {
            Fault(
                ErrorCode.AmendedTwice,
                $"Measure {held.Definition.Number} stands in this amendment already: each kind of change may be made once, and a withdrawal alone.",
                at);
            return;
        }

        draft = draft.With(kind, change);
        _measures[id] = also is null ? draft : also(draft);
    }

    /// <summary>After the amendment no two measures may have one number; two that swap theirs have not.</summary>
    private void CheckNumbers(AmendPlanInput input)
    {
        var taken = _plan.Measures.Where(measure => !_measures.ContainsKey(measure.Id))
            .ToDictionary(measure => measure.Definition.Number, measure => measure.Id, StringComparer.Ordinal);
        foreach (var draft in _measures.Values.OrderBy(draft => draft.Change.Number is null ? 0 : 1))
        {
            if (taken.TryAdd(draft.Number, draft.Id))
                continue;
            var isAdded = draft.Held is null;
            var index = Enumerable.Range(0, input.Amendments.Count).First(at => isAdded
                ? input.Amendments[at].Add?.Number == draft.Number
                : input.Amendments[at].Renumber is { } renumber && _plan.IdOf(renumber.Measure) == draft.Id);
            var holder = _plan.Measure(taken[draft.Number]);
            Fault(
                ErrorCode.NumberTaken,
                holder?.Verdict.Status == MeasureStatus.Withdrawn
                    ? $"{draft.Number} is the number of a withdrawn measure; it is not given again."
                    : $"{draft.Number} is the number of another measure after this amendment; renumber that one, too, or choose another number.",
                "amendments", index.ToString(CultureInfo.InvariantCulture), isAdded ? "add" : "renumber", "number");
        }
    }

    private bool IsNumber(string number, string[] path)
    {
        var isNumber = number.Length <= LongestNumber && number.Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiLetterOrDigit));
        if (!isNumber)
            Fault(ErrorCode.NumberInvalid, $"A measure's number is made of letters a–z and digits, with dots between its parts, in at most {LongestNumber} characters, e.g. 3.12.", path);
        return isNumber;
    }

    private int? PriorityOf(string number, int? said, string[] path)
    {
        var priority = said ?? (int.TryParse(number.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : null);
        if (priority is { } known && _plan.Priority(known) is not null)
            return known;
        var all = string.Join(", ", _plan.Priorities.Select(held => held.Number));
        Fault(ErrorCode.UnknownPriority, $"The plan has no priority {priority?.ToString(CultureInfo.InvariantCulture) ?? $"'{number}'"}; name one of {all} in priority.", [.. path, said is null ? "number" : "priority"]);
        return null;
    }

    /// <summary>The place of the last measure of the priority with a lower number: of two in one place the number says which is first.</summary>
    private int OrderOf(string number, int priority)
    {
        var others = _plan.Measures.Where(measure => measure.Definition.Priority == priority).ToList();
        var before = others.Where(measure => MeasureNumber.Order.Compare(measure.Definition.Number, number) < 0).ToList();
        return before.Count > 0 ? before.Max(measure => measure.Definition.Order)
            : others.Count > 0 ? others.Min(measure => measure.Definition.Order)
            : priority * 10_000;
    }

    private MeasureDates? Dates(MeasureDatesInput said, string[] path)
    {
        var dates = new MeasureDates(said.Schedule is { } years ? new(years.From, years.To) : null, said.Deadline, said.Continuous ?? false);
        if (dates is { Schedule: null, Deadline: null, Continuous: false })
            return Invalid("Say by when it is due: in deadline, in schedule, or continuous: true for a measure without an end.");
        if (dates.Continuous && (dates.Schedule is not null || dates.Deadline is not null))
            return Invalid("A measure without an end has no deadline and no schedule.");
        if (dates.Schedule is { } schedule && (schedule.To < schedule.From || schedule.From < _firstYear || schedule.To > LastYear))
            return Invalid($"A schedule goes from a year to the same or a later one, from {_firstYear} on, when the plan begins.");
        return dates.Deadline?.Year < _firstYear ? Invalid($"A deadline of {dates.Deadline:yyyy-MM-dd} is before the plan begins, in {_firstYear}.") : dates;

        MeasureDates? Invalid(string message)
        {
            Fault(ErrorCode.MeasureDatesInvalid, message, path);
            return null;
        }
    }

    private void CheckTitles(IReadOnlyList<TextInput> titles, string[] path)
    {
        if (titles.Count == 0 || titles.Any(title => string.IsNullOrWhiteSpace(title.Text) || string.IsNullOrWhiteSpace(title.Language)))
            Fault(ErrorCode.TitleRequired, "A measure has a title in at least one language.", [.. path, "titles"]);
    }

    private void CheckExecutors(IReadOnlyList<ExecutorInput> executors, string[] path)
    {
        string[] at = [.. path, "executors"];
        for (var index = 0; index < executors.Count; index++)
        {
            var executor = executors[index];
            string[] here = [.. at, index.ToString(CultureInfo.InvariantCulture)];
            if (_plan.Register.Body(executor.Agency) is null)
                Fault(ErrorCode.UnknownAgency, $"The register has no body with the key '{executor.Agency}'; agency(name:) finds the key of a name.", [.. here, "agency"]);
            if (executor.Role == ExecutorRole.Reporter)
                Fault(ErrorCode.ExecutorRoleInvalid, "The plan names leads and other executors; reporters come by themselves.", [.. here, "role"]);
            if (executors.Take(index).Any(before => before.Agency == executor.Agency))
                Fault(ErrorCode.AgencyTwice, $"'{executor.Agency}' stands in the list twice; a body has one part in a measure.", [.. here, "agency"]);
        }

        if (executors.All(executor => executor.Role != ExecutorRole.Lead))
            Fault(ErrorCode.LeadRequired, "A measure has at least one lead.", at);
    }

    private void Fault(ErrorCode code, string message, params string[] path) => _faults.Add(new(code, message, path));
}
