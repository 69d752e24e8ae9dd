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

        Assert.True(caller.Actor.MayReportFor(Ministry, Plan, "az"));
        Assert.True(caller.Actor.MayReportFor("az/iqtisadiyyat-nazirliyi", Plan, "az"));
        Assert.False(caller.Actor.MayReportFor("az/edliyye-nazirliyi", Plan, "az"));
        Assert.False(caller.Actor.MayReportFor(Ministry, "az-nap-2027-2031", "az"));
        Assert.False(caller.Actor.IsSecretariatOf(Plan, "az"));
    }

    [Fact]
    public void A_jurisdiction_bounds_by_the_agency_s_key()
    {
        var caller = With(("role", "reporter"), ("agency", Ministry), ("agency", "ge/ministry"), ("jurisdiction", "az"));

        Assert.True(caller.Actor.MayReportFor(Ministry, Plan, "az"));
        Assert.False(caller.Actor.MayReportFor("ge/ministry", Plan, "az"));
    }

    [Fact]
    public void Two_bounds_both_hold()
    {
        var caller = With(("role", "secretariat"), ("plan", Plan), ("jurisdiction", "ge"));

        Assert.False(caller.Actor.IsSecretariatOf(Plan, "az"));
    }

    [Fact]
    public void A_role_without_a_bound_holds_for_every_plan_and_a_reporter_still_only_for_its_agencies()
    {
        var reporter = With(("role", "reporter"), ("agency", Ministry));

        Assert.True(reporter.Actor.MayReportFor(Ministry, Plan, "az"));
        Assert.False(reporter.Actor.MayReportFor("az/edliyye-nazirliyi", Plan, "az"));
        Assert.False(reporter.Actor.IsSecretariatOf(Plan, "az"));
        Assert.True(With(("role", "secretariat")).Actor.IsSecretariatOf(Plan, "az"));
    }

    [Fact]
    public void An_agency_without_the_role_of_reporter_gives_nothing()
    {
        var caller = With(("role", "assessor"), ("agency", Ministry), ("plan", Plan));

        Assert.False(caller.Actor.MayReportFor(Ministry, Plan, "az"));
    }

    [Fact]
    public void Drafts_are_for_the_agency_and_the_secretariat()
    {
        Assert.True(With(("role", "reporter"), ("agency", Ministry), ("plan", Plan)).Actor.MaySeeUnpublished(Ministry, Plan, "az"));
        Assert.True(With(("role", "secretariat"), ("jurisdiction", "az")).Actor.MaySeeUnpublished(Ministry, Plan, "az"));
        Assert.False(With(("role", "assessor"), ("assessor", "ngo"), ("plan", Plan)).Actor.MaySeeUnpublished(Ministry, Plan, "az"));
        Assert.False(Caller.Anonymous.Actor.MaySeeUnpublished(Ministry, Plan, "az"));
    }

    [Fact]
    public void An_administrator_is_bound_by_nothing()
    {
        var caller = With(("role", "admin"), ("plan", "another"));

        Assert.True(caller.Actor.IsSecretariatOf(Plan, "az"));
        Assert.True(caller.Actor.MayReportFor(Ministry, Plan, "az"));
    }

    [Fact]
    public void An_unauthenticated_principal_is_anonymous_whatever_it_claims() =>
        Assert.True(Caller.From(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "x"), new Claim("role", "admin")]))).IsAnonymous);

    private static Caller With(params (string Type, string Value)[] claims) =>
        Caller.From(new ClaimsPrincipal(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test")));
}
