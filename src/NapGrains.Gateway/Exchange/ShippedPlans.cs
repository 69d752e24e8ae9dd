using System.Globalization;
using NapGrains.Documents;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Exchange;

/// <summary>Loads plans that are shipped as data.</summary>
public sealed class ShippedPlans(IGrainFactory grains, PlanViews views)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Applies a shipped document once, and waits until all of it is there.</summary>
    /// <param name="document">A whole plan with the number of its data file.</param>
    /// <param name="cancellation">Ends the waiting; what is stored is carried out all the same.</param>
    public async Task Load(PlanDocument document, CancellationToken cancellation)
    {
        var plan = document.Plan ?? throw new ArgumentException("Shipped data must be of a plan.", nameof(document));
        var number = document.Number ?? throw new ArgumentException("Shipped data must have a number.", nameof(document));
        var held = await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan.Key)).View();
        var operations = grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(plan.Key));
        var id = string.Create(CultureInfo.InvariantCulture, $"shipped-{number}");
        if (held?.Shipped >= number && await operations.View(id) is null or { State: OperationState.Completed })
        {
            return;
        }

        var steps = ImportPlan.Steps(document, plan.Jurisdiction, DocumentImport.Opened(document, null), held is null ? null : await views.Plan(plan.Key));
        await operations.Enqueue(Actor.Service, id, new Intention("REGISTER_DATA", plan.Jurisdiction, null, id, steps, []));
        while ((await operations.View(id))!.State != OperationState.Completed)
        {
            await Task.Delay(Look, cancellation);
        }
    }
}
