using NapGrains.Documents;
using NapGrains.Documents.Foreign;

namespace NapGrains.Tests.Documents;

/// <summary>A foreign table of our own in the form of OGP's, with its irregularities, read by the mapping that is shipped.</summary>
public sealed class ForeignTables
{
    private static readonly Lazy<PlanBatch> Reading = new(() => Read(Table));

    public static string Table => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "Samples", "commitments.csv"));

    private static TableMapping Ogp => TableMapping.Shipped["ogp"];

    [Fact]
    public void Every_row_is_a_measure_of_its_plan() => Assert.Equal(
        ["nl ap-aaa01: AA0001 AA0003 AA0004 AA0005 AA0002", "ng-kd ap-bbkd01: BB0001 BB0002", "xk ap-ccx01: CC0001"],
        Reading.Value.Plans.Select(plan => $"{plan.Plan!.Jurisdiction} {plan.Plan.Key}: {string.Join(' ', plan.Priorities.SelectMany(priority => priority.Measures).Select(measure => measure.Id))}"));

    [Theory]
    [InlineData("AA0001", "1")]
    [InlineData("AA0002", "4.1")]
    [InlineData("AA0003", "2.1")]
    [InlineData("AA0004", "2.1-AA0004")]
    [InlineData("AA0005", "1.1")]
    [InlineData("BB0001", "B.1.A")]
    public void Numbers_are_what_people_wrote(string id, string number) => Assert.Equal(number, Measure(id).Number);

    [Theory]
    [InlineData("AA0001", 2014, 2015, "2015-12-31", false)]
    [InlineData("AA0002", 2014, 2015, "2015-12-31", false)]
    [InlineData("AA0003", 2014, 2015, "2015-12-31", false)]
    [InlineData("AA0004", 2014, 2015, "2015-01-07", false)]
    [InlineData("AA0005", null, null, "2021-08-31", false)]
    [InlineData("BB0001", null, null, null, true)]
    [InlineData("BB0002", null, null, null, false)]
    [InlineData("CC0001", null, null, "2014-12-31", false)]
    public void Dates_of_every_shape_are_read(string id, int? from, int? to, string? deadline, bool continuous)
    {
        var measure = Measure(id);
        Assert.Equal((from, to, deadline, continuous), (measure.Schedule?.From, measure.Schedule?.To, measure.Deadline?.ToString("O", System.Globalization.CultureInfo.InvariantCulture), measure.Continuous));
    }

    [Theory]
    [InlineData("AA0001", "LEAD nl/ministry-of-justice")]
    [InlineData("AA0002", "LEAD nl/ministry-of-justice|LEAD nl/ministry-of-health|OTHER nl/all-municipalities")]
    [InlineData("AA0003", "LEAD nl/ministry-of-youth-culture-and-sport")]
    [InlineData("AA0004", "LEAD nl/ministry-of-health|LEAD nl/ministry-of-justice|OTHER nl/1-1-foundation")]
    [InlineData("AA0005", "LEAD nl/ministry-of-justice")]
    [InlineData("BB0001", "LEAD ng-kd/ministry-of-justice")]
    [InlineData("BB0002", "OTHER ng-kd/civil-society-organizations|OTHER ng-kd/ministry-of-finance|OTHER ng-kd/public-library")]
    [InlineData("CC0001", "LEAD xk/ministry-of-justice")]
    public void Institutions_are_bodies_of_their_own_jurisdiction(string id, string executors) =>
        Assert.Equal(executors, string.Join('|', Measure(id).Executors.Select(executor => $"{executor.Role} {executor.Agency}")));

    [Fact]
    public void Who_is_not_named_one_by_one_is_a_collective() => Assert.Equal(
        ["nl/all-municipalities", "ng-kd/civil-society-organizations"],
        Reading.Value.Plans.SelectMany(plan => plan.Bodies).Where(body => body.Kind == BodyKind.Collective).Select(body => body.Key));

    [Theory]
    [InlineData("AA0001", "PARTIALLY_IMPLEMENTED Substantial 2015, NOT_STARTED Not Started 2016")]
    [InlineData("AA0003", "UNASSESSED NA 2015, PARTIALLY_IMPLEMENTED Substantial 2016")]
    [InlineData("AA0004", "UNASSESSED ND 2015, UNASSESSED Unclear 2016")]
    [InlineData("AA0005", "NOT_IMPLEMENTED Withdrawn 2015")]
    [InlineData("BB0001", "")]
    [InlineData("CC0001", "IMPLEMENTED Complete 2016")]
    public void Codes_are_dated_assessments_with_the_source_s_own_code(string id, string assessments) => Assert.Equal(
        assessments,
        string.Join(", ", (Measure(id).Assessments ?? []).Select(assessment => $"{assessment.Status} {assessment.SourceCode} {assessment.EffectiveAt.Year}")));

    [Fact]
    public void Cells_are_kept_to_the_letter_and_codes_without_a_date_with_them()
    {
        Assert.Equal("Lines\nand \"quotes\";\r\nand a comma, too", Cell("AA0003", "Full Text"));
        Assert.Equal("NR", Cell("BB0001", "Completion (Progress Report)"));
        Assert.Equal(("1", null), (Cell("AA0002", "Open Data"), Cell("AA0001", "Open Data")));

        static string? Cell(string id, string column) => Measure(id).Source!.Value.FirstOrDefault(cell => cell.Column == column)?.Text;
    }

    [Theory]
    [InlineData(3, "Commitment Number")]
    [InlineData(3, "Lead Institution")]
    [InlineData(4, "Supporting Institution(s)")]
    [InlineData(5, "End Date")]
    [InlineData(6, "Start Date")]
    [InlineData(6, "Supporting Institution(s)")]
    [InlineData(7, "Start Date")]
    [InlineData(9, "Report Publication Year (Progress Report)")]
    public void Every_doubtful_cell_is_told(int row, string column) =>
        Assert.Contains(Reading.Value.Warnings, warning => (warning.Line, warning.Column) == (row, column));

    [Fact]
    public void A_clean_row_is_told_of_nothing() => Assert.DoesNotContain(Reading.Value.Warnings, warning => warning.Line == 2);

    [Fact]
    public void A_code_that_the_mapping_does_not_know_is_refused_with_its_row_and_column()
    {
        var faults = Assert.Throws<DocumentRefusedException>(() => Read(Table.Replace("Not Started", "Not Begun", StringComparison.Ordinal))).Faults;

        Assert.Equal([(2, "Completion (End Of Term)"), (9, "Completion (Progress Report)")], faults.Select(fault => (fault.Line, fault.Column)));
    }

    [Fact]
    public void A_table_without_a_column_of_the_mapping_is_refused()
    {
        var faults = Assert.Throws<DocumentRefusedException>(() => Read(Table.Replace("Start Date", "Begins", StringComparison.Ordinal))).Faults;

        Assert.Equal((1, "Start Date"), (Assert.Single(faults).Line, faults[0].Column));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"format\": \"napgrains-mapping/2\" }")]
    [InlineData("{")]
    public void What_is_no_mapping_is_refused(string mapping) => Assert.Throws<DocumentRefusedException>(() => TableMapping.Parse(mapping));

    private static MeasureEntry Measure(string id) =>
        Reading.Value.Plans.SelectMany(plan => plan.Priorities).SelectMany(priority => priority.Measures).Single(measure => measure.Id == id);

    private static PlanBatch Read(string table)
    {
        var batch = Ogp.Read(table, _ => null);
        batch.Check(_ => new(null, null));
        return batch;
    }
}
