using System.Collections.Immutable;
using CsCheck;
using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>Reports that no document printed: cells are composed, and read again as what was reported.</summary>
public sealed class ComposedReports
{
    private const string Period = "2031";

    private static MeasureEntry Measure(string number, ImmutableArray<ExecutorEntry> executors, params ImmutableArray<ReportEntry> reports) => new(
        number, number, null, new Texts { ["az"] = "Quyuların təmizlənməsi" }, null, null, null, null, null, executors, null, null, null, null, reports);

    private static PlanDocument Plan(params ImmutableArray<MeasureEntry> measures) => new(
        null, null, Sample.Names.Bodies, [new PriorityEntry(1, new Texts { ["az"] = "Bağlar" }, null, measures)], null);

    private static ExecutorEntry Executor(string agency, string role, bool recommended = false) => new(agency, role, Duty.Named, recommended, null);

    private static ReportEntry Said(string? agency, params string[] texts) => new(
        Period, agency, null, null, [.. texts.Select((text, i) => new ReportPart(i + 1, null, null, new Texts { ["az"] = text }, null))], null, null, null);

    private static ReportedMeasure Reread(PlanDocument plan) =>
        OfficialReport.Read(OfficialReport.Write(plan, Period), Sample.Names).Measure("1.1");

    [Fact]
    public void Carry_the_column_headings_and_the_priority()
    {
        var report = OfficialReport.Read(OfficialReport.Write(Plan(Measure("1.1", [Executor("az/yollar-nazirliyi", Role.Lead)])), Period), Sample.Names);
        Assert.Equal(Vocabulary.Azerbaijani.Columns, report.Frame.Headings);
        Assert.Equal("Prioritet 1. Bağlar", report.Priorities[0].Heading);
    }

    [Fact]
    public void Name_binding_and_recommended_executors_by_their_official_names()
    {
        var measure = Reread(Plan(Measure("1.1",
            [
                Executor("az/yollar-nazirliyi", Role.Lead), Executor("az/bas-bagbanliq", Role.Lead, true),
                Executor("az/ali-hesab-palatasi", Role.Other, true),
                new("az/mese-xidmeti", Role.Reporter, Duty.Voluntary, false, null),
            ])));
        Assert.Equal("Yollar Nazirliyi\n \nTövsiyə edilir:\nBaş Bağbanlıq", measure.Row.Lead);
        Assert.Equal("Tövsiyə edilir:\nAli Hesab Palatası", measure.Row.Others);
        Assert.Equal([false, true, true], measure.Executors.Select(executor => executor.Recommended));
    }

    [Fact]
    public void Label_each_statement_with_its_bodys_name_and_leave_an_unattributed_one_without()
    {
        var measure = Reread(Plan(Measure("1.1", [Executor("az/yollar-nazirliyi", Role.Lead)], Said(null, "Yerlərdə iş gedir."), Said("az/yollar-nazirliyi", "Yol çəkilib.", "Körpü tikilib."))));
        Assert.Equal(
            ["|Yerlərdə iş gedir.", "az/yollar-nazirliyi|Yol çəkilib.", "az/yollar-nazirliyi|Körpü tikilib."],
            measure.Statements.Select(statement => $"{statement.Bodies.FirstOrDefault()}|{statement.Text}"));
    }

    [Fact]
    public void Hold_neither_summaries_nor_the_reports_of_other_periods()
    {
        var summary = Said("az/yollar-nazirliyi", "x") with { Parts = [new ReportPart(1, null, null, null, new Texts { ["az"] = "Bizim sözlərimizlə." })] };
        var earlier = Said("az/yollar-nazirliyi", "Keçən il.") with { Period = "2030" };
        Assert.Empty(Reread(Plan(Measure("1.1", [Executor("az/yollar-nazirliyi", Role.Lead)], summary, earlier))).Statements);
    }

    [Fact]
    public void Open_no_cell_where_a_text_has_a_TAB_at_the_start_of_a_line() =>
        Assert.Equal(
            "Görülüb:\n - yol,\n - körpü.",
            Assert.Single(Reread(Plan(Measure("1.1", [Executor("az/yollar-nazirliyi", Role.Lead)], Said("az/yollar-nazirliyi", "Görülüb:\r\n\t- yol,\r\n\t- körpü.")))).Statements).Text);

    [Fact]
    public void Join_the_rows_that_a_document_printed()
    {
        var plan = Sample.Read(Sample.PlanReport).ToPlanDocument(Sample.Period);
        var first = plan.Priorities[0].Measures[0];
        var late = first with { Reports = first.Reports.Add(Said("az/yollar-nazirliyi", "Gec çatdı.") with { Period = Sample.Period }) };
        var printed = OfficialReport.Write(plan with { Priorities = [plan.Priorities[0] with { Measures = plan.Priorities[0].Measures.SetItem(0, late) }] }, Sample.Period);
        Assert.Contains("Yollar Nazirliyi: Gec çatdı.", printed);
        Assert.Equal(4, OfficialReport.Read(printed, Sample.Names).Measure("1.1").Statements.Length);
    }

    [Fact]
    public void Of_absent_lists_are_empty_tables() =>
        Assert.Equal(5, OfficialReport.Write(new PlanDocument(null, null, default, default, null), Period).Count(unit => unit == '\t'));

    [Fact]
    public void Are_read_again_as_what_was_reported() =>
        Gen.Select(
            Gen.Shuffle(Sample.Names.Bodies.Where(body => body.Kind == BodyKind.Agency).Select(body => body.Key).ToArray()),
            Gen.Int[0, 3], Gen.Int[0, 3], Gen.Bool.Array[8], Gen.Int[0, 8], Words.Array[8])
        .Sample((bodies, leads, others, recommended, speakers, texts) =>
        {
            ImmutableArray<ExecutorEntry> executors =
            [
                .. Enumerable.Range(0, leads).Select(i => Executor(bodies[i], Role.Lead, recommended[i])).OrderBy(executor => executor.Recommended),
                .. Enumerable.Range(leads, others).Select(i => Executor(bodies[i], Role.Other, recommended[i])).OrderBy(executor => executor.Recommended),
            ];
            var measure = Reread(Plan(Measure("1.1", executors, [.. Enumerable.Range(0, speakers).Select(i => Said(bodies[i], texts[i]))])));
            Assert.Equal(
                executors.Select(executor => (executor.Agency, executor.Role, executor.Recommended)),
                measure.Executors.Where(executor => executor.Duty == Duty.Named).Select(executor => (executor.Agency, executor.Role, executor.Recommended)));
            Assert.Equal(
                Enumerable.Range(0, speakers).Select(i => (bodies[i], texts[i])),
                measure.Statements.Select(statement => (statement.Bodies.Single(), statement.Text)));
        });

    private static readonly string[] Pieces =
        ["yol", "İşıq", "ağac 1,5", "saat 09:00-da", "“bağ”", "(20-64)", "və", "www.bag.example", "\n\nDaha sonra", "2030-cu il"];

    // Sentences of ordinary words: none is a label, and none opens with a quantifier.
    private static Gen<string> Words { get; } =
        Gen.Int[0, Pieces.Length - 1].Array[1, 12].Select(
            pieces => "Görülüb " + string.Join(' ', pieces.Select(piece => Pieces[piece])).Replace(" \n", "\n", StringComparison.Ordinal) + ".");
}
