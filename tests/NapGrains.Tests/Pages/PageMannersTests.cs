using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NapGrains.Gateway.Pages;

namespace NapGrains.Tests.Pages;

[Collection(PagesCollection.Name)]
public sealed class PageMannersTests(PagesServer server)
{
    public static TheoryData<string> Addresses =>
    [
        "/plans", $"/plans/{PagesServer.Plan}", $"/plans/{PagesServer.Plan}?lang=en", $"/plans/{PagesServer.Plan}/measures",
        $"/plans/{PagesServer.Plan}/measures/2.2", $"/plans/{PagesServer.Plan}/measures/2.17", $"/plans/{PagesServer.Plan}/not-reported",
        $"/plans/{PagesServer.Plan}/matrix", "/search", $"/search?q=dovlet&plan={PagesServer.Plan}", "/agencies", "/agencies/az/maliyye-nazirliyi", "/agencies/az/dovlet-orqanlari-qurumlari",
    ];

    [Theory, MemberData(nameof(Addresses))]
    public async Task A_page_takes_nothing_from_elsewhere_and_has_no_style_or_script_of_its_own(string address)
    {
        var page = await server.Page(address);

        Assert.All(page.Addresses(), link => Assert.Matches(@"\A(/(?!/)|#)", link));
        Assert.DoesNotMatch(@"\s(style|on\w+)=|<style|<script(?! src=)", page);
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task Every_link_of_a_page_leads_somewhere(string address)
    {
        var page = await server.Page(address);

        // Each kind of link once or a few times; all would take minutes.
        var links = page.Addresses().Where(link => link[0] == '/' && !link.StartsWith("/graphql", StringComparison.Ordinal)).Distinct().ToList();
        foreach (var link in links.Where((_, place) => place % Math.Max(1, links.Count / 12) == 0))
        {
            using var response = await server.Get(link);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{link}: {response.StatusCode}");
        }

        Assert.All(
            page.Addresses().Where(link => link[0] == '#'),
            place => Assert.Contains($"id=\"{place[1..]}\"", page, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task A_page_has_one_first_heading_a_way_past_the_navigation_and_each_id_once(string address)
    {
        var page = await server.Page(address);

        Assert.Equal(2, page.Split("<h1").Length);
        Assert.Contains("<a class=\"skip\" href=\"#content\">", page, StringComparison.Ordinal);
        var ids = page.Split(" id=\"").Skip(1).Select(rest => rest.Split('"')[0]).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [InlineData("/nothing/here")]
    [InlineData("/plans/xx")]
    [InlineData("/plans/xx/measures")]
    [InlineData("/plans/xx/matrix")]
    [InlineData("/plans/az-nap-2022-2026/measures/9.9")]
    [InlineData("/plans/az-nap-2022-2026/not-reported?period=1999")]
    [InlineData("/agencies?plan=xx")]
    [InlineData("/agencies/az/nobody")]
    [InlineData("/agencies/az")]
    [InlineData("/not-found")]
    public async Task What_is_not_there_gets_a_page_with_a_way_back(string address)
    {
        using var response = await server.Get(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<h1>There is no such page</h1>", page, StringComparison.Ordinal);
        Assert.Contains("/plans?lang=en", page.Addresses());
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task Pages_tell_browsers_to_load_nothing_else_and_to_frame_them_nowhere()
    {
        using var response = await server.Get("/plans");

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(response.Headers.Contains("Referrer-Policy"));
    }

    [Fact]
    public async Task Style_sheet_and_script_may_be_kept_for_good()
    {
        var files = (await server.Page("/plans")).Addresses().Where(address => address.StartsWith("/assets/", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, files.Count);
        foreach (var file in files)
        {
            using var response = await server.Get(file);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_are_read_only()
    {
        using var content = new StringContent("");
        using var response = await server.Http.PostAsync(new Uri("/plans", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task The_address_of_live_events_is_one_that_the_server_answers_with_a_stream()
    {
        var live = Assert.Single((await server.PlanPage()).Addresses(), address => address.StartsWith("/graphql?", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(live, UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var lines = new StreamReader(stream);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        // A comment says that the stream is open; a refusal would be an event.
        Assert.StartsWith(":", await lines.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_shows_a_calm_page_and_nothing_of_its_cause()
    {
        // A host without what the pages read from.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddNapPages();
        await using var app = builder.Build();
        app.UseNapPages();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await http.GetAsync(new Uri("/plans?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("<h1>The page cannot be shown now</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NapGrains.", page, StringComparison.Ordinal);
    }
}
