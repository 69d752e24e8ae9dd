namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Events for a subscription's resolver to return.</summary>
public static class SourceStream
{
    /// <summary>
    /// Makes a subscription's source from something that is read: the next event is asked for when the client has taken the
    /// one before, so a long replay after a cursor needs no memory however slowly it is read.
    /// </summary>
    /// <remarks>
    /// The engine pushes what an <see cref="IAsyncEnumerable{T}"/> resolver gives as fast as it comes, into a queue; a client
    /// that cannot keep up with it is closed. That is right for what happens live, and wrong for a replay.
    /// </remarks>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="read">Starts reading; the token is signalled when the subscription ends.</param>
    /// <param name="identity">
    /// What tells an event from all others, so that subscribers who ask the same of it with the same rights are given one
    /// answer; null where answers are not shared. The answer must depend on nothing but the event, the fields that are asked
    /// for, and the rights: not on the root field's arguments, and not on who the caller is.
    /// </param>
    /// <returns>What the resolver returns; it is the engine's type, and read by this transport alone.</returns>
    public static IObservable<T> Of<T>(Func<CancellationToken, IAsyncEnumerable<T>> read, Func<T, object>? identity = null)
        where T : class => new PulledSource<T>(read, identity);
}

/// <summary>A source that is read rather than listened to.</summary>
internal interface IPulledSource
{
    IAsyncEnumerable<object?> Read(CancellationToken cancellation);

    /// <summary>What tells an event from all others; null where answers to it are not shared.</summary>
    object? IdentityOf(object? item);
}

internal sealed class PulledSource<T>(Func<CancellationToken, IAsyncEnumerable<T>> read, Func<T, object>? identity) : IObservable<T>, IPulledSource
    where T : class
{
    public IAsyncEnumerable<object?> Read(CancellationToken cancellation) => read(cancellation);

    public object? IdentityOf(object? item) => item is T one ? identity?.Invoke(one) : null;

    public IDisposable Subscribe(IObserver<T> observer) =>
        throw new NotSupportedException("A pulled source runs under the gateway's subscription strategy; register it with AddNapTransport.");
}
