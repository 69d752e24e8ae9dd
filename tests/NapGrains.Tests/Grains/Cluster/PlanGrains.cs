using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>The grains of one plan.</summary>
internal sealed record PlanGrains(IGrainFactory Grains, string Key)
{
    public IPlanGrain Plan => Grains.GetGrain<IPlanGrain>(GrainKeys.Plan(Key));

    public IPriorityGrain Priority => Grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(Key, 1));

    public IFeedGrain Feed => Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(Key));

    public IOperationsGrain Operations => Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(Key));

    public IMeasureGrain Measure(string measure = "1.1") => Grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(Key, measure));

    public IAssignmentGrain Assignment(string measure = "1.1", string agency = "az/a") =>
        Grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(Key, measure, agency));

    public async Task<Notice[]> Notices(string agency = "az/a") =>
        [.. (await Grains.GetGrain<INoticesGrain>(GrainKeys.Notices(agency)).Read(Actor.Service, 0, int.MaxValue)).Notices];

    public async Task<AgencyPlan> Agency(string agency = "az/a") => (await Grains.GetGrain<IAgencyGrain>(GrainKeys.Agency(agency)).View())[Key];

    /// <summary>Carries out an operation to its end.</summary>
    public async Task<OperationView> CarryOut(Intention intention, string operationId = "import")
    {
        await Operations.Enqueue(Actor.Service, operationId, intention);
        await Operations.Flush();
        return (await Operations.View(operationId))!;
    }

    public Task<ReportHead> Submit(string operationId, ReportSubmission submission, string measure = "1.1", string agency = "az/a") =>
        Assignment(measure, agency).Submit(Sample.Reporter(agency), operationId, submission);

    /// <summary>Waits until what a measure and its assignment have to say has arrived everywhere.</summary>
    public async Task Settle(string measure = "1.1", string agency = "az/a")
    {
        await Assignment(measure, agency).Flush();
        await Measure(measure).Flush();
        await Priority.Flush();
    }

    public async Task<ImmutableArray<FeedEntry>> Events(long after = 0)
    {
        var events = ImmutableArray.CreateBuilder<FeedEntry>();
        for (var page = await Feed.ReadAfter(after, false); page.Entries.Length > 0; page = await Feed.ReadAfter(page.Entries[^1].Position, false))
        {
            events.AddRange(page.Entries);
        }

        return events.ToImmutable();
    }

    /// <summary>
    /// All that the public sees of the plan, as text: two histories that lead to the same are equal in it. Views' own versions count
    /// writes, events of different grains may overtake each other, and retries take time, so none of these is in it, nor are hashes
    /// over them.
    /// </summary>
    public async Task<string> Everything(params string[] measures)
    {
        var views = await Task.WhenAll(measures.Select(measure => Measure(measure).View()));
        return string.Join('\n', [
            Json.Of(await Plan.View()),
            Json.Of(await Priority.View()),
            .. views.Select(view => Json.Of(Timeless(view!))),
            Json.Of(await Agency("az/a")),
            Json.Of(await Agency("az/b")),
            Json.Of(await Assignment("1.1", "az/a").Read(Actor.Anonymous, Sample.Period)),
            Json.Of(await Grains.GetGrain<IRegisterGrain>(GrainKeys.Register("az")).Read(0)),
            .. (await Events()).Select(entry => Json.Of(entry.Change with { At = default })).Order(StringComparer.Ordinal),
        ]);
    }

    private static MeasureView Timeless(MeasureView view) => view with
    {
        Version = 0,
        History = Timeless(view.History),
        Assignments = [.. view.Assignments.Select(assignment => assignment with { History = Timeless(assignment.History) })],
    };

    private static ChainHead? Timeless(ChainHead? head) => head is { } end ? end with { Hash = "" } : null;
}
