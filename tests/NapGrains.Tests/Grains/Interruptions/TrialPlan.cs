using System.Collections.Immutable;
using System.Text.Json;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;
using NapGrains.Grains.Rollup;
using NapGrains.Tests.Grains.Cluster;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Interruptions;

/// <summary>
/// A plan of its own with two measures and two bodies on each, on which one delivery after another is interrupted. What was asked of it
/// is kept beside it, so that it can be counted without it.
/// </summary>
internal sealed class TrialPlan
{
    private const string Opened = "2022";
    private static readonly string[] Measures = ["1.1", "1.2"];
    private static readonly MeasureStatus[] Verdicts = [MeasureStatus.NotStarted, MeasureStatus.InProgress, MeasureStatus.PartiallyImplemented, MeasureStatus.Implemented];
    private static readonly string[] EachOfOperations = ["register", "plan", "priority", "measure", "assignment", "feed"];

    private readonly SharedRows _rows;
    private readonly Edge _edge;
    private readonly Random _random;
    private readonly string _lead, _other;
    private readonly List<(string Measure, string Agency, string Period)> _reports = [];
    private readonly Dictionary<string, MeasureStatus> _verdicts = Measures.ToDictionary(measure => measure, _ => MeasureStatus.Unassessed);
    private readonly List<string> _events = [];
    private int _firstEvents, _imports;

    public TrialPlan(int number, SharedRows rows, Failpoint point, Edge edge)
    {
        (_rows, Point, _edge, _random) = (rows, point, edge, new Random(number));
        (Key, _lead, _other) = ($"az-p{number}", $"az/a{number}", $"az/b{number}");
    }

    public string Key { get; }

    public Failpoint Point { get; }

    /// <summary>The calls that were asked last; they may be made again.</summary>
    public IReadOnlyList<Func<PlanGrains, Task>> Asked { get; private set; } = [];

    public override string ToString() => $"{Point} {_edge}";

    /// <summary>The edge that is interrupted in a round; operations tell all kinds of grains, one after the other.</summary>
    public Edge Edge(int round) => _edge.Source == "operations" ? _edge with { Receiver = EachOfOperations[round % EachOfOperations.Length] } : _edge;

    public async Task Begin(PlanGrains plan)
    {
        await plan.CarryOut(new(
            "IMPORT", "az", Opened, "begin",
            [
                new RegisterStep("az", new([Body(_lead, _lead), Body(_other, _other)], null)),
                new PlanStep(PlanData),
                new PriorityStep(new(1, Text("Priority"), ImmutableSortedDictionary<string, string>.Empty, null)),
                .. Measures.Select((measure, order) => new MeasureStep(measure, Measure with { Number = measure, Order = order })),
                .. Measures.Select(measure => new AssignmentStep(measure, _lead, Lead().Opening(Opened))),
                .. Measures.Select(measure => new AssignmentStep(measure, _other, Other().Opening(Opened))),
            ],
            []));
        (_firstEvents, _imports) = (Events().Count, 1);
    }

    /// <summary>What is asked of the plan in a round: a report, a verdict, and an import where operations are on trial.</summary>
    public void Ask(int round)
    {
        var (reported, judged) = (Measures[_random.Next(2)], Measures[_random.Next(2)]);
        var agency = _random.Next(2) == 0 ? _lead : _other;
        var verdict = Verdicts.Where(status => status != _verdicts[judged]).ElementAt(_random.Next(Verdicts.Length - 1));
        var calls = new List<Func<PlanGrains, Task>>
        {
            plan => plan.Submit($"report-{round}", Submission($"Round {round}.", period: $"{3000 + round}"), reported, agency),
            plan => plan.Measure(judged).GiveVerdict(Secretariat, $"verdict-{round}", new(verdict, $"{round}", null, null)),
        };
        _reports.Add((reported, agency, $"{3000 + round}"));
        _verdicts[judged] = verdict;
        _events.AddRange([$"ReportSubmitted {reported} {agency} {3000 + round} SUBMITTED", $"VerdictGiven {judged} {GraphNames.Of(verdict)} {round}"]);
        if (_edge.Source == "operations")
        {
            calls.Add(plan => plan.Operations.Enqueue(Actor.Service, $"import-{round}", Import(round)));
            _imports++;
            _reports.Add(("1.1", _lead, $"{4000 + round}"));
            _events.AddRange(["MeasureChanged 1.1", $"ReportAccepted 1.1 {_lead} {4000 + round} ACCEPTED", $"DocumentImported {_imports}"]);
        }

        Asked = calls.OrderBy(_ => _random.Next()).ToList();
    }

    /// <summary>What its rows do not say as it should be by what was asked; null where all is right.</summary>
    public string? Differs()
    {
        var (expected, stored) = (Expected(), Stored());
        return expected == stored ? null : $"{this}: expected\n{expected}\nbut stored is\n{stored}\n";
    }

    /// <summary>The same of what it answers.</summary>
    public async Task<string?> AnswersOtherwise(PlanGrains plan)
    {
        var answers = string.Join('\n', [
            Counted("plan", (await plan.Plan.View())!.Histogram),
            Counted("priority", (await plan.Priority.View())!.Histogram),
            Counted("lead", (await plan.Agency(_lead)).Histogram()),
            Counted("other", (await plan.Agency(_other)).Histogram()),
        ]);
        return Expected().StartsWith(answers, StringComparison.Ordinal) ? null : $"{this}: expected\n{Expected()}\nbut answers are\n{answers}\n";
    }

    private Intention Import(int round) => new(
        "IMPORT", "az", null, $"{round}",
        [
            new RegisterStep("az", new([Body(_lead, _lead, $"{_lead} {round}")], null)),
            new PlanStep(PlanData with { Titles = Text($"Plan {round}") }),
            new PriorityStep(new(1, Text($"Priority {round}"), ImmutableSortedDictionary<string, string>.Empty, null)),
            new MeasureStep("1.1", Measure with { Order = 0, Titles = Text($"Title {round}") }),
            new AssignmentStep("1.1", _lead, Lead().With($"{4000 + round}", Words($"Import {round}."))),
        ],
        []);

    private string Expected() => string.Join('\n', [
        Counted("plan", _verdicts.Values, _ => true),
        Counted("priority", _verdicts.Values, _ => true),
        Counted("lead", _verdicts.Values, agency => agency == _lead),
        Counted("other", _verdicts.Values, agency => agency == _other),
        $"version {_imports}",
        .. _events.Order(StringComparer.Ordinal),
    ]);

    private string Counted(string name, IEnumerable<MeasureStatus> verdicts, Func<string, bool> counts)
    {
        var bodies = new[] { _lead, _other }.Count(counts);
        return Line(
            name,
            verdicts,
            _reports.Where(report => counts(report.Agency)).GroupBy(report => report.Period)
                .Select(period => $"{period.Key} {period.Count()}/{period.Count()}").Append($"{Opened} 0/{bodies * Measures.Length}"));
    }

    private string Stored() => string.Join('\n', [
        Counted("plan", Row<PlanState>("plan", GrainKeys.Plan(Key)).Counted().Now),
        Counted("priority", Row<PriorityState>("priority", GrainKeys.Priority(Key, 1)).Counted().Now),
        Counted("lead", Row<AgencyState>("agency", GrainKeys.Agency(_lead)).View()[Key].Histogram()),
        Counted("other", Row<AgencyState>("agency", GrainKeys.Agency(_other)).View()[Key].Histogram()),
        $"version {Row<PlanState>("plan", GrainKeys.Plan(Key)).Version}",
        .. Events().Skip(_firstEvents).Order(StringComparer.Ordinal),
    ]);

    private static string Counted(string name, Histogram histogram) => Line(
        name,
        histogram.Cells.SelectMany(cell => Enumerable.Repeat(cell.Standing.Status, cell.Count)),
        histogram.Coverage.Where(period => period.Value != default).Select(period => $"{period.Key} {period.Value.Received}/{period.Value.Expected}"));

    private static string Line(string name, IEnumerable<MeasureStatus> verdicts, IEnumerable<string> periods) =>
        $"{name}: {string.Join(' ', verdicts.Order())}; {string.Join(' ', periods.Order(StringComparer.Ordinal))}";

    /// <summary>The feed's events in order, of which none may be missing, none twice.</summary>
    private List<string> Events()
    {
        var events = new List<StoredEvent>();
        for (var number = 0; Read<FeedSegment>("segment", GrainKeys.FeedSegment(Key, number)) is { } segment; number++)
        {
            Assert.Equal(events.Count + 1, segment.First);
            events.AddRange(segment.Events);
        }

        foreach (var source in events.GroupBy(stored => stored.Source))
        {
            Assert.Equal(Enumerable.Range(1, source.Count()).Select(number => (long)number), source.Select(stored => stored.Number));
        }

        return [.. events.Select(stored => stored.Change).Select(change =>
            string.Join(' ', new[] { $"{change.Kind}", change.Measure, change.Agency, change.Period, change.To, change.Reason }.OfType<string>()))];
    }

    private T Row<T>(string state, string key)
        where T : class => Read<T>(state, key) ?? throw new InvalidOperationException($"{state} {key} was never written.");

    private T? Read<T>(string state, string key)
        where T : class => _rows.Row(state, key) is { } json ? JsonSerializer.Deserialize<Row<T>>(json, NapJson.Options)!.State : null;
}
