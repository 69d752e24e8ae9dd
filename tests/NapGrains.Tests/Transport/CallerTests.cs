using System.Security.Claims;
using NapGrains.Gateway.Security;

namespace NapGrains.Tests.Transport;

public sealed class CallerTests
{
    private const string Plan = "az-nap-2022-2026", Ministry = "az/maliyye-nazirliyi";

    [Fact]
    public void A_reporter_acts_for_its_own_agencies_within_its_plan()
    {
        var caller = With(("role", "reporter"), ("agency", Ministry), ("agency", "az/iqtisadiyyat-nazirliyi"), ("plan", Plan));

        Assert.True(caller.CanActFor(Plan, Ministry));
        Assert.True(caller.CanActFor(Plan, "az/iqtisadiyyat-nazirliyi"));
        Assert.False(caller.CanActFor(Plan, "az/edliyye-nazirliyi"));
        Assert.False(caller.CanActFor("az-nap-2027-2031", Ministry));
        Assert.False(caller.IsSecretariatOf(Plan, "az"));
    }

    [Fact]
    public void A_jurisdiction_bounds_by_the_agency_s_key()
    {
        var caller = With(("role", "reporter"), ("agency", Ministry), ("agency", "ge/ministry"), ("jurisdiction", "az"));

        Assert.True(caller.CanActFor(Plan, Ministry));
        Assert.False(caller.CanActFor(Plan, "ge/ministry"));
    }

    [Fact]
    public void Two_bounds_both_hold()
    {
        var caller = With(("role", "secretariat"), ("plan", Plan), ("jurisdiction", "ge"));

        Assert.False(caller.IsSecretariatOf(Plan, "az"));
    }

    [Theory]
    [InlineData("reporter")]
    [InlineData("secretariat")]
    [InlineData("assessor")]
    public void A_role_without_a_bound_is_a_role_nowhere(string role)
    {
        var caller = With(("role", role), ("agency", Ministry), ("assessor", "ngo"));

        Assert.False(caller.CanActFor(Plan, Ministry));
        Assert.False(caller.IsSecretariatOf(Plan, "az"));
        Assert.False(caller.IsAssessorOf(Plan, "az"));
        Assert.False(caller.CanSeeUnpublished(Plan, "az", Ministry));
    }

    [Fact]
    public void An_agency_without_the_role_of_reporter_gives_nothing()
    {
        var caller = With(("role", "assessor"), ("agency", Ministry), ("plan", Plan));

        Assert.False(caller.CanActFor(Plan, Ministry));
    }

    [Fact]
    public void Drafts_are_for_the_agency_and_the_secretariat()
    {
        Assert.True(With(("role", "reporter"), ("agency", Ministry), ("plan", Plan)).CanSeeUnpublished(Plan, "az", Ministry));
        Assert.True(With(("role", "secretariat"), ("jurisdiction", "az")).CanSeeUnpublished(Plan, "az", Ministry));
        Assert.False(With(("role", "assessor"), ("assessor", "ngo"), ("plan", Plan)).CanSeeUnpublished(Plan, "az", Ministry));
        Assert.False(Caller.Anonymous.CanSeeUnpublished(Plan, "az", Ministry));
    }

    [Fact]
    public void An_administrator_is_bound_by_nothing()
    {
        var caller = With(("role", "admin"), ("plan", "another"));

        Assert.True(caller.IsSecretariatOf(Plan, "az"));
        Assert.True(caller.CanActFor(Plan, Ministry));
    }

    [Fact]
    public void An_unauthenticated_principal_is_anonymous_whatever_it_claims() =>
        Assert.True(Caller.From(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "x"), new Claim("role", "admin")]))).IsAnonymous);

    private static Caller With(params (string Type, string Value)[] claims) =>
        Caller.From(new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test")));
}
