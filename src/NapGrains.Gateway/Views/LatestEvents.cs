using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Views;

/// <summary>The last events of a feed.</summary>
internal static class LatestEvents
{
    /// <summary>Events up to a position, the newest first. A page of the feed may end before them: it ends where a stored segment does.</summary>
    /// <param name="last">Position of the newest of them; 0 for none.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="read">Reads the page of the feed after a position.</param>
    public static async Task<IReadOnlyList<FeedEntry>> Of(long last, int count, Func<long, Task<FeedPage>> read)
    {
        var events = new List<FeedEntry>();
        for (var after = Math.Max(0, last - count); after < last; after = events[^1].Position)
        {
            var page = await read(after);
            events.AddRange(page.Entries);
            if (page.Entries.IsEmpty)
            {
                break;
            }
        }

        return [.. events.Where(entry => entry.Position <= last).TakeLast(count).Reverse()];
    }
}
