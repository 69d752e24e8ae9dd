using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class CorrectionsFile
{
    private const string Guesses = "Nazirlər Şurası: Hazırdır.\nSu Mərkəzi: Çəkilir.\nBütün qurumlar gəlib.\nQeydiyyat aparılır.";

    private static Statement[] Statements(string corrections, string work = Guesses) =>
        [.. Sample.Read(Sample.OneMeasure(work), corrections).Measure("1.1").Statements];

    [Fact]
    public void Turns_a_guessed_statement_into_text() =>
        Assert.Equal("Hazırdır.\nSu Mərkəzi: Çəkilir.", Statements("12 = text # ad deyil")[0].Text);

    [Fact]
    public void Turns_a_guessed_tail_into_text() => Assert.Equal(2, Statements("# başlıq\n\n13 = text\n").Length);

    [Fact]
    public void Says_which_body_a_label_means() =>
        Assert.Equal(["az/su-ve-kulek-nazirliyi"], Statements("12 = body Su və Külək Nazirliyi")[1].Bodies);

    [Fact]
    public void Makes_a_body_that_nobody_knows_yet() =>
        Assert.Equal(["az/su-cadiri"], Statements("12 = body Su Çadırı")[1].Bodies);

    [Fact]
    public void Gives_a_paragraph_without_a_label_to_a_body_and_the_export_prints_no_label_for_it()
    {
        var text = Sample.OneMeasure(Guesses);
        var report = Sample.Read(text, "14 = body Yollar Nazirliyi");
        var statement = report.Measure("1.1").Statements[3];
        Assert.Equal(("az/yollar-nazirliyi", null, "Qeydiyyat aparılır."), (Assert.Single(statement.Bodies), statement.Wording, statement.Text));
        Assert.Equal(WhiteSpace.Folded(text), WhiteSpace.Folded(OfficialReport.Write(report.ToPlanDocument("2030"), "2030")));
    }

    [Fact]
    public void Makes_a_paragraph_unattributed() => Assert.Empty(Statements("14 = unattributed")[3].Bodies);

    [Fact]
    public void Says_which_body_a_wording_in_an_executors_cell_means()
    {
        var text = Sample.OneMeasure("Nazirlər Şurası: Hazırdır.", others: "Su Mərkəzi, Külək Mərkəzi");
        Assert.Equal(
            ["az/nazirler-surasi", "az/su-ve-kulek-nazirliyi", "az/kulek-merkezi"],
            Sample.Read(text, "10: Su Mərkəzi = body Su və Külək Nazirliyi").Measure("1.1").Executors.Select(executor => executor.Agency));
    }

    [Fact]
    public void Says_which_body_an_addressee_is_or_that_it_is_none()
    {
        const string work = "Nazirlər Şurası: 2030-cu il 4 mart tarixli 1 nömrəli Qərarla Su Mərkəzinə iş tapşırılmışdır.";
        var text = Sample.OneMeasure(work);
        Assert.Equal(["az/mese-xidmeti"], Sample.Read(text, "11: Su Mərkəzi = body Meşə Xidməti").Measure("1.1").Delegations[0].To);
        Assert.Empty(Sample.Read(text, "11: Su Mərkəzi = text").Measure("1.1").Delegations);
    }

    [Fact]
    public void Says_that_a_number_is_no_reference()
    {
        var text = Sample.OneMeasure("Nazirlər Şurası: 1.2-ci bənddə deyilir.") + Sample.Row("1.2.", "Yollar", "Yollar Nazirliyi", "", "Yollar Nazirliyi: Hazırdır.");
        Assert.Equal(["1.2"], Sample.Read(text).Measure("1.1").References);
        Assert.Empty(Sample.Read(text, "11: 1.2 = text").Measure("1.1").References);
    }

    [Fact]
    public void Takes_a_colon_deep_in_a_paragraph_for_no_label() =>
        Assert.Null(Statements("12 = body Yollar Nazirliyi", "Nazirlər Şurası: Hazırdır.\nYol çəkildi. Nəticə: körpü.")[1].Wording);

    [Fact]
    public void Of_any_line_keep_the_document_whole()
    {
        string[] verdicts = ["text", "unattributed", "body Yollar Nazirliyi", "body Heç Kimin Tanımadığı"];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var lines = Enumerable.Range(1, 150).OrderBy(_ => random.Next()).Take(random.Next(1, 20));
            var corrections = string.Join('\n', lines.Select(line => $"{line} = {verdicts[random.Next(verdicts.Length)]}"));
            var plan = Sample.Read(Sample.PlanReport, corrections).ToPlanDocument(Sample.Period);
            Assert.Equal(WhiteSpace.Folded(Sample.PlanReport), WhiteSpace.Folded(OfficialReport.Write(plan, Sample.Period)));
        }
    }

    [Fact]
    public void That_met_nothing_is_doubted() =>
        Assert.Contains(Sample.Read(Sample.OneMeasure(Guesses), "99 = text").Warnings, warning => warning is { Line: 99, What: "a correction changed nothing" });

    [Theory]
    [InlineData("abc = text", "'abc' is no line number")]
    [InlineData("0 = text", "'0' is no line number")]
    [InlineData("12", "expected 'LINE = text', 'LINE = unattributed', or 'LINE = body NAME'")]
    [InlineData("12 = body ", "expected 'LINE = text', 'LINE = unattributed', or 'LINE = body NAME'")]
    [InlineData("12 = bodyX", "expected 'LINE = text', 'LINE = unattributed', or 'LINE = body NAME'")]
    [InlineData("12: = text", "the wording before '=' is empty")]
    public void That_says_nothing_of_its_form_is_refused_with_its_line(string line, string cause)
    {
        var fault = Assert.Single(Assert.Throws<DocumentRefusedException>(() => Corrections.Parse("# ilk\n" + line)).Faults);
        Assert.Equal((2, cause), (fault.Line, fault.Cause));
    }

    [Fact]
    public void That_corrects_a_line_twice_is_refused() =>
        Assert.Equal("line 3: corrects the same as line 1", Assert.Throws<DocumentRefusedException>(() => Corrections.Parse("5 = text\n6 = text\n5 = unattributed")).Message);
}
