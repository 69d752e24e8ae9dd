using System.Net;

namespace NapGrains.Tests.Pages;

[Collection(PagesCollection.Name)]
public sealed class SearchPageTests(PagesServer server)
{
    private Task<string> Search(string question, string rest = "") => server.Page($"/search?q={Uri.EscapeDataString(question)}{rest}");

    [Fact]
    public async Task Every_page_has_a_search_box_that_keeps_plan_and_language()
    {
        var page = await server.PlanPage("/matrix?lang=en");
        var box = page[page.IndexOf("<form", StringComparison.Ordinal)..page.IndexOf("</form>", StringComparison.Ordinal)];

        Assert.Contains("action=\"/search\"", box, StringComparison.Ordinal);
        Assert.Contains($"name=\"plan\" value=\"{PagesServer.Plan}\"", box, StringComparison.Ordinal);
        Assert.Contains("name=\"lang\" value=\"en\"", box, StringComparison.Ordinal);
        Assert.Contains("aria-label=", box, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_is_marked_in_its_own_language_and_leads_to_its_page()
    {
        var page = await Search("NAGDSIZ", "&lang=en");

        Assert.Contains("<p lang=\"az\"><mark>Nağdsız</mark> ödənişlərin üstün mövqe qazanması</p>", page, StringComparison.Ordinal);
        Assert.Contains($"/plans/{PagesServer.Plan}/measures/3.1?lang=en", page.Addresses());
        Assert.Contains("3.1 Making cashless payments prevail", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_leads_to_its_place_on_the_page_of_its_measure()
    {
        var address = $"/plans/{PagesServer.Plan}/measures/2.2#report-2022-az-edliyye-nazirliyi";

        Assert.Contains(address, (await Search("shirvan court of appeal")).Addresses());
    }

    [Fact]
    public async Task Bodies_and_priorities_are_found_too()
    {
        Assert.Contains("/agencies/az/edliyye-nazirliyi", (await Search("edliyye")).Addresses());
        Assert.Contains($"/plans/{PagesServer.Plan}/measures?priority=4", (await Search("\"Dövlət xidmətləri və idarəetmə\"")).Addresses());
    }

    [Fact]
    public async Task Pages_follow_on_one_another_within_the_plan()
    {
        var first = await Search("dovlet", $"&plan={PagesServer.Plan}");
        var next = Assert.Single(first.Addresses(), address => address.Contains("after=", StringComparison.Ordinal));

        Assert.Contains($"plan={PagesServer.Plan}", next, StringComparison.Ordinal);
        Assert.NotEmpty(Hits(first));
        Assert.Empty(Hits(await server.Page(next)).Intersect(Hits(first)));
    }

    [Theory]
    [InlineData("", "“e”")]
    [InlineData("?!", "500")]
    [InlineData("qwertyuiop", "Tapıldı: 0")]
    public async Task What_cannot_be_found_gets_a_sentence(string question, string said)
    {
        var text = (await Search(question)).Text();

        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_searched_for_is_never_markup()
    {
        var page = await Search("<script>alert(1)</script> korrupsiya");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Hits(string page) => page.Split("<h2>").Skip(1).Select(rest => rest.Split("</h2>")[0]);

    [Theory]
    [InlineData("&plan=none")]
    [InlineData("&after=bm9uZQ")]
    public async Task An_unknown_plan_or_cursor_is_no_page(string rest)
    {
        using var response = await server.Get("/search?q=korrupsiya" + rest);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
