using System.Collections.Immutable;
using System.Text.Json;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Operations;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>Amends plans.</summary>
internal static class Amending
{
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Carries out <c>amendPlan</c>: the whole amendment is checked against the plan before anything is stored.</summary>
    /// <exception cref="RefusalException"><c>UNKNOWN_PLAN</c>, <c>PLAN_CHANGED</c> or <c>OPERATION_ID_REUSED</c>.</exception>
    public static async Task<AmendPlanPayload> Amend(Viewpoint from, AmendPlanInput input)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await AmendOnce(from, input);
            }
            catch (RefusalException refusal) when (refusal.Code == "PLAN_CHANGED" && tries < Tries)
            {
                // What changes the plan now is awaited, and the amendment is held against what it has made of it.
                await from.Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(input.Plan)).Flush();
            }
        }
    }

    private static async Task<AmendPlanPayload> AmendOnce(Viewpoint from, AmendPlanInput input)
    {
        var scope = await from.Plan(input.Plan) ?? throw new RefusalException("UNKNOWN_PLAN", $"There is no plan '{input.Plan}'.");
        Mutation.RequireSecretariat(scope);
        var operations = from.Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(scope.Key));
        var digest = JsonSerializer.Serialize(input with { DryRun = null });
        if (await operations.View(input.OperationId) is not null)
        {
            // It was checked then; held against the plan that it made, it would only be refused.
            var earlier = await operations.Enqueue(from.Actor, input.OperationId, Intention([]));
            return new(scope.Plan(), new OperationObject(earlier), earlier.PlanVersion, []);
        }

        scope = await Newest(scope);
        if (scope.Snapshot.Plan.Amendments.Any(amendment => amendment.Operation == input.OperationId))
        {
            throw new OperationIdReusedException(input.OperationId);
        }

        var draft = AmendmentDraft.Of(scope.Snapshot, input, scope.Today);
        var version = scope.Snapshot.Plan.Version;
        if (draft.Faults.Count > 0)
        {
            return new(null, null, null, [.. draft.Faults.Select(fault => fault.AsUserError())]);
        }

        var steps = AmendmentSteps.Of(input, draft, scope.Snapshot, OpenPeriods.Of(scope));
        if (input.DryRun == true)
        {
            return new(scope.Plan(), null, version + 1, []);
        }

        var stored = await operations.Enqueue(from.Actor, input.OperationId, Intention(steps) with { Expects = version });
        return new(scope.Plan(), new OperationObject(stored), version + 1, []);

        Intention Intention(ImmutableArray<Step> steps) => new(
            "AMEND_PLAN", scope.Jurisdiction, null, digest, steps, [],
            new(PlanEventKind.PlanAmended, default, Reason: Amendment.ReasonOf(input.Instrument, input.Date)));
    }

    /// <summary>The plan as its feed tells it now: an amendment must not be held against what another one has changed.</summary>
    private static async Task<PlanScope> Newest(PlanScope scope)
    {
        var head = await scope.From.Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(scope.Key)).Head();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return scope with { Snapshot = await (await scope.From.Views.Follow(scope.Key))!.At(head, patience.Token) };
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("This gateway has not caught up with the plan yet.");
        }
    }
}
