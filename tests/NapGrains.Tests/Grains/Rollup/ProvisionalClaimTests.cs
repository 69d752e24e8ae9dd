using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Rollup;

namespace NapGrains.Tests.Grains.Rollup;

/// <summary>What stands for a measure while it has no verdict (DOMAIN.md, “Roll-up”).</summary>
public sealed class ProvisionalClaimTests
{
    [Fact]
    public void Without_assignments_there_is_no_claim() => Assert.Null(Of());

    [Fact]
    public void It_is_null_where_no_lead_has_claimed() => Assert.Null(Of(Lead("a", ("2022", null)), Other("b", ("2022", Claim.Complete))));

    [Fact]
    public void It_is_the_worst_claim_of_the_leads() => Assert.Equal(
        Claim.Limited, Of(Lead("a", ("2022", Claim.Substantial)), Lead("b", ("2022", Claim.Limited)), Other("c", ("2022", Claim.NotStarted))));

    [Fact]
    public void Only_the_latest_period_counts() => Assert.Equal(
        Claim.Substantial, Of(Lead("a", ("2022", Claim.NotStarted), ("2023", Claim.Substantial))));

    [Fact]
    public void A_lead_that_is_silent_in_the_latest_period_claims_nothing_with_its_earlier_report() => Assert.Null(
        Of(Lead("a", ("2022", Claim.Substantial)), Other("b", ("2023", Claim.Substantial))));

    [Fact]
    public void A_recommended_lead_beside_a_binding_one_does_not_lower_it() => Assert.Equal(
        Claim.Substantial, Of(Lead("a", ("2022", Claim.Substantial)), Lead("b", ("2022", Claim.NotStarted)) with { Recommended = true }));

    [Fact]
    public void Where_all_leads_are_recommended_they_all_count() => Assert.Equal(
        Claim.NotStarted,
        Of(Lead("a", ("2022", Claim.Substantial)) with { Recommended = true }, Lead("b", ("2022", Claim.NotStarted)) with { Recommended = true }));

    [Fact]
    public void Where_the_lead_has_delegated_the_addressees_count() => Assert.Equal(
        Claim.Limited,
        ProvisionalClaim.Of(
            [Lead("a", ("2022", Claim.NotStarted)), Reporter("c", Duty.Delegated, ("2022", Claim.Limited))],
            [new Delegation("az/a", ["az/c"], "294s", new(2022, 5, 13))]));

    [Fact]
    public void Complete_needs_every_obliged_body_to_say_so() => Assert.Equal(
        Claim.Substantial, Of(Lead("a", ("2022", Claim.Complete)), Other("b", ("2022", Claim.Substantial))));

    [Fact]
    public void An_obliged_body_that_has_not_reported_keeps_it_at_substantial() => Assert.Equal(
        Claim.Substantial, Of(Lead("a", ("2022", Claim.Complete)), Other("b")));

    [Fact]
    public void Recommended_voluntary_and_collective_bodies_do_not_block_complete() => Assert.Equal(
        Claim.Complete,
        Of(
            Lead("a", ("2022", Claim.Complete)),
            Other("b") with { Recommended = true },
            Reporter("c", Duty.Voluntary, ("2022", Claim.Limited)),
            Other("d") with { Collective = true }));

    [Fact]
    public void A_claim_that_is_submitted_and_not_accepted_does_not_count()
    {
        var lead = Lead("a", ("2022", Claim.Complete));
        Assert.Null(Of(lead with { Reports = lead.Reports.SetItem("2022", lead.Reports["2022"] with { State = ReportState.Submitted }) }));
    }

    private static Claim? Of(params AssignmentSummary[] assignments) => ProvisionalClaim.Of(assignments, []);

    private static AssignmentSummary Lead(string agency, params (string Period, Claim? Claim)[] reports) =>
        Body(agency, ExecutorRole.Lead, Duty.Named, reports);

    private static AssignmentSummary Other(string agency, params (string Period, Claim? Claim)[] reports) =>
        Body(agency, ExecutorRole.Other, Duty.Named, reports);

    private static AssignmentSummary Reporter(string agency, Duty duty, params (string Period, Claim? Claim)[] reports) =>
        Body(agency, ExecutorRole.Reporter, duty, reports);

    private static AssignmentSummary Body(string agency, ExecutorRole role, Duty duty, (string Period, Claim? Claim)[] reports) => new(
        "1.1", $"az/{agency}", role, duty, false, false, null, 1,
        reports.ToImmutableSortedDictionary(
            report => report.Period,
            report => new ReportHead(report.Period, ReportState.Accepted, true, 1, report.Claim, false, false, null, null, [], []),
            StringComparer.Ordinal));
}
