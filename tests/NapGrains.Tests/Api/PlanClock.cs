using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Clock;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;
using Orleans.TestingHost;

namespace NapGrains.Tests.Api;

/// <summary>A server whose time stands still unless a test moves it.</summary>
internal sealed class PlanClock(DateTimeOffset start)
{
    private readonly FakeTimeProvider _time = new(start);

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Starts a server by this clock. What holds a cluster together goes by the machine's.</summary>
    public Task<NapApplication> Start(params (string Key, string Value)[] settings) => NapApplication.Start(
        services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)).UseTimeProviderForBackgroundAreas(TimeProvider.System), settings);

    /// <summary>Lets time pass until a moment; ends when the plan's clock has seen it, and all that follows has arrived everywhere.</summary>
    public async Task Until(NapApplication server, DateTimeOffset moment)
    {
        _time.Advance(moment - Now);
        var grains = server.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<IPlanClockGrain>(GrainKeys.Clock(NapApplication.Plan)).Look();
        await Settle(server, []);
    }

    /// <summary>Ends when what was changed has arrived in every total, in the feed, and in the server's lists.</summary>
    public static async Task Settle(NapApplication server, IEnumerable<(string Measure, string Agency)> assignments)
    {
        const string plan = NapApplication.Plan;
        var grains = server.Services.GetRequiredService<IGrainFactory>();
        var follower = (await server.Services.GetRequiredService<PlanViews>().Follow(plan))!;
        var snapshot = await follower.Snapshot();
        await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan)).Flush();
        await grains.GetGrain<IPlanClockGrain>(GrainKeys.Clock(plan)).Flush();
        await grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(plan)).Flush();
        await Task.WhenAll(assignments.Select(part => grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(plan, part.Measure, part.Agency)).Flush()));
        await Task.WhenAll(snapshot.Measures.Select(measure => grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(plan, measure.Id)).Flush()));
        await Task.WhenAll(snapshot.Priorities.Select(priority => grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(plan, priority.Number)).Flush()));
        var position = await grains.GetGrain<IFeedGrain>(GrainKeys.Feed(plan)).Head();
        await follower.At(position, TestContext.Current.CancellationToken);
    }
}
