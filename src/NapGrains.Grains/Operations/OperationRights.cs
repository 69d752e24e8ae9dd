using NapGrains.Grains.Plans;

namespace NapGrains.Grains.Operations;

/// <summary>Who may change a plan by an operation.</summary>
internal static class OperationRights
{
    /// <summary>Refuses who is not the secretariat of the plan, and of every register that is to change.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="key">Key of the plan.</param>
    /// <param name="plan">The plan, where there is one: it says whose it is; an intention could say anything.</param>
    /// <param name="intention">What is to be done.</param>
    /// <exception cref="ForbiddenException">The actor is not.</exception>
    public static void Require(Actor actor, string key, PlanView? plan, Intention intention)
    {
        if (!intention.Steps.OfType<RegisterStep>().Select(step => step.Jurisdiction).Append(plan?.Jurisdiction ?? intention.Jurisdiction)
                .All(jurisdiction => actor.IsSecretariatOf(key, jurisdiction)))
        {
            throw new ForbiddenException($"Only the secretariat of {key} may change the plan.");
        }
    }
}
