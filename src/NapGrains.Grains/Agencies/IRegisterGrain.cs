using System.Collections.Immutable;
using NapGrains.Grains.Assignments;
using Orleans.Concurrency;

namespace NapGrains.Grains.Agencies;

/// <summary>The register of a jurisdiction's bodies; it owns their names and aliases. Key: <see cref="GrainKeys.Register"/>.</summary>
[Alias("register")]
public interface IRegisterGrain : IGrainWithStringKey
{
    /// <summary>The register, or null where nothing is newer than <paramref name="knownVersion"/>.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<RegisterView?> Read(long knownVersion);

    /// <summary>Carries out one step of an operation: adds bodies, and names and aliases of bodies.</summary>
    [AlwaysInterleave, Alias("Carry")]
    Task<StepOutcome> Carry(string operationId, RegisterPatch patch);
}

/// <summary>A body of the register.</summary>
/// <param name="Key">Jurisdiction and ASCII slug, e.g. <c>az/edliyye-nazirliyi</c>.</param>
/// <param name="Kind">One body, or a collective.</param>
/// <param name="Names">Official name by language.</param>
/// <param name="Aliases">Other wordings that mean this body.</param>
/// <param name="Parent">Key of the body it belongs to.</param>
[GenerateSerializer, Immutable, Alias("registered-body")]
public sealed record RegisteredBody(
    [property: Id(0)] string Key,
    [property: Id(1)] AgencyKind Kind,
    [property: Id(2)] Texts Names,
    [property: Id(3)] ImmutableArray<string> Aliases,
    [property: Id(4)] string? Parent);

/// <summary>The bodies of a jurisdiction in order of their keys.</summary>
[GenerateSerializer, Immutable, Alias("register-view")]
public sealed record RegisterView(
    [property: Id(0)] string Jurisdiction, [property: Id(1)] long Version, [property: Id(2)] ImmutableArray<RegisteredBody> Bodies);

/// <summary>What an operation sets in a register.</summary>
[GenerateSerializer, Immutable, Alias("register-patch")]
public sealed record RegisterPatch([property: Id(0)] ImmutableArray<RegisteredBody> Bodies, [property: Id(1)] int? Shipped);
