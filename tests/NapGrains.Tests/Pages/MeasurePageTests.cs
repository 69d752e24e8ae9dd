using System.Collections.Immutable;
using System.Net;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;

namespace NapGrains.Tests.Pages;

[Collection(PagesCollection.Name)]
public sealed class MeasurePageTests(PagesServer server)
{
    private const string Ministry = "az/edliyye-nazirliyi";

    [Fact]
    public async Task All_measures_are_listed_in_the_order_of_the_plan()
    {
        var rows = (await server.PlanPage("/measures")).Rows();

        Assert.Equal(62, rows.Count);
        Assert.StartsWith(" 1.1 ", rows[0].Text(), StringComparison.Ordinal);
        Assert.StartsWith(" 1.10 ", rows[9].Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agency=az/edliyye-nazirliyi", 23)]
    [InlineData("agency=az/edliyye-nazirliyi&role=LEAD", 6)]
    [InlineData("agency=az/edliyye-nazirliyi&notReportedIn=2022", 4)]
    [InlineData("priority=3", 6)]
    [InlineData("status=SCHEDULED", 2)]
    [InlineData("text=korrupsiya%20RİSKLƏRİNİN%20AŞKAR&priority=1", 1)]
    [InlineData("status=no-such-status&priority=", 62)]
    public async Task Measures_are_filtered_by_what_the_address_asks_for(string query, int expected)
    {
        Assert.Contains($"{expected} of 62 measures", (await server.PlanPage($"/measures?{query}&lang=en")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_nothing_fits_says_so()
    {
        Assert.Contains("No measure fits all of these conditions.", await server.PlanPage("/measures?text=zzz&lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measure_tells_its_executors_their_duties_and_how_it_was_handed_on()
    {
        var page = await server.PlanPage("/measures/1.2?lang=en");

        var rows = page.Rows().Select(Html.Text).ToList();
        Assert.Contains(rows, row => row.Contains("Cabinet of Ministers Lead binding named in the plan", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Prosecutor General's Office Other executor recommended named in the plan", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("Ministry of Justice Reporter binding the measure was handed on to it", StringComparison.Ordinal));
        Assert.Contains("294s nömrəli Sərəncam , 13 May 2022", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_is_marked_as_ours_and_says_where_the_bodys_own_words_are_missing()
    {
        var text = (await server.PlanPage("/measures/1.2?lang=en")).Text();

        Assert.Contains("The body’s own words have not been imported yet. Summary by us, not the body’s own words Passed the measure on", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_are_shown_both_ways()
    {
        Assert.Contains("Its reports point to 1.4 ", (await server.PlanPage("/measures/1.5?lang=en")).Text(), StringComparison.Ordinal);
        Assert.Contains("Reports that point here 1.5 ", (await server.PlanPage("/measures/1.4?lang=en")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_shown_with_their_units_and_who_stated_them()
    {
        Assert.Contains("89 courts courts connected to the Electronic Court system Ministry of Justice 2022", (await server.PlanPage("/measures/2.2?lang=en")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_is_shown_with_its_reason_and_hostile_text_is_only_text()
    {
        await server.Change("4.9", measure => measure.GiveVerdict(
            Actor.Service, "verdict-1", new(MeasureStatus.InProgress, "<script>alert('x')</script> & \"so on\"", null, null)));

        var page = await server.PlanPage("/measures/4.9?lang=en");

        Assert.Contains("In progress", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;so on&quot;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("Measure 4.9 New verdict: In progress (formerly: No verdict yet).", (await server.PlanPage("?lang=en")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_in_the_address_is_only_text()
    {
        var page = await server.PlanPage("/measures?text=%22%3E%3Cscript%3E&lang=en%22%3E%3Cb%3E");

        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_public_to_the_letter_when_it_is_accepted_and_not_before()
    {
        const string Words = "İlk sətir  <b>budur</b>.\nİkinci sətir: “ə, ı, İ”.";
        var content = new ReportContent(
            Claim.Substantial, false, [new(null, null, null, ImmutableSortedDictionary<string, string>.Empty.Add("az", Words), null)],
            null, [new("https://example.org/?a=\"b", "<i>act</i>")], [], []);

        await server.Change("6.3", Ministry, assignment => assignment.Submit(Actor.Service, "report-1", new("2023", content, null, false)));
        var before = await server.PlanPage("/measures/6.3?lang=en");
        await server.Change("6.3", Ministry, assignment => assignment.Accept(Actor.Service, "report-2", "2023", null));
        var after = await server.PlanPage("/measures/6.3?lang=en");

        Assert.Contains("Handed in; its text becomes public when it is accepted.", before, StringComparison.Ordinal);
        Assert.DoesNotContain("İlk sətir", before, StringComparison.Ordinal);
        Assert.DoesNotContain("substantial", before, StringComparison.Ordinal);
        Assert.Contains($"<blockquote lang=\"az\">{Words.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\n", "&#xA;", StringComparison.Ordinal)}</blockquote>", after, StringComparison.Ordinal);
        Assert.Contains("Claims: substantial", after, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/?a=&quot;b\" rel=\"nofollow noopener noreferrer\">&lt;i&gt;act&lt;/i&gt;</a>", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_a_measure_had_before_leads_to_the_one_it_has_now()
    {
        await server.Change("5.2", measure => measure.Amend(
            new(2, "renumber", "1s", new(2024, 1, 1), DateTimeOffset.UnixEpoch), new([AmendmentKind.Renumbered], "5.9")));

        using var response = await server.Get($"/plans/{PagesServer.Plan}/measures/5.2?lang=en");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/plans/{PagesServer.Plan}/measures/5.9?lang=en", response.Headers.Location?.OriginalString);
        Assert.Contains("Former numbers 5.2", (await server.PlanPage("/measures/5.9?lang=en")).Text(), StringComparison.Ordinal);
    }
}
