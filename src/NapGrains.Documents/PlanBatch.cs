using System.Collections.Immutable;

namespace NapGrains.Documents;

/// <summary>What a plan's document may name beside what it holds itself.</summary>
/// <param name="Bodies">The register of its jurisdiction.</param>
/// <param name="Measures">Ids of the plan's measures.</param>
public sealed record KnownPlan(BodyNames? Bodies, IReadOnlySet<string>? Measures);

/// <summary>Documents of several plans, as they were read; <see cref="Check"/> says whether they hold together.</summary>
public sealed class PlanBatch
{
    /// <summary>The most faults that are told of one document; who made that many made them all alike.</summary>
    public const int MostFaults = 1000;

    private readonly ImmutableArray<DocumentFault> _faults;
    private readonly Func<int, ImmutableArray<DocumentFault>, ImmutableArray<DocumentFault>> _locate;

    internal PlanBatch(
        ImmutableArray<PlanDocument> plans,
        ImmutableArray<DocumentFault> faults,
        ImmutableArray<DocumentWarning> warnings,
        Func<int, ImmutableArray<DocumentFault>, ImmutableArray<DocumentFault>> locate)
    {
        (Plans, _faults, Warnings, _locate) = ([.. plans.Select(Whole.Of)], faults, warnings, locate);
    }

    /// <summary>The plans, in the order of the document; each says which plan it is of.</summary>
    public ImmutableArray<PlanDocument> Plans { get; }

    /// <summary>What was taken although it is doubtful.</summary>
    public ImmutableArray<DocumentWarning> Warnings { get; }

    /// <summary>Refuses the whole where anything of it is wrong.</summary>
    /// <param name="known">What the server holds of a plan that the documents are of.</param>
    /// <exception cref="DocumentRefusedException">Every fault in the order of the document, <see cref="MostFaults"/> at most.</exception>
    public void Check(Func<PlanDocument, KnownPlan> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        // Where a cell could not be read, what is missed because of it needs no second word.
        var unread = _faults.Select(fault => (fault.Line, fault.Column)).ToHashSet();
        var broken = Plans.Index().SelectMany(plan => _locate(plan.Index, PlanRules.Check(plan.Item, known(plan.Item).Bodies, known(plan.Item).Measures)))
            .Where(fault => fault.Column is null || !unread.Contains((fault.Line, fault.Column)));
        var twice = Plans.Index().Where(plan => Plans[..plan.Index].Any(before => before.Plan?.Key == plan.Item.Plan?.Key))
            .SelectMany(plan => _locate(plan.Index, [new(0, $"'{plan.Item.Plan?.Key}' stands here for the second time", "$.plan.key")]));
        var all = _faults.Concat(broken).Concat(twice).OrderBy(fault => fault.Line).ToImmutableArray();
        if (!all.IsEmpty)
        {
            throw new DocumentRefusedException(all.Length <= MostFaults
                ? all
                : [.. all.Take(MostFaults), new DocumentFault(0, $"and {all.Length - MostFaults} more")]);
        }
    }
}
