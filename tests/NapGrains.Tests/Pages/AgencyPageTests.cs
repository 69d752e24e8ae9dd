namespace NapGrains.Tests.Pages;

[Collection(PagesCollection.Name)]
public sealed class AgencyPageTests(PagesServer server)
{
    [Theory]
    [InlineData("/agencies?lang=en")]
    [InlineData("/agencies?plan=az-nap-2022-2026&lang=en")]
    public async Task Bodies_are_listed_with_their_measures_by_role_and_what_they_reported(string address)
    {
        var rows = (await server.Page(address)).Rows().Select(Html.Text).ToList();

        Assert.Contains(rows, row => row.StartsWith(" Ministry of Justice 6 5 12 17 of 21 ", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith(" Cabinet of Ministers 38 0 0 37 of 37 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_are_sorted_as_their_language_sorts_them()
    {
        var rows = (await server.Page("/agencies")).Rows().Select(Html.Text).ToList();

        int Place(string name) => rows.FindIndex(row => row.StartsWith($" {name} ", StringComparison.Ordinal));
        Assert.True(Place("Ədliyyə Nazirliyi") > Place("Dövlət İmtahan Mərkəzi"));
        Assert.True(Place("İqtisadiyyat Nazirliyi") > Place("Hesablama Palatası"));
        Assert.True(Place("Maliyyə Nazirliyi") > Place("İqtisadiyyat Nazirliyi"));
    }

    [Fact]
    public async Task A_ministry_shows_its_measures_with_role_status_and_report()
    {
        var page = await server.Page("/agencies/az/edliyye-nazirliyi?lang=en");

        var rows = page.Rows().Select(Html.Text).ToList();
        Assert.Equal(23, rows.Count);
        Assert.Contains(rows, row => row.StartsWith(" 2.2 ", StringComparison.Ordinal) && row.Contains("Lead No verdict yet published", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith(" 1.10 ", StringComparison.Ordinal) && row.Contains("Other executor No verdict yet expected, none yet", StringComparison.Ordinal));
        Assert.Contains("lang=\"az\">Ədliyyə Nazirliyi<", page, StringComparison.Ordinal);
        Assert.Contains("17 of 21", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ministry_shows_what_it_reported()
    {
        Assert.Contains("Summary by us, not the body’s own words Studied international practice on encouraging", (await server.Page("/agencies/az/edliyye-nazirliyi?lang=en")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_renamed_shows_its_other_names()
    {
        Assert.Contains("Also written Təhsil Nazirliyi", (await server.Page("/agencies/az/elm-ve-tehsil-nazirliyi?lang=en")).Text(), StringComparison.Ordinal);
    }
}
