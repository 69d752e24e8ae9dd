using CsCheck;
using NapGrains.Documents;
using NapGrains.Documents.Tables;

namespace NapGrains.Tests.Documents;

/// <summary>The plan template as CSV.</summary>
public sealed class PlansAsTables
{
    private const string Head = "row;plan;jurisdiction;time zone;language;title [az];priority;measure;deadline;body;role\r\nplan;p;az;Asia/Baku;az;Plan\r\n";

    private static readonly string Register = File.ReadAllText(Path.Combine(Api.Repository.Root, "src", "NapGrains.Server", "Data", "az-nap-2022-2026.json"));

    [Fact]
    public void What_is_written_reads_as_the_same_plan_but_for_what_a_table_does_not_carry()
    {
        var plan = PlanJson.Read(Register) with { Number = null, Frames = null };

        var read = Read(PlanTable.Write([plan]));

        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(Assert.Single(read.Plans)));
    }

    [Fact]
    public void The_template_is_as_it_is_written() =>
        Assert.Equal(Bytes(Templates.Text("plan.csv")), Bytes(PlanTable.Write(Read(Templates.Text("plan.csv")).Plans).TrimStart('\uFEFF')));

    [Fact]
    public void The_JSON_template_is_the_same_plan()
    {
        var json = PlansJson.Read(Templates.Text("plan.json"));
        json.Check(_ => new(null, null));

        Assert.Equal(PlanJson.Write(Read(Templates.Text("plan.csv")).Plans.Single()), PlanJson.Write(json.Plans.Single()));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+994 12")]
    [InlineData("-5")]
    [InlineData("@x")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("1.10")]
    [InlineData("2024-01-10")]
    [InlineData("007")]
    public void A_text_that_a_spreadsheet_would_run_or_change_is_written_behind_an_apostrophe(string text)
    {
        Assert.Equal("'" + text, SafeCell.Of(text));
        Assert.Equal(text, SafeCell.Text(SafeCell.Of(text)));
    }

    [Theory]
    [InlineData("'tis a text")]
    [InlineData("2022")]
    [InlineData("a=b")]
    [InlineData("Ədliyyə Nazirliyi")]
    public void Other_texts_stay_as_they_are(string text)
    {
        Assert.Equal(text, SafeCell.Of(text));
        Assert.Equal(text, SafeCell.Text(text));
    }

    [Fact]
    public void Every_text_comes_back_as_it_was() => Gen.String[Gen.OneOf(Gen.Char, Gen.OneOf(Array.ConvertAll<char, Gen<char>>(['\'', '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', '1', '.'], Gen.Const))), 0, 12]
        .Where(text => text.All(letter => !char.IsSurrogate(letter) && letter is not '\0'))
        .Sample(text =>
        {
            Assert.Equal(text, SafeCell.Text(SafeCell.Of(text)));
            var plan = PlanJson.Read(Register);
            var titled = plan with { Number = null, Frames = null, Plan = plan.Plan! with { Titles = new Texts { ["az"] = text } }, Priorities = [] };
            Assert.Equal(text, Assert.Single(PlanTable.Read(PlanTable.Write([titled]), _ => null).Plans).Plan!.Titles["az"]);
        }, iter: 300);

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void Any_separator_will_do_with_or_without_a_mark_and_in_any_order_of_rows(string separator)
    {
        var rows = Table("row,plan,measure,body,role,jurisdiction,time zone,language,title [az],name [az],priority",
            "executor,p,1.10,Ədliyyə Nazirliyi,lead", "measure,p,1.10,,,,,,Ad,,1", "priority,p,,,,,,,Ad,,1", "body,p,,,,,,,,Ədliyyə Nazirliyi", "plan,p,,,,az,Asia/Baku,az,Plan");
        var read = Read(rows.Replace(",", separator, StringComparison.Ordinal).Replace("lead", "LEAD", StringComparison.Ordinal));

        var measure = Assert.Single(read.Plans).Priorities.Single().Measures.Single();
        Assert.Equal(("1.10", "1.10", "az/edliyye-nazirliyi"), (measure.Id, measure.Number, measure.Executors.Single().Agency));
    }

    [Fact]
    public void Every_fault_is_told_with_its_row_and_column()
    {
        var faults = Faults(Head + "priority;p;;;;Ad;1\r\nmeasure;p;;;;Ad;1;1.1;31/12/2026\r\nmeasur;p\r\nexecutor;p;;;;;;1.2;;az/x;LEAD\r\nexecutor;p;;;;;;1.1;;az/x;LED\r\n\r\npriority;;;;;;2\r\nmeasure;p;x;;;Ad;1;1 3\r\n");

        Assert.Equal(
            ["4 deadline", "5 row", "6 measure", "7 body", "7 role", "9 plan", "10 jurisdiction", "10 measure", "10 number"],
            faults.Select(fault => $"{fault.Line} {fault.Column}"));
    }

    [Theory]
    [InlineData("row,plan\r\nplan,a,b\r\n", "row 2, C: there are more cells than headings (3, not 2)")]
    [InlineData("row,plan\r\nplan,\"a\r\n", "row 2: a quote is opened and never closed")]
    [InlineData("row,plan,row\r\n", "row 1, row: the heading stands there for the second time")]
    [InlineData("row,title\r\n", "row 1, plan: the column is missing")]
    [InlineData("", "line 1: the table has no headings")]
    public void What_is_no_table_of_this_form_is_refused(string table, string fault) => Assert.StartsWith(fault, Faults(table)[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_thousand_faults_are_told_and_the_others_counted()
    {
        var faults = Faults(Head + string.Concat(Enumerable.Repeat("nothing;p\r\n", 1005)));

        Assert.Equal((1001, "and 5 more"), (faults.Length, faults[^1].Cause));
    }

    [Fact]
    public void Of_several_plans_in_JSON_each_fault_says_which_and_where()
    {
        var json = PlansJson.Join([PlanJson.Write(Plan("a")), PlanJson.Write(Plan("B")), "{ \"format\": \"napgrains-plan/1\", \"priorities\": 3 }", PlanJson.Write(Plan("a"))]);

        var faults = Assert.Throws<DocumentRefusedException>(() => PlansJson.Read(json).Check(_ => new(null, null))).Faults;

        Assert.Equal(["$.plans[1].plan.key", "$.plans[2].priorities", "$.plans[3].plan.key"], faults.Select(fault => fault.Path));
        Assert.All(faults, fault => Assert.InRange(fault.Line, 2, json.Split('\n').Length));

        static PlanDocument Plan(string key) => new(null, new(key, "az", "Asia/Baku", "az", new Texts { ["az"] = "Plan" }, []), [], [], null);
    }

    private static PlanBatch Read(string table)
    {
        var batch = PlanTable.Read(table, _ => null);
        batch.Check(_ => new(null, null));
        return batch;
    }

    private static System.Collections.Immutable.ImmutableArray<DocumentFault> Faults(string table) => Assert.Throws<DocumentRefusedException>(() => Read(table)).Faults;

    private static string Table(params string[] lines) => string.Join("\r\n", lines) + "\r\n";

    private static string Bytes(string text) => text.TrimStart('\uFEFF');
}
