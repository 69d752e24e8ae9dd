using System.Globalization;
using System.Net;
using System.Xml.Linq;

namespace NapGrains.Tests.Api;

/// <summary>A plan's events as an Atom feed.</summary>
public sealed class EventsFeedTests(ReadOnlyServers servers) : IDisposable
{
    private const string Feed = $"plans/{NapApplication.Plan}/events.atom";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("?lang=en")]
    [InlineData("?archive=1&lang=en")]
    public async Task A_feed_is_what_RFC_4287_asks_for(string query)
    {
        var feed = await Read(Feed + query);

        Assert.Equal(Atom + "feed", feed.Name);
        Assert.Equal(query.Contains("en", StringComparison.Ordinal) ? "en" : "az", feed.Attribute(XNamespace.Xml + "lang")?.Value);
        Described(feed);
        Assert.NotEmpty(Assert.Single(feed.Elements(Atom + "author")).Element(Atom + "name")!.Value);
        Assert.Single(Links(feed, "self"));
        Assert.Single(Links(feed, "alternate"));
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(50, entries.Count);
        Assert.All(entries, entry =>
        {
            Described(entry);
            Assert.Single(Links(entry, "alternate"));
        });
        Assert.Equal(entries.Count, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.Equal(entries.Max(Updated), Updated(feed));

        // Exactly one id that is an absolute IRI, one title, and one date with a zone.
        static void Described(XElement element)
        {
            Assert.Matches(@"\Atag:127\.0\.0\.1,2026:az-nap-2022-2026/events(/\d+)?\z", Assert.Single(element.Elements(Atom + "id")).Value);
            Assert.NotEmpty(Assert.Single(element.Elements(Atom + "title")).Value);
            Assert.Matches(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z", Assert.Single(element.Elements(Atom + "updated")).Value);
        }
    }

    [Fact]
    public async Task Archives_before_a_feed_hold_every_event_once_and_never_change()
    {
        var total = (await (await servers.Seeded).Anonymous.Plan("events(first: 1) { totalCount }")).GetProperty("events").Number("totalCount");
        var (positions, archives) = (new HashSet<int>(), 0);
        var feed = await Read(Feed);
        Take(feed);
        while (Links(feed, "prev-archive").SingleOrDefault() is { } before)
        {
            var after = Links(feed, "self").Single();
            feed = await Read(before);
            archives++;
            Take(feed);
            Assert.NotNull(feed.Element(History + "archive"));
            Assert.Equal(50, feed.Elements(Atom + "entry").Count());
            if (archives > 1)
            {
                Assert.Equal(after, Assert.Single(Links(feed, "next-archive")));
            }
        }

        Assert.Equal(Enumerable.Range(1, total), positions.Order());
        Assert.Equal((total - 1) / 50, archives);

        void Take(XElement page) => positions.UnionWith(page.Elements(Atom + "entry")
            .Select(entry => int.Parse(entry.Element(Atom + "id")!.Value.Split('/')[^1], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task An_entry_says_what_happened_in_the_language_asked_for_and_leads_to_its_measure()
    {
        var (azerbaijani, english) = (await Read(Feed + "?archive=1"), await Read(Feed + "?archive=1&lang=en"));
        var entry = english.Elements(Atom + "entry").First(entry => Links(entry, "alternate").Single().Contains("/measures/", StringComparison.Ordinal));
        var same = azerbaijani.Elements(Atom + "entry").Single(other => other.Element(Atom + "id")!.Value == entry.Element(Atom + "id")!.Value);

        Assert.StartsWith("Measure ", entry.Element(Atom + "title")!.Value, StringComparison.Ordinal);
        Assert.StartsWith("Tədbir ", same.Element(Atom + "title")!.Value, StringComparison.Ordinal);
        using var page = await _http.GetAsync(new Uri(Links(entry, "alternate").Single()), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_feed_that_has_not_changed_is_not_sent_twice()
    {
        var address = new Uri((await servers.Seeded).Address, Feed);
        using var first = await _http.GetAsync(address, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(("application/atom+xml; charset=utf-8", "public, no-cache"), ($"{first.Content.Headers.ContentType}", $"{first.Headers.CacheControl}"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("plans/xx/events.atom", "There is no plan 'xx'.")]
    [InlineData($"{Feed}?archive=0", "There is no archive '0' of plan")]
    [InlineData($"{Feed}?archive=99999", "There is no archive '99999' of plan")]
    [InlineData($"{Feed}?archive=x", "There is no archive 'x' of plan")]
    public async Task What_is_not_there_is_said(string address, string reason)
    {
        using var response = await _http.GetAsync(new Uri((await servers.Seeded).Address, address), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.StartsWith(reason, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_of_a_plan_names_the_feed_to_readers_and_browsers()
    {
        var page = await _http.GetStringAsync(new Uri((await servers.Seeded).Address, $"plans/{NapApplication.Plan}/matrix?lang=en"), TestContext.Current.CancellationToken);

        Assert.Matches("""<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="/plans/az-nap-2022-2026/events.atom\?lang=en"\s*/?>""", page);
        Assert.Contains("href=\"/plans/az-nap-2022-2026/downloads?lang=en\"", page, StringComparison.Ordinal);
    }

    private static DateTimeOffset Updated(XElement element) =>
        DateTimeOffset.Parse(element.Element(Atom + "updated")!.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Links(XElement element, string relation) => element.Elements(Atom + "link")
        .Where(link => link.Attribute("rel")?.Value == relation).Select(link => link.Attribute("href")!.Value);

    private async Task<XElement> Read(string address) => XElement.Parse(
        await _http.GetStringAsync(new Uri((await servers.Seeded).Address, address), TestContext.Current.CancellationToken));
}
