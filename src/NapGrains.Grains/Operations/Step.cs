using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Grains.Operations;

/// <summary>One idempotent step of an operation: what one grain is to be told.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(RegisterStep), "register")]
[JsonDerivedType(typeof(PlanStep), "plan")]
[JsonDerivedType(typeof(PriorityStep), "priority")]
[JsonDerivedType(typeof(MeasureStep), "measure")]
[JsonDerivedType(typeof(AssignmentStep), "assignment")]
[JsonDerivedType(typeof(OpenStep), "open")]
[JsonDerivedType(typeof(AmendPlanStep), "amend-plan")]
[JsonDerivedType(typeof(AmendMeasureStep), "amend-measure")]
[JsonDerivedType(typeof(AmendPartStep), "amend-part")]
[GenerateSerializer, Alias("step")]
public abstract record Step
{
    /// <summary>Steps of the same phase may be carried out side by side; phases follow one another.</summary>
    [JsonIgnore]
    public abstract int Phase { get; }

    /// <summary>Id of the measure whose totals it changes; null where it is about none.</summary>
    [JsonIgnore]
    internal virtual string? Counted => null;

    internal abstract Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId);
}

/// <summary>Adds bodies to the register.</summary>
[GenerateSerializer, Immutable, Alias("register-step")]
public sealed record RegisterStep([property: Id(0)] string Jurisdiction, [property: Id(1)] RegisterPatch Patch) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 0;

    internal override Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId) =>
        grains.GetGrain<IRegisterGrain>(GrainKeys.Register(Jurisdiction)).Carry($"{plan}:{operationId}", Patch);
}

/// <summary>Sets the plan's own data.</summary>
[GenerateSerializer, Immutable, Alias("plan-step")]
public sealed record PlanStep([property: Id(0)] PlanPatch Patch) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 1;

    internal override async Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId)
    {
        if (Patch.Jurisdiction is { } jurisdiction)
        {
            await grains.GetGrain<IPlanIndexGrain>(GrainKeys.PlanIndex).Add(plan, jurisdiction);
        }

        return await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan)).Carry(operationId, Patch);
    }
}

/// <summary>Sets a priority's own data.</summary>
[GenerateSerializer, Immutable, Alias("priority-step")]
public sealed record PriorityStep([property: Id(0)] PriorityPatch Patch) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 2;

    internal override Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId) =>
        grains.GetGrain<IPriorityGrain>(GrainKeys.Priority(plan, Patch.Number)).Carry(operationId, Patch);
}

/// <summary>Sets a measure's own data.</summary>
[GenerateSerializer, Immutable, Alias("measure-step")]
public sealed record MeasureStep([property: Id(0)] string Measure, [property: Id(1)] MeasurePatch Patch) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 3;

    internal override string? Counted => Measure;

    internal override Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId) =>
        grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(plan, Measure)).Carry(operationId, Patch);
}

/// <summary>Sets an agency's part of a measure, and publishes its reports.</summary>
[GenerateSerializer, Immutable, Alias("assignment-step")]
public sealed record AssignmentStep(
    [property: Id(0)] string Measure, [property: Id(1)] string Agency, [property: Id(2)] AssignmentPatch Patch) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 4;

    internal override string? Counted => Measure;

    internal override Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId) =>
        grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(plan, Measure, Agency)).Carry(operationId, Patch);
}

/// <summary>Opens a period for everybody on a measure of whom a report is expected.</summary>
[GenerateSerializer, Immutable, Alias("open-step")]
public sealed record OpenStep([property: Id(0)] string Measure, [property: Id(1)] string Period) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 4;

    internal override string? Counted => Measure;

    internal override async Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId)
    {
        if (await grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(plan, Measure)).View() is not { } measure)
        {
            return StepOutcome.Nothing;
        }

        var outcomes = await Task.WhenAll(measure.Assignments
            .Where(assignment => Expectation.Of(
                assignment.Duty, assignment.Collective, measure.Definition.Schedule?.From, measure.Verdict.Status, Period))
            .Select(assignment => grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(plan, Measure, assignment.Agency)).Carry(
                operationId,
                AssignmentPatch.Opening(ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal).Add(Period, true)))));
        return new(outcomes.Any(outcome => outcome.Changed), [.. outcomes.SelectMany(outcome => outcome.Warnings)]);
    }
}
