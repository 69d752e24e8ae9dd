using System.Collections.Immutable;

namespace NapGrains.Grains;

/// <summary>
/// On whose behalf a grain is called, as the gateway read it from a verified token. Grains check it themselves: a rule
/// that stood only in the gateway would be one forgotten resolver away from being broken.
/// </summary>
/// <param name="Role"><c>anonymous</c>, <c>reporter</c>, <c>secretariat</c>, <c>assessor</c> or <c>admin</c>.</param>
/// <param name="Agencies">Keys of the agencies that a reporter reports for.</param>
/// <param name="Plan">The only plan that the role holds for; null for no such bound.</param>
/// <param name="Jurisdiction">The only jurisdiction that the role holds for; null for no such bound.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor(
    [property: Id(0)] string Role,
    [property: Id(1)] ImmutableArray<string> Agencies,
    [property: Id(2)] string? Plan = null,
    [property: Id(3)] string? Jurisdiction = null)
{
    /// <summary>Somebody without a token.</summary>
    public static Actor Anonymous { get; } = new("anonymous", []);

    /// <summary>The service itself, e.g. when it loads the register data.</summary>
    public static Actor System { get; } = new("admin", []);

    /// <summary>Whether the actor may act as the secretariat of <paramref name="plan"/>.</summary>
    public bool IsSecretariatOf(string plan, string jurisdiction) =>
        Role == "admin" || (Role == "secretariat" && IsBoundTo(plan, jurisdiction));

    /// <summary>Whether the actor may report for <paramref name="agency"/> on measures of <paramref name="plan"/>.</summary>
    public bool MayReportFor(string agency, string plan, string jurisdiction) =>
        Role == "admin" || (Role == "reporter" && Agencies.Contains(agency) && IsBoundTo(plan, jurisdiction));

    /// <summary>Whether drafts and returned reports of <paramref name="agency"/> are the actor's business.</summary>
    public bool MaySeeUnpublished(string agency, string plan, string jurisdiction) =>
        IsSecretariatOf(plan, jurisdiction) || MayReportFor(agency, plan, jurisdiction);

    private bool IsBoundTo(string plan, string jurisdiction) =>
        (Plan is null || Plan == plan) && (Jurisdiction is null || Jurisdiction == jurisdiction);
}
