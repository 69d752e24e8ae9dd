using NapGrains.Gateway.Views;
using NapGrains.Grains.Feed;

namespace NapGrains.Tests.Pages;

[Collection(PagesCollection.Name)]
public sealed class PlanPageTests(PagesServer server)
{
    [Fact]
    public async Task The_front_door_leads_to_the_only_plan()
    {
        using var response = await server.Get("/?lang=en");

        Assert.Equal($"/plans/{PagesServer.Plan}?lang=en", response.Headers.Location?.OriginalString);
        Assert.Contains("Milli Fəaliyyət Planı", await server.Page("/plans"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_shows_its_figures_as_fractions_with_the_moment_and_version_they_hold_for()
    {
        var text = (await server.PlanPage("?lang=en")).Text();

        Assert.Contains("62 measures", text, StringComparison.Ordinal);
        Assert.Contains("149 of 177", text, StringComparison.Ordinal);
        Assert.Contains("115 of 135", text, StringComparison.Ordinal);
        Assert.Contains("Voluntary reports 58", text, StringComparison.Ordinal);
        Assert.Contains("Who has not reported : 28 reports of 15 bodies are missing for 2022.", text, StringComparison.Ordinal);
        Assert.Matches(@"As of \d+ \w+ \d{4}, \d\d:\d\d \(Asia/Baku\), version \d+ of the plan", text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(256)]
    [InlineData(259)]
    public async Task The_latest_events_are_all_shown_where_they_lie_in_two_segments_of_the_feed(long head)
    {
        var feed = Enumerable.Range(1, (int)head).Select(position => new FeedEntry(position, new(PlanEventKind.MeasureChanged, default))).ToList();

        var latest = await LatestEvents.Of(head, 10, after => Task.FromResult(new FeedPage(
            [.. feed.Where(entry => entry.Position > after && (entry.Position - 1) / 256 == after / 256)], head)));

        Assert.Equal(feed.AsEnumerable().Reverse().Take(10), latest);
    }

    [Fact]
    public async Task A_plan_counts_each_priority()
    {
        var rows = (await server.PlanPage()).Rows();

        Assert.Equal(6, rows.Count);
        Assert.Contains("2. Korrupsiyanın önlənməsi və şəffaflıq 17 ", rows[1].Text(), StringComparison.Ordinal);
        Assert.Contains("35 / 48", rows[1].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_speak_Azerbaijani_unless_asked_and_link_to_the_other_language()
    {
        var azerbaijani = await server.PlanPage("/measures?status=SCHEDULED");
        var english = await server.PlanPage("/measures?status=SCHEDULED&lang=en");

        Assert.Contains("<html lang=\"az\">", azerbaijani, StringComparison.Ordinal);
        Assert.Contains("<h1>Tədbirlər</h1>", azerbaijani, StringComparison.Ordinal);
        Assert.Contains($"/plans/{PagesServer.Plan}/measures?status=SCHEDULED&lang=en", azerbaijani.Addresses());
        Assert.Contains("<html lang=\"en\">", english, StringComparison.Ordinal);
        Assert.Contains("<h1>Measures</h1>", english, StringComparison.Ordinal);
        Assert.Contains($"/plans/{PagesServer.Plan}/matrix?lang=en", english.Addresses());
    }

    [Fact]
    public async Task Who_has_not_reported_is_listed_by_body_with_the_measures()
    {
        var rows = (await server.PlanPage("/not-reported?period=2022&lang=en")).Rows();

        Assert.Equal(15, rows.Count);
        var ministry = Assert.Single(rows, row => row.Contains(">Ministry of Justice<", StringComparison.Ordinal)).Text();
        Assert.All(["1.3 ", "1.10 ", "2.13 ", "5.4 "], number => Assert.Contains(number, ministry, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_period_without_reports_says_so()
    {
        Assert.Contains("No report is missing for this period.", await server.PlanPage("/not-reported?period=2026&lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_matrix_has_a_row_for_each_body_and_a_column_for_each_measure()
    {
        var rows = (await server.PlanPage("/matrix?lang=en")).Rows();

        var justice = Assert.Single(rows, row => row.Contains(">Ministry of Justice<", StringComparison.Ordinal));
        Assert.Equal(62, justice.Split("<td").Length - 1);
        Assert.Contains("<abbr title=\"2.2: Lead, report received (2022)\">L</abbr>", justice, StringComparison.Ordinal);
        Assert.Contains("<abbr title=\"1.10: Other executor, report missing (2022)\">O!</abbr>", justice, StringComparison.Ordinal);
        Assert.Contains("<abbr title=\"1.2: Reporter, report received (2022)\">R</abbr>", justice, StringComparison.Ordinal);
    }
}
