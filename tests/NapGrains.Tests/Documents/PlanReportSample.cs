using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>The irregularities of the official report, each in the sample of our own.</summary>
public sealed class PlanReportSample
{
    private static readonly OfficialReport Report = Sample.Read(Sample.PlanReport);

    private static string?[] Labels(string number) => [.. Report.Measure(number).Statements.Select(statement => statement.Wording)];

    private static string[] Named(string number, string role) =>
        [.. Report.Measure(number).Executors.Where(executor => executor.Role == role).Select(executor => executor.Agency + (executor.Recommended ? " (recommended)" : ""))];

    [Fact]
    public void Numbers_measures_as_text_so_that_1_10_comes_after_1_9() =>
        Assert.Equal(["1.8", "1.9", "1.10"], Report.Priorities[0].Measures[^3..].Select(measure => measure.Number));

    [Fact]
    public void Takes_one_cell_rows_between_five_cell_rows_for_priorities_and_joins_a_wrapped_heading() =>
        Assert.Equal(["Bağlara dair qaydaların yenilənməsi", "Bağların qorunması və bağbanların öyrədilməsi"], Report.Priorities.Select(priority => priority.Title));

    [Fact]
    public void Joins_a_wrapped_title_and_leaves_blank_lines_out_of_it() =>
        Assert.Equal("Bağların adlarının bərpası və lövhələrin asılması", Report.Measure("1.8").Title);

    [Fact]
    public void Keeps_cells_to_the_letter() =>
        Assert.Equal("Bağların adlarının bərpası və \nlövhələrin asılması\n\n\n\n", Report.Measure("1.8").Row.Title);

    [Fact]
    public void Joins_a_wrapped_name_in_a_cell() =>
        Assert.Equal("digər aidiyyəti qurumlar", Report.Measure("2.1").Executors.Single(executor => executor.Agency == "az/aidiyyeti-qurumlar").Wording);

    [Fact]
    public void Finds_a_binding_and_a_recommended_lead_on_one_measure() =>
        Assert.Equal(["az/bagciliq-nazirliyi", "az/heveskar-bagbanlar-surasi (recommended)"], Named("1.8", Role.Lead));

    [Fact]
    public void Finds_only_recommended_leads_wrapped_over_lines() =>
        Assert.Equal(["az/bas-bagbanliq (recommended)", "az/ali-hesab-palatasi (recommended)"], Named("1.9", Role.Lead));

    [Fact]
    public void Finds_a_recommended_section_whose_mark_follows_a_blank_or_precedes_a_name()
    {
        Assert.Equal(["az/bagciliq-nazirliyi", "az/yollar-nazirliyi", "az/bagbanlarin-milli-assosiasiyalari (recommended)"], Named("2.5", Role.Other));
        Assert.Equal(["az/heveskar-bagbanlar-surasi (recommended)"], Named("1.9", Role.Other));
    }

    [Fact]
    public void Reads_an_empty_cell_be_it_blank_or_a_no_break_space()
    {
        Assert.Empty(Named("1.6", Role.Other));
        Assert.Empty(Named("1.7", Role.Other));
        Assert.Empty(Named("2.4", Role.Other));
    }

    [Fact]
    public void Splits_names_at_and_only_where_both_sides_are_bodies()
    {
        Assert.Equal(["az/mese-xidmeti", "az/aidiyyeti-qurumlar"], Named("1.10", Role.Other));
        Assert.Equal(["az/su-ve-kulek-nazirliyi", "az/aidiyyeti-qurumlar"], Named("2.3", Role.Other));
        Assert.Equal(["az/agacsu-asc", "az/su-ve-kulek-nazirliyi"], Named("1.3", Role.Other));
        Assert.Equal(["az/yerli-bag-idareleri", "az/muessiseler-ve-birlikler"], Named("2.2", Role.Lead));
    }

    [Fact]
    public void Finds_a_renamed_body_under_its_former_name_and_keeps_the_wording() =>
        Assert.Equal(
            ("az/bagciliq-nazirliyi", "Bağ və Bostan Nazirliyi"),
            Report.Measure("1.5").Executors[0] is var lead ? (lead.Agency, lead.Wording) : default);

    [Fact]
    public void Opens_a_statement_at_a_label_with_blanks_around_it_another_case_or_no_space_after_the_colon()
    {
        Assert.Equal(["Nazirlər Şurası", "Ölkə Başçısı yanında Toxum və Tinglər üzrə Dövlət Agentliyi", "Yollar Nazirliyi"], Labels("1.2"));
        Assert.Equal(":  ", Report.Measure("1.2").Statements[2].Separator);
        Assert.Equal(("“Ağacsu”ASC", ":"), Report.Measure("1.3").Statements[1] is var statement ? (statement.Wording, statement.Separator) : default);
        Assert.Equal("Baş bağbanlıq", Labels("1.4")[1]);
    }

    [Fact]
    public void Opens_a_statement_at_a_label_that_is_wrapped()
    {
        Assert.Equal("Ölkə Başçısı yanında Toxum və Tinglər\nüzrə Dövlət Agentliyi", Labels("1.4")[0]);
        Assert.Equal("Anbarın damı örtülmüşdür.", Report.Measure("1.4").Statements[0].Text);
    }

    [Fact]
    public void Knows_dotted_and_dotless_i_apart() =>
        Assert.Equal(["az/ildirim-qsc"], Report.Measure("2.1").Statements[1].Bodies);

    [Fact]
    public void Continues_a_statement_with_an_unlabelled_paragraph_that_opens_with_another_body() =>
        Assert.EndsWith("\nNazirlər Şurasının qaydaları əsas götürülmüş, iş davam edir.", Report.Measure("1.1").Statements[1].Text);

    [Fact]
    public void Takes_colons_in_text_URLs_and_times_for_text()
    {
        var statement = Assert.Single(Report.Measure("1.9").Statements);
        Assert.Contains("06:30-dan", statement.Text);
        Assert.Contains("\nVaxt cədvəli: www.", statement.Text);
        Assert.Contains("https://bag.example", statement.Text);
        Assert.StartsWith("Nazirliyin tabeliyindəki yerlərdə: ", Report.Measure("2.1").Statements[0].Text);
    }

    [Fact]
    public void Makes_new_bodies_of_unknown_labels_that_look_like_bodies_and_says_so()
    {
        string[] expected = ["Yaşıl Damlar Mərkəzi", "“Narınc” MMC", "Budama Sənəti Akademiyası", "Bağ Salnaməsi Agentliyi (BAĞSAL)"];
        Assert.Equal(expected, Report.NewBodies.Select(body => body.Names["az"]));
        Assert.All(Report.NewBodies, body => Assert.Contains(Report.Warnings, warning =>
            warning.What.Contains(body.Key, StringComparison.Ordinal)
            && warning.Line == Sample.LineOf(Sample.PlanReport, body.Names["az"] + ":")));
    }

    [Fact]
    public void Takes_a_tail_that_opens_with_a_quantifier_for_nobodys_and_says_so()
    {
        var tail = Report.Measure("2.1").Statements[^1];
        Assert.Empty(tail.Bodies);
        Assert.StartsWith("Əksər yerli", tail.Text);
        Assert.Contains(Report.Warnings, warning => warning.Line == tail.Line && warning.What == "an unattributed statement");
    }

    [Fact]
    public void Continues_a_statement_with_a_quantifier_over_bodies_that_are_only_objects() =>
        Assert.EndsWith("Bütün bağ qurumlarına məktub göndərilmişdir.", Report.Measure("2.5").Statements[1].Text);

    [Fact]
    public void Takes_a_cell_that_opens_without_a_label_for_nobodys_and_says_so() =>
        Assert.All(["2.2", "2.3", "2.4"], number =>
        {
            var statement = Assert.Single(Report.Measure(number).Statements);
            Assert.Equal((0, null), (statement.Bodies.Length, statement.Wording));
            Assert.Contains(Report.Warnings, warning => warning.Line == statement.Line && warning.What == "an unattributed statement");
        });

    [Fact]
    public void Makes_a_second_statement_of_a_body_the_second_part_of_its_report()
    {
        var reports = Report.ToPlanDocument(Sample.Period).Priorities[0].Measures[7].Reports;
        Assert.Equal(["az/bagciliq-nazirliyi", "az/heveskar-bagbanlar-surasi"], reports.Select(report => report.Agency));
        Assert.Equal([1, 3], reports[0].Parts.Select(part => part.Position));
    }

    [Fact]
    public void Keeps_identical_texts_of_two_measures() =>
        Assert.Equal(Report.Measure("1.6").Statements[0].Text, Report.Measure("1.7").Statements[0].Text);

    [Fact]
    public void Keeps_runs_of_blanks_no_break_spaces_and_typos_inside_a_text()
    {
        Assert.Contains("haqqında" + new string(' ', 28) + "yazılar dərc edilib..", Report.Measure("2.1").Statements[4].Text);
        Assert.Contains("ağacların\u00A0pasportu", Report.Measure("2.5").Statements[1].Text);
    }

    [Fact]
    public void Finds_delegations_by_instruments_of_several_kinds_to_addressees_in_the_dative()
    {
        static string Shown(string number) => string.Join("; ", Report.Measure(number).Delegations
            .Select(delegation => FormattableString.Invariant($"{delegation.Instrument} {delegation.Date:yyyy-MM-dd}: {string.Join(", ", delegation.To)}")));
        Assert.Equal("17b nömrəli Sərəncam 2030-03-04: az/bagciliq-nazirliyi", Shown("1.1"));
        Assert.Equal("3 nömrəli Qərar 2030-04-09: az/toxum-ve-tingler-uzre-dovlet-agentliyi", Shown("1.2"));
        Assert.Equal("3 nömrəli Qərar 2030-04-09: az/agacsu-asc, az/bas-bagbanliq", Shown("1.3"));
        Assert.Equal("3 nömrəli Qərar 2030-04-09: az/mese-xidmeti, az/yasil-damlar-merkezi", Shown("1.10"));
    }

    [Fact]
    public void Tells_named_delegated_and_voluntary_reporters_apart()
    {
        Assert.Equal(Duty.Delegated, Report.Measure("1.3").Executors.Single(executor => executor.Agency == "az/bas-bagbanliq").Duty);
        Assert.Equal((Role.Other, Duty.Named), Report.Measure("1.3").Executors.Single(executor => executor.Agency == "az/agacsu-asc") is var named ? (named.Role, named.Duty) : default);
        Assert.Equal(Duty.Voluntary, Report.Measure("1.4").Executors.Single(executor => executor.Agency == "az/bas-bagbanliq").Duty);
    }

    [Fact]
    public void Finds_references_to_measures_and_none_in_articles_letters_and_clauses_of_other_acts() =>
        Assert.Equal(
            ["1.5→1.4", "2.5→1.10"],
            Report.Priorities.SelectMany(priority => priority.Measures).SelectMany(measure => measure.References.Select(reference => $"{measure.Number}→{reference}")));

    [Fact]
    public void Finds_the_years_in_which_a_measure_is_due_and_schedules_it()
    {
        var plan = Report.ToPlanDocument(Sample.Period);
        var scheduled = plan.Priorities.SelectMany(priority => priority.Measures).Where(measure => measure.Schedule is not null);
        Assert.Equal(
            [("2.2", 2031, 2031, "SCHEDULED"), ("2.3", 2031, 2033, "SCHEDULED")],
            scheduled.Select(measure => (measure.Number, measure.Schedule!.From, measure.Schedule.To, measure.Verdict!.Status)));
    }

    [Fact]
    public void Schedules_nothing_that_is_due_in_the_period_itself() =>
        Assert.Null(Report.ToPlanDocument("2031").Priorities[1].Measures[1].Verdict);

    [Fact]
    public void Lists_all_bodies_in_order_of_first_mention() =>
        Assert.Equal(
            ["az/nazirler-surasi", "az/bas-bagbanliq", "az/baglara-nezaret-uzre-komissiya", "az/bagciliq-nazirliyi", "az/yollar-nazirliyi"],
            Report.Bodies[..5].Select(body => body.Key));
}
