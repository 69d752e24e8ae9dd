using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>What is read is found again whole, and reading it again gives the same plan.</summary>
public sealed class RoundTrips
{
    public static TheoryData<string> Documents => new(Sample.PlanReport, Sample.LaterReport, Sample.PlanReport.Replace("\n", "\r\n"));

    [Theory, MemberData(nameof(Documents))]
    public void Find_the_whole_document_again_in_the_export(string text) =>
        Assert.Equal(WhiteSpace.Folded(text), WhiteSpace.Folded(OfficialReport.Write(Sample.Read(text).ToPlanDocument("2030"), "2030")));

    [Theory, MemberData(nameof(Documents))]
    public void Give_the_same_plan_from_the_export(string text)
    {
        var plan = Sample.Read(text).ToPlanDocument("2030");
        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(Sample.Read(OfficialReport.Write(plan, "2030")).ToPlanDocument("2030")));
    }

    [Theory, MemberData(nameof(Documents))]
    public void Give_the_same_export_by_way_of_JSON(string text)
    {
        var plan = Sample.Read(text).ToPlanDocument("2030");
        Assert.Equal(OfficialReport.Write(plan, "2030"), OfficialReport.Write(PlanJson.Read(PlanJson.Write(plan)), "2030"));
    }

    [Fact]
    public void Do_not_depend_on_line_breaks()
    {
        var lf = Sample.Read(Sample.PlanReport).ToPlanDocument("2030");
        Assert.Equal(PlanJson.Write(lf), PlanJson.Write(Sample.Read(Sample.PlanReport.Replace("\n", "\r\n")).ToPlanDocument("2030")));
        Assert.Equal(PlanJson.Write(lf), PlanJson.Write(Sample.Read(Sample.PlanReport.Replace("\n", "\r")).ToPlanDocument("2030")));
    }

    [Fact]
    public void Need_no_row_the_executors_and_statements_are_the_same_without()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument("2030");
        var bare = plan with
        {
            Frames = null,
            Priorities = [.. plan.Priorities.Select(priority => priority with
            {
                Headings = null,
                Measures = [.. priority.Measures.Select(measure => measure with { Rows = null })],
            })],
        };
        var again = Sample.Read(OfficialReport.Write(bare, "2030")).ToPlanDocument("2030");
        static string Shown(PlanDocument document) => PlanJson.Write(document with
        {
            Frames = null,
            Priorities = [.. document.Priorities.Select(priority => priority with
            {
                Headings = null,
                Measures = [.. priority.Measures.Select(measure => measure with { Rows = null })],
            })],
        });
        Assert.Equal(Shown(plan), Shown(again));
    }
}
