using System.Runtime.CompilerServices;
using GraphQL;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Schema.Scalars;
using NapGrains.Gateway.Transport;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Views;

namespace NapGrains.Gateway.Schema.Events;

/// <summary>Live changes.</summary>
[Name("Subscription")]
public sealed class PlanEvents
{
    /// <summary>
    /// A plan's events exactly in order, nothing missing, nothing twice: first those after the cursor, then live. Without a cursor
    /// it starts now. Read `Plan.cursor` with the plan's state and subscribe after it to leave no gap.
    /// </summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="options">How far a subscriber may fall behind.</param>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="after">Only events after this cursor.</param>
    /// <param name="where">Only events that fit all of this.</param>
    [Name("planEvents")]
    public static async Task<IObservable<PlanEventObject>> Of(
        [FromViewpoint] Viewpoint from,
        [FromServices] IOptions<TransportOptions> options,
        string plan,
        FeedCursor? after = null,
        PlanEventFilter? where = null)
    {
        var follower = await from.Views.Follow(plan) ?? throw RequestErrors.BadUserInput($"There is no plan '{plan}'.");
        var now = (await follower.Snapshot()).Position;
        var position = Position(plan, after) ?? now;
        if (position > now && position > (await follower.Page(0, false)).Head)
        {
            throw RequestErrors.CursorExpired();
        }

        var patience = new Patience(options.Value.EventQueueLength, options.Value.SlowReaderGrace);
        return SourceStream.Of(cancellation => Read(from, follower, position, patience, where, cancellation), item => item.Cursor);
    }

    /// <summary>The position of a cursor; null where there is none.</summary>
    internal static long? Position(string plan, FeedCursor? cursor) =>
        cursor is null || cursor.Plan == plan ? cursor?.Position : throw RequestErrors.BadUserInput($"The cursor is one of plan '{cursor.Plan}'.");

    private static async IAsyncEnumerable<PlanEventObject> Read(
        Viewpoint from, PlanFollower follower, long position, Patience patience, PlanEventFilter? where, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (entry, snapshot) in follower.After(position, patience, cancellation))
        {
            var item = new PlanEventObject(new PlanScope(from, snapshot), entry);
            if (item.Fits(where))
            {
                yield return item;
            }
        }
    }
}
