using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Clock;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Schema.Plans;

/// <summary>Sets the dates of reporting periods.</summary>
internal static class PeriodDates
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Carries out <c>setPeriod</c>: the dates first, then the opening where its time has come.</summary>
    public static async Task<SetPeriodPayload> Set(Viewpoint from, SetPeriodInput input)
    {
        var scope = await from.Plan(input.Plan) ?? throw new RefusalException("UNKNOWN_PLAN", $"There is no plan '{input.Plan}'.");
        Mutation.RequireSecretariat(scope);
        var plan = from.Grains.GetGrain<IPlanGrain>(GrainKeys.Plan(scope.Key));
        var period = await plan.SetPeriod(
            from.Actor,
            input.OperationId,
            new(input.Period, input.Opens.ToUniversalTime(), input.Due.ToUniversalTime(), input.Locks.ToUniversalTime()),
            input.Reason);
        await plan.Flush();
        await from.Grains.GetGrain<IPlanClockGrain>(GrainKeys.Clock(scope.Key)).Look();
        var opening = await from.Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(scope.Key)).View(OperationIds.Opening(period.Key));
        return new(
            new PeriodObject(period),
            new PlanNode(scope with { Snapshot = await Current(from, scope) }),
            opening is null ? null : new OperationObject(opening),
            []);
    }

    /// <summary>A period of a plan; a gateway that does not know of it yet asks the plan itself.</summary>
    /// <exception cref="RefusalException"><c>UNKNOWN_PERIOD</c>.</exception>
    public static async Task<Period> Find(PlanScope scope, string key)
    {
        if (scope.Snapshot.Plan.Periods.FirstOrDefault(period => period.Key == key) is { } known)
        {
            return known;
        }

        var plan = await scope.From.Grains.GetGrain<IPlanGrain>(GrainKeys.Plan(scope.Key)).View();
        return plan?.Periods.FirstOrDefault(period => period.Key == key) ?? throw new RefusalException(
            "UNKNOWN_PERIOD",
            $"The plan has no period '{key}'; it has {string.Join(", ", scope.Snapshot.Plan.Periods.Select(period => period.Key))}. The secretariat adds one by setPeriod.");
    }

    /// <summary>Who has set dates reads them in the next query to this gateway.</summary>
    private static async Task<PlanSnapshot> Current(Viewpoint from, PlanScope scope)
    {
        var position = await from.Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(scope.Key)).Head();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await (await from.Views.Follow(scope.Key))!.At(position, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The dates are set all the same; this gateway's lists follow as soon as they can.
            return scope.Snapshot;
        }
    }
}
