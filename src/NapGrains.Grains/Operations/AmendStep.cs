using System.Text.Json.Serialization;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Plans;

namespace NapGrains.Grains.Operations;

/// <summary>Begins an amendment: the plan says which version it makes, before any measure changes.</summary>
[GenerateSerializer, Immutable, Alias("amend-plan-step")]
public sealed record AmendPlanStep([property: Id(0)] string Instrument, [property: Id(1)] DateOnly Date) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 1;

    internal override async Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId)
    {
        await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan)).Amend(operationId, Instrument, Date);
        return new(true, []);
    }
}

/// <summary>Changes a measure by an amendment, or adds it.</summary>
[GenerateSerializer, Immutable, Alias("amend-measure-step")]
public sealed record AmendMeasureStep([property: Id(0)] string Measure, [property: Id(1)] MeasureChange Change) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 3;

    internal override string? Counted => Measure;

    internal override async Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId)
    {
        var amendment = await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan)).AmendmentBy(operationId);
        await grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(plan, Measure)).Amend(amendment, Change);
        return new(true, []);
    }
}

/// <summary>Changes an agency's part of a measure by an amendment.</summary>
[GenerateSerializer, Immutable, Alias("amend-part-step")]
public sealed record AmendPartStep(
    [property: Id(0)] string Measure, [property: Id(1)] string Agency, [property: Id(2)] AssignmentPatch Patch) : Step
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Phase => 4;

    internal override string? Counted => Measure;

    internal override async Task<StepOutcome> Carry(IGrainFactory grains, string plan, string operationId)
    {
        var amendment = await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(plan)).AmendmentBy(operationId);
        return await grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(plan, Measure, Agency))
            .Carry(operationId, Patch with { Amendment = amendment });
    }
}
