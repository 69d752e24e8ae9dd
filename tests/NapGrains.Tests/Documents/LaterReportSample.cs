using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>A later year, with what neither the register nor this document's predecessor has seen.</summary>
public sealed class LaterReportSample
{
    private static readonly OfficialReport Report = Sample.Read(Sample.LaterReport);

    private static void Doubted(int line, string what) =>
        Assert.Contains(Report.Warnings, warning => warning.Line == line && warning.What.Contains(what, StringComparison.Ordinal));

    private static int LineOf(string words) => Sample.LineOf(Sample.LaterReport, words);

    [Fact]
    public void Makes_new_bodies_of_unknown_executors_reporters_and_addressees() =>
        Assert.Equal(
            [
                "az/reqemsal-baglar-agentliyi", "az/kolgelik-salma-ve-cetirler-merkezi", "az/bagli-bagatli-kendlerin-basbilenleri",
                "az/yasil-dam-aciq-sehmdar-cemiyyeti", "az/yasil-damlar-merkezi", "az/ariciliq-ve-bal-nazirliyi", "az/ombudsman", "az/quyu-qazma-muessisesi",
            ],
            Report.NewBodies.Select(body => body.Key));

    [Fact]
    public void Doubts_each_of_them_on_its_line()
    {
        Doubted(LineOf("Kölgəlik"), "az/kolgelik-salma-ve-cetirler-merkezi");
        Doubted(LineOf("Bağlı-bağatlı"), "az/bagli-bagatli-kendlerin-basbilenleri");
        Doubted(LineOf("Quyu Qazma"), "az/quyu-qazma-muessisesi");
        Doubted(LineOf("Ombudsman:"), "az/ombudsman");
    }

    [Fact]
    public void Splits_a_known_and_an_unknown_body_at_and_but_not_the_unknown_ones_own_and() =>
        Assert.Equal(
            ["az/nazirler-surasi", "az/reqemsal-baglar-agentliyi", "az/ali-hesab-palatasi", "az/kolgelik-salma-ve-cetirler-merkezi"],
            Report.Measure("1.1").Executors[..4].Select(executor => executor.Agency));

    [Fact]
    public void Finds_several_addressees_known_and_unknown_of_a_decree_with_a_date_in_figures()
    {
        var delegation = Assert.Single(Report.Measure("1.1").Delegations);
        Assert.Equal(["az/reqemsal-baglar-agentliyi", "az/ariciliq-ve-bal-nazirliyi", "az/bagciliq-nazirliyi"], delegation.To);
        Assert.Equal(("F-12 nömrəli Fərman", new DateOnly(2031, 5, 12)), (delegation.Instrument, delegation.Date));
    }

    [Fact]
    public void Finds_an_order_without_a_number_whose_date_puts_the_day_first() =>
        Assert.Equal(("Əmr", new DateOnly(2031, 6, 7)), Assert.Single(Report.Measure("1.2").Delegations) is var delegation ? (delegation.Instrument, delegation.Date) : default);

    [Fact]
    public void Finds_a_body_behind_the_name_of_the_state_and_doubts_it()
    {
        Assert.Equal("az/yollar-nazirliyi", Report.Measure("1.2").Executors[0].Agency);
        Doubted(LineOf("Azərbaycan Respublikasının Yollar"), "az/yollar-nazirliyi");
    }

    [Fact]
    public void Gives_a_joint_statement_to_each_of_its_bodies_and_prints_it_once()
    {
        Assert.Equal(["az/bagciliq-nazirliyi", "az/mese-xidmeti"], Report.Measure("1.2").Statements[1].Bodies);
        var printed = OfficialReport.Write(Report.ToPlanDocument("2031"), "2031");
        Assert.Equal(2, printed.Split("Sərhədlər birlikdə yoxlanıb.").Length);
    }

    [Fact]
    public void Doubts_a_word_before_a_colon_that_is_no_body() => Doubted(LineOf("Mərhələ:"), "“Mərhələ” before a colon is taken for text");

    [Fact]
    public void Takes_a_label_with_a_quantifier_for_nobodys() =>
        Assert.Empty(Report.Measure("1.2").Statements[2].Bodies);

    [Fact]
    public void Takes_bodies_that_stand_one_a_line_for_a_list_that_lacks_its_commas() =>
        Assert.Equal(["az/yasil-damlar-merkezi", "az/mese-xidmeti"], Report.Measure("3.2").Executors[1..3].Select(executor => executor.Agency));

    [Fact]
    public void Finds_a_body_by_its_company_form_written_out_or_not() =>
        Assert.Equal([Report.Measure("3.2").Executors[0].Agency], Report.Measure("3.2").Statements[0].Bodies);

    [Fact]
    public void Points_only_to_measures_that_exist()
    {
        Assert.Equal(["1.2"], Report.Measure("3.2").References);
        Doubted(LineOf("Bax: 1.2"), "“9.9” is taken for no reference");
    }

    [Fact]
    public void Points_to_measures_of_the_plan_that_this_document_lacks_when_they_are_named() =>
        Assert.Equal(["1.2", "9.9"], OfficialReport.Read(Sample.LaterReport, Sample.Names, new ReadOptions { Measures = ["9.9"] }).Measure("3.2").References);

    [Fact]
    public void Takes_a_schedule_from_the_lead_and_doubts_one_from_another_body()
    {
        Assert.Equal(new ScheduleEntry(2032, 2032), Report.Measure("3.3").Schedule);
        Assert.Null(Report.Measure("3.2").Schedule);
        Doubted(LineOf("Meşə Xidməti: Bəndin"), "a schedule is left out");
    }

    [Fact]
    public void Doubts_missing_numbers_and_bodies_named_twice()
    {
        Doubted(LineOf("Prioritet 3"), "priority 3 after priority 1");
        Doubted(LineOf("3.2."), "measure 3.2");
        Doubted(LineOf("Çardaqların") + 2, "“Nazirlər Şurası” is named again");
    }

    [Fact]
    public void Keeps_a_cell_after_the_last_row_as_closing_words() =>
        Assert.StartsWith("Məlumatı tərtib edən", Report.Frame.Closing);

    [Fact]
    public void Maps_numbers_that_have_changed_to_the_measures_they_had_been()
    {
        var plan = Report.ToPlanDocument("2031", new Dictionary<string, string> { ["1.2"] = "1.7" });
        Assert.Equal(("1.7", "1.2"), plan.Priorities[0].Measures[1] is var measure ? (measure.Id, measure.Number) : default);
        Assert.Equal(["1.7"], plan.Priorities[1].Measures[0].References!.Value);
    }
}
