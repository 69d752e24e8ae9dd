using System.Text;
using NapGrains.Documents;
using NapGrains.Documents.Foreign;

namespace NapGrains.Tests.Documents;

/// <summary>
/// OGP's table of commitments, recounted by a reading of its own that knows nothing of the mapping. The table is no part of the
/// repository: NAP_OGP_COMMITMENTS names it, or it lies in <c>shared/ogp</c> beside the repository.
/// </summary>
public sealed class OgpCommitments
{
    private const string Progress = "Completion (Progress Report)";
    private const string EndOfTerm = "Completion (End Of Term)";
    private const string ProgressYear = "Report Publication Year (Progress Report)";
    private const string EndOfTermYear = "Report Publication Year (End Of Term)";

    private static readonly Lazy<PlanBatch> Reading = new(() =>
    {
        var batch = TableMapping.Shipped["ogp"].Read(Text, _ => null);
        batch.Check(_ => new(null, null));
        return batch;
    });

    public static string Text => File.ReadAllText(SharedFile.Locate("NAP_OGP_COMMITMENTS", "ogp/commitments.csv"));

    private static List<(PlanDocument Plan, MeasureEntry Measure)> Measures =>
        [.. Reading.Value.Plans.SelectMany(plan => plan.Priorities.SelectMany(priority => priority.Measures).Select(measure => (plan, measure)))];

    [Fact]
    public void All_558_commitments_are_measures_of_214_plans_of_75_jurisdictions()
    {
        var rows = Recount();

        Assert.Equal((558, 214, 75), (rows.Count, Reading.Value.Plans.Length, Reading.Value.Plans.Select(plan => plan.Plan!.Jurisdiction).Distinct().Count()));
        Assert.Equal(
            rows.Select(row => $"{row["Action Plan ID"].ToLowerInvariant().Replace('_', '-')} {row["Commitment Unique Identifier"]}").Order(StringComparer.Ordinal),
            Measures.Select(held => $"{held.Plan.Plan!.Key} {held.Measure.Id}").Order(StringComparer.Ordinal));
        Assert.Equal(rows.Select(row => row["Country/Locality"]).Distinct().Count(), rows.Select(row => Of(row).Plan.Plan!.Jurisdiction).Distinct().Count());
    }

    [Fact]
    public void Every_code_of_a_published_report_is_an_assessment_of_its_year_and_stands_beside_our_scale()
    {
        foreach (var row in Recount())
        {
            var said = new[] { (Code: row[Progress], Year: row[ProgressYear]), (Code: row[EndOfTerm], Year: row[EndOfTermYear]) }
                .Where(report => report.Year.All(char.IsAsciiDigit)).Select(report => $"{report.Code} {report.Year}");
            Assert.Equal(said, (Of(row).Measure.Assessments ?? []).Select(assessment => $"{assessment.SourceCode} {assessment.EffectiveAt.Year}"));
        }
    }

    [Fact]
    public void Codes_that_judge_nothing_stay_apart()
    {
        var rows = Recount();
        foreach (var column in (string[])[Progress, EndOfTerm])
        {
            Assert.Equal(
                rows.CountBy(row => row[column]).OrderBy(code => code.Key, StringComparer.Ordinal),
                Measures.CountBy(held => held.Measure.Source!.Value.Single(cell => cell.Column == column).Text).OrderBy(code => code.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Commitments_that_went_back_show_it_in_two_assessments()
    {
        string[] scale = ["NOT_STARTED", "IN_PROGRESS", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED"];
        var back = Measures.Where(held => held.Measure.Assessments is [var first, var second] && scale.IndexOf(second.Status) is >= 0 and var later && later < scale.IndexOf(first.Status));

        Assert.Equal(
            Recount().Where(row => row["Change In Completion"] == "Decrease").Select(row => row["Commitment Unique Identifier"]).Order(StringComparer.Ordinal),
            back.Select(held => held.Measure.Id).Order(StringComparer.Ordinal));
        Assert.Contains("NL0006", back.Select(held => held.Measure.Id));
    }

    [Fact]
    public void Every_cell_that_is_not_kept_is_zero_or_reckoned_from_others()
    {
        var except = TableMapping.Shipped["ogp"].Source.Except;
        foreach (var row in Recount())
        {
            var kept = Of(row).Measure.Source!.Value.ToDictionary(cell => cell.Column, cell => cell.Text);
            Assert.All(row.Where(cell => !except.Contains(cell.Key)), cell => Assert.Equal(cell.Value, kept.GetValueOrDefault(cell.Key, "0")));
        }
    }

    [Fact]
    public void Every_wording_of_an_institution_stands_in_its_cell_and_no_cell_is_passed_over_in_silence()
    {
        string[] nothing = ["", "NA"];
        var doubted = Reading.Value.Warnings.Select(warning => (warning.Line, warning.Column)).ToHashSet();
        foreach (var (index, row) in Recount().Index())
        {
            foreach (var (column, role) in new[] { ("Lead Institution", "LEAD"), ("Supporting Institution(s)", "OTHER") })
            {
                var executors = Of(row).Measure.Executors.Where(executor => executor.Role == role).ToList();
                Assert.All(executors, executor => Assert.Contains(Fold(executor.Wording!), Fold(row[column]), StringComparison.Ordinal));
                Assert.True(executors.Count == 1 || nothing.Contains(row[column].Trim()) || doubted.Contains((index + 2, column)), $"row {index + 2}, {column}: {row[column]}");
            }
        }
    }

    [Fact]
    public void A_ministry_of_justice_is_a_body_of_its_own_in_each_jurisdiction()
    {
        var ministries = Reading.Value.Plans.SelectMany(plan => plan.Bodies).Where(body => body.Names.ContainsValue("Ministry of Justice")).Select(body => body.Key).Distinct().ToList();

        Assert.All(ministries, key => Assert.EndsWith("/ministry-of-justice", key, StringComparison.Ordinal));
        // Those that lead by exactly this name; others support, or lead with other bodies.
        Assert.Subset(
            ministries.Select(key => key.Split('/')[0]).ToHashSet(),
            Recount().Where(row => row["Lead Institution"].Trim() == "Ministry of Justice").Select(row => Of(row).Plan.Plan!.Jurisdiction).ToHashSet());
    }

    private static (PlanDocument Plan, MeasureEntry Measure) Of(Dictionary<string, string> row) => Measures.Single(held => held.Measure.Id == row["Commitment Unique Identifier"]);

    private static string Fold(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>The rows by heading, read letter by letter.</summary>
    private static List<Dictionary<string, string>> Recount()
    {
        var records = new List<List<string>> { new() };
        var (cell, quoted, text) = (new StringBuilder(), false, Text);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when quoted && at + 1 < text.Length && text[at + 1] == '"':
                    cell.Append(text[at++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    End();
                    break;
                case '\n' when !quoted:
                    End();
                    records.Add([]);
                    break;
                case '\r' when !quoted:
                    break;
                default:
                    cell.Append(text[at]);
                    break;
            }
        }

        // The last line has no end.
        End();
        return [.. records.Skip(1).Where(record => record.Count > 1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second))];

        void End()
        {
            records[^1].Add(cell.ToString());
            cell.Clear();
        }
    }
}
