using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Pages;
using NapGrains.Gateway.Pages.Reading;
using NapGrains.Gateway.Pages.Wordings;
using NapGrains.Gateway.Views;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Downloads;

/// <summary>
/// A plan's events as an Atom feed (RFC 4287): the newest ones, and archives of all before them (RFC 5005). An archive is full, so it
/// holds the same events for ever.
/// </summary>
internal static class EventsFeed
{
    /// <summary>Media type of Atom feeds.</summary>
    public const string MediaType = "application/atom+xml; charset=utf-8";

    /// <summary>Events of a feed and of an archive.</summary>
    public const int Length = 50;

    private const string History = "http://purl.org/syndication/history/1.0";

    /// <summary>Answers with the feed, or with one of its archives.</summary>
    public static async Task Send(HttpContext context)
    {
        if (!await DownloadEndpoint.Admit(context))
        {
            return;
        }

        var (query, plan) = (context.Request.Query, (string)context.GetRouteValue("key")!);
        var view = context.RequestServices.GetRequiredService<PublicViewpoint>();
        if (await view.From.Plan(plan) is not { } scope || await view.From.Views.Follow(plan) is not { } follower)
        {
            await DownloadEndpoint.Refuse(context, StatusCodes.Status404NotFound, $"There is no plan '{plan}'.");
            return;
        }

        var head = scope.Snapshot.Position;
        var archive = query["archive"].LastOrDefault();
        var number = 0L;
        if (archive is not null && (!long.TryParse(archive, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < 1 || number > head / Length))
        {
            await DownloadEndpoint.Refuse(
                context, StatusCodes.Status404NotFound, $"There is no archive '{archive}' of plan '{plan}'; there are {head / Length}, of {Length} events each.");
            return;
        }

        var words = Wording.In(query["lang"].LastOrDefault());
        var last = archive is null ? head : number * Length;
        var events = await LatestEvents.Of(last, Length, after => follower.Page(after, wait: false));
        var addresses = new FeedAddresses(
            context.Request, words, scope.Key, context.RequestServices.GetRequiredService<IOptions<DownloadOptions>>().Value.TagAuthority);
        var feed = Feed(new PlanReading(scope, words, null), addresses, events, archive is null ? null : number, head);
        await DownloadEndpoint.Answer(context, new(new PlanFile("events.atom", MediaType, Bytes(feed))), saveAs: null);
    }

    private static SyndicationFeed Feed(PlanReading plan, FeedAddresses addresses, IReadOnlyList<FeedEntry> events, long? archive, long head)
    {
        var words = plan.Words;
        var feed = new SyndicationFeed(events.Select(entry => Entry(plan, addresses, entry)))
        {
            Id = addresses.Tag("events"),
            Title = new($"{plan.Title}: {words.LatestEvents}"),
            // The newest event need not be the one that says the latest time. A plan without events has changed at no time yet.
            LastUpdatedTime = events.Select(entry => entry.Change.At).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            Language = words.Language,
            Generator = "NapGrains",
        };
        feed.Authors.Add(new() { Name = words.Service });
        Link(feed, "self", addresses.Feed(archive), MediaType);
        Link(feed, "alternate", addresses.Page(plan.To.Plan(plan.Key)), "text/html");
        // The archive before: of a feed the last one that is full and ends before its newest event.
        var before = archive is { } number ? number - 1 : (head - 1) / Length;
        if (before > 0)
        {
            Link(feed, "prev-archive", addresses.Feed(before), MediaType);
        }

        if (archive is not null)
        {
            feed.ElementExtensions.Add("archive", History, "");
            Link(feed, "current", addresses.Feed(null), MediaType);
            if (archive < head / Length)
            {
                Link(feed, "next-archive", addresses.Feed(archive + 1), MediaType);
            }
        }

        return feed;
    }

    private static SyndicationItem Entry(PlanReading plan, FeedAddresses addresses, FeedEntry entry)
    {
        var (change, words) = (entry.Change, plan.Words);
        var number = change.Measure is { } id ? plan.Snapshot.Measure(id)?.Definition.Number ?? id : null;
        var told = words.Tell(change, change.Agency is null ? null : plan.Name(change.Agency), plan.Snapshot.TimeZone);
        var item = new SyndicationItem
        {
            Id = addresses.Tag($"events/{entry.Position.ToString(CultureInfo.InvariantCulture)}"),
            Title = new(XmlTextOf(number is null ? told : $"{words.Measure} {number}: {told}")),
            LastUpdatedTime = change.At,
            PublishDate = change.At,
        };
        if (change.Reason is { } reason)
        {
            item.Summary = new(XmlTextOf(reason));
        }

        item.Categories.Add(new(Grains.GraphNames.Of(change.Kind)));
        item.Links.Add(new(addresses.Page(number is null ? plan.To.Plan(plan.Key) : plan.To.Measure(plan.Key, number)), "alternate", null, "text/html", 0));
        return item;
    }

    private static string XmlTextOf(string text) => NapGrains.Documents.XmlText.Legal(text);

    private static void Link(SyndicationFeed feed, string relation, Uri address, string mediaType) =>
        feed.Links.Add(new(address, relation, null, mediaType.Split(';')[0], 0));

    private static byte[] Bytes(SyndicationFeed feed)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            new Atom10FeedFormatter(feed).WriteTo(xml);
        }

        return bytes.ToArray();
    }
}
