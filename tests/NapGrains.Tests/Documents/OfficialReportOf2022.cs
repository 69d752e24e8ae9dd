using System.Text.Json;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class OfficialReportOf2022
{
    private static IEnumerable<MeasureEntry> Measures => OfficialDocument.Plan.Priorities.SelectMany(priority => priority.Measures);

    private static IEnumerable<ExecutorEntry> Named(string role) =>
        Measures.SelectMany(measure => measure.Executors).Where(executor => executor.Role == role);

    private static IEnumerable<ReportEntry> Reports => Measures.SelectMany(measure => measure.Reports);

    [Fact]
    public void Has_six_priorities_of_11_17_6_14_4_and_10_measures() =>
        Assert.Equal([11, 17, 6, 14, 4, 10], OfficialDocument.Plan.Priorities.Select(priority => priority.Measures.Length));

    [Fact]
    public void Names_68_leads_of_which_5_are_recommended()
    {
        Assert.Equal(68, Named(Role.Lead).Count());
        Assert.Equal(5, Named(Role.Lead).Count(lead => lead.Recommended));
    }

    [Fact]
    public void Names_138_others_of_which_45_are_recommended()
    {
        Assert.Equal(138, Named(Role.Other).Count());
        Assert.Equal(45, Named(Role.Other).Count(other => other.Recommended));
    }

    [Fact]
    public void Holds_212_statements_of_which_five_are_unattributed()
    {
        Assert.Equal(212, Reports.Sum(report => report.Parts.Length));
        Assert.Equal(
            ["2.6", "2.17", "3.2", "5.1", "5.2"],
            Measures.Where(measure => measure.Reports.Any(report => report.Agency is null)).Select(measure => measure.Number));
        Assert.Equal(5, Reports.Where(report => report.Agency is null).Sum(report => report.Parts.Length));
    }

    [Fact]
    public void Is_reported_on_by_57_bodies() =>
        Assert.Equal(57, Reports.Select(report => report.Agency).OfType<string>().Distinct().Count());

    [Fact]
    public void Holds_70_statements_by_bodies_that_are_no_named_executors() =>
        Assert.Equal(70, Measures.Sum(measure => measure.Reports
            .Where(report => measure.Executors.Any(executor => executor.Agency == report.Agency && executor.Role == Role.Reporter))
            .Sum(report => report.Parts.Length)));

    [Fact]
    public void Hands_37_measures_on_by_Order_294s_of_13_May_2022()
    {
        var delegations = Measures.SelectMany(measure => measure.Delegations!.Value).ToList();
        Assert.Equal(37, delegations.Count);
        Assert.All(delegations, delegation => Assert.Equal(("294s nömrəli Sərəncam", new DateOnly(2022, 5, 13)), (delegation.Instrument, delegation.Date)));
        Assert.All(delegations, delegation => Assert.Equal("az/nazirler-kabineti", delegation.From));
        Assert.All(delegations, delegation => Assert.Single(delegation.To));
    }

    [Fact]
    public void Points_from_1_5_to_1_4_and_from_4_12_to_1_10() =>
        Assert.Equal(
            ["1.5→1.4", "4.12→1.10"],
            Measures.SelectMany(measure => measure.References!.Value.Select(reference => $"{measure.Number}→{reference}")));

    [Fact]
    public void Schedules_2_17_for_2024_and_3_2_for_2023_to_2024()
    {
        Assert.Equal(
            [("2.17", new ScheduleEntry(2024, 2024)), ("3.2", new ScheduleEntry(2023, 2024))],
            Measures.Where(measure => measure.Schedule is not null).Select(measure => (measure.Number, measure.Schedule!)));
        Assert.Equal(["2.17", "3.2"], Measures.Where(measure => measure.Verdict?.Status == "SCHEDULED").Select(measure => measure.Number));
    }

    [Fact]
    public void Brings_149_of_177_expected_reports_115_of_135_without_the_recommended_and_58_voluntary_ones()
    {
        var collectives = OfficialDocument.Plan.Bodies.Where(body => body.Kind == BodyKind.Collective).Select(body => body.Key).ToHashSet();
        var assignments = Measures.Where(measure => measure.Verdict is null)
            .SelectMany(measure => measure.Executors.Select(executor =>
                (Executor: executor, Received: measure.Reports.Any(report => report.Agency == executor.Agency))))
            .Where(assignment => !collectives.Contains(assignment.Executor.Agency)).ToList();
        var expected = assignments.Where(assignment => assignment.Executor.Duty is Duty.Named or Duty.Delegated).ToList();
        Assert.Equal((149, 177), (expected.Count(assignment => assignment.Received), expected.Count));
        var binding = expected.Where(assignment => !assignment.Executor.Recommended).ToList();
        Assert.Equal((115, 135), (binding.Count(assignment => assignment.Received), binding.Count));
        Assert.Equal(58, assignments.Count(assignment => assignment.Executor.Duty == Duty.Voluntary));
    }

    [Fact]
    public void Names_no_body_that_the_register_does_not_know() => Assert.Empty(OfficialDocument.Report.NewBodies);

    [Fact]
    public void Is_found_again_whole_in_the_text_export() =>
        Assert.Equal(WhiteSpace.Folded(OfficialDocument.Text), WhiteSpace.Folded(OfficialReport.Write(OfficialDocument.Plan, OfficialDocument.Period)));

    [Fact]
    public void Gives_the_same_plan_when_its_text_export_is_read_again()
    {
        var again = OfficialReport.Read(OfficialReport.Write(OfficialDocument.Plan, OfficialDocument.Period), OfficialDocument.Names).ToPlanDocument(OfficialDocument.Period);
        Assert.Equal(JsonSerializer.Serialize(OfficialDocument.Plan, PlanDocument.Json), JsonSerializer.Serialize(again, PlanDocument.Json));
    }

    [Fact]
    public void Leaves_five_doubts_one_for_each_unattributed_statement() =>
        Assert.Equal(
            ["an unattributed statement"],
            OfficialDocument.Report.Warnings.Select(warning => warning.What).Distinct());
}
