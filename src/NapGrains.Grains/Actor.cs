using System.Collections.Immutable;

namespace NapGrains.Grains;

/// <summary>
/// On whose behalf a grain is called, as the gateway read it from a verified token. Grains check it themselves: a rule
/// that stood only in the gateway would be one forgotten resolver away from being broken.
/// </summary>
/// <param name="Roles">Any of <c>reporter</c>, <c>secretariat</c>, <c>assessor</c>, <c>admin</c>; none for somebody without a token.</param>
/// <param name="Agencies">Keys of the agencies that a reporter reports for.</param>
/// <param name="Plans">The only plans that the roles hold for; empty for no such bound.</param>
/// <param name="Jurisdictions">The only jurisdictions that the roles hold for; empty for no such bound.</param>
/// <param name="Assessor">In whose name an assessor publishes assessments; null for the others.</param>
[GenerateSerializer, Immutable, Alias("actor")]
public sealed record Actor(
    [property: Id(0)] ImmutableArray<string> Roles,
    [property: Id(1)] ImmutableArray<string> Agencies,
    [property: Id(2)] ImmutableArray<string> Plans,
    [property: Id(3)] ImmutableArray<string> Jurisdictions,
    [property: Id(4)] string? Assessor = null)
{
    /// <summary>Somebody without a token.</summary>
    public static Actor Anonymous { get; } = new([], [], [], []);

    /// <summary>The service itself, e.g. when it loads the register data.</summary>
    public static Actor Service { get; } = new(["admin"], [], [], []);

    /// <summary>Whether no bound holds the actor back.</summary>
    public bool IsAdmin => Roles.Contains("admin");

    /// <summary>Whether the actor may act as the secretariat of <paramref name="plan"/>.</summary>
    public bool IsSecretariatOf(string plan, string jurisdiction) =>
        IsAdmin || (Roles.Contains("secretariat") && IsBoundTo(plan, jurisdiction));

    /// <summary>Whether the actor may report for <paramref name="agency"/> on measures of <paramref name="plan"/>.</summary>
    public bool MayReportFor(string agency, string plan, string jurisdiction) =>
        IsAdmin || (Roles.Contains("reporter") && Agencies.Contains(agency)
            && IsBoundTo(plan, jurisdiction) && IsBoundTo(plan, agency.Split('/')[0]));

    /// <summary>Whether drafts and returned reports of <paramref name="agency"/> are the actor's business.</summary>
    public bool MaySeeUnpublished(string agency, string plan, string jurisdiction) =>
        IsSecretariatOf(plan, jurisdiction) || MayReportFor(agency, plan, jurisdiction);

    /// <summary>Whether the actor may publish assessments of measures of <paramref name="plan"/> in a name of its own.</summary>
    public bool MayAssess(string plan, string jurisdiction) =>
        !string.IsNullOrWhiteSpace(Assessor) && (IsAdmin || (Roles.Contains("assessor") && IsBoundTo(plan, jurisdiction)));

    /// <summary>The role in which the actor does what <paramref name="role"/> may do.</summary>
    internal string As(string role) => Roles.Contains(role) ? role : "admin";

    /// <summary>
    /// Whether notices of <paramref name="agency"/> can be the actor's business: a reporter of it, or a secretariat in its jurisdiction.
    /// Of which plans, <see cref="MaySeeUnpublished"/> says notice by notice.
    /// </summary>
    public bool MayReadNoticesOf(string agency, string jurisdiction) => IsAdmin
        || ((Roles.Contains("secretariat") || (Roles.Contains("reporter") && Agencies.Contains(agency)))
            && (Jurisdictions.IsEmpty || Jurisdictions.Contains(jurisdiction)));

    private bool IsBoundTo(string plan, string jurisdiction) =>
        (Plans.IsEmpty || Plans.Contains(plan)) && (Jurisdictions.IsEmpty || Jurisdictions.Contains(jurisdiction));
}
