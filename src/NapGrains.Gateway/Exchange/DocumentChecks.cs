using NapGrains.Documents;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;
using NapGrains.Grains;

namespace NapGrains.Gateway.Exchange;

/// <summary>What is checked of a document before anything is stored: what is stored is carried out.</summary>
internal static class DocumentChecks
{
    /// <summary>Refuses what would make a bad key.</summary>
    /// <exception cref="DocumentRefusal">The plan, its jurisdiction or a body has no key of the right form.</exception>
    public static void Keys(string jurisdiction, PlanDocument document)
    {
        if (document.Plan is { } plan && !PlanKey.IsValid(plan.Key))
        {
            throw new DocumentRefusal($"$.plan.key: '{plan.Key}' is no key; one is made of a–z, 0–9, dots and hyphens.");
        }

        if (!PlanKey.IsValid(jurisdiction))
        {
            throw new DocumentRefusal($"$.plan.jurisdiction: '{jurisdiction}' is no key; one is made of a–z, 0–9, dots and hyphens.");
        }

        if (document.Bodies.FirstOrDefault(body => !body.Key.StartsWith($"{jurisdiction}/", StringComparison.Ordinal)) is { } foreign)
        {
            throw new DocumentRefusal($"$.bodies: '{foreign.Key}' is not of the plan's jurisdiction '{jurisdiction}'.");
        }
    }

    /// <summary>Refuses bodies by which a name would mean two: a register with such a name could not be read again.</summary>
    /// <exception cref="DocumentRefusal">There is one.</exception>
    public static void Names(RegisterSnapshot register, IEnumerable<Body> bodies)
    {
        try
        {
            _ = register.With(bodies);
        }
        catch (DocumentRefusedException refused)
        {
            throw new DocumentRefusal(refused);
        }
    }

    /// <summary>Refuses reports on periods that neither the plan nor the document knows.</summary>
    /// <exception cref="RefusalException"><c>UNKNOWN_PERIOD</c>.</exception>
    public static void Periods(PlanSnapshot? held, PlanDocument document, string? period)
    {
        var known = (held?.Plan.Periods.Select(period => period.Key) ?? []).Concat(document.Plan?.Periods.Select(said => said.Key) ?? []).ToHashSet(StringComparer.Ordinal);
        if (DocumentImport.Opened(document, period).FirstOrDefault(opened => !known.Contains(opened)) is { } unknown)
        {
            throw new RefusalException("UNKNOWN_PERIOD", $"The plan has no period '{unknown}'; it has {string.Join(", ", known)}.");
        }
    }
}
