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
        var operations = grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(plan.Key));
        var id = Id(number);
        if (await operations.View(id) is null)
        {
            var held = await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan.Key)).View();
            if (held?.Shipped >= number)
            {
                return;
            }

            // Another silo may ask for the same just now; the first is taken.
            var steps = ImportPlan.Steps(document, plan.Jurisdiction, DocumentImport.Opened(document, null), held is null ? null : await views.Plan(plan.Key));
            await operations.Enqueue(Actor.Service, id, new Intention("REGISTER_DATA", plan.Jurisdiction, null, id, steps, []));
        }

        await Completed(operations, id, cancellation);
    }

    /// <summary>Waits until all of some shipped document of this plan is there, this one or another number of it.</summary>
    /// <param name="document">A whole plan.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task Await(PlanDocument document, CancellationToken cancellation)
    {
        var key = document.Plan?.Key ?? throw new ArgumentException("Shipped data must be of a plan.", nameof(document));
        while (true)
        {
            if (await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(key)).View() is { Shipped: > 0 and var number })
            {
                await Completed(grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(key)), Id(number), cancellation);
                return;
            }

            await Task.Delay(Look, cancellation);
        }
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"shipped-{number}");

    // The queue forgets what was completed long ago.
    private static async Task Completed(IOperationsGrain operations, string id, CancellationToken cancellation)
    {
        while (await operations.View(id) is { State: not OperationState.Completed })
        {
            await Task.Delay(Look, cancellation);
        }
    }
}
