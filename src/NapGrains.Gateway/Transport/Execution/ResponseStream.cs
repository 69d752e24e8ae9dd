using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GraphQL;

namespace NapGrains.Gateway.Transport.Execution;

/// <summary>
/// A subscription's answers, each made when it is asked for. What comes faster waits as a source event, of which there are at
/// most as many as the queue is long; the engine's own stream would run and keep every one.
/// </summary>
/// <param name="source">The resolver's events.</param>
/// <param name="capacity">Length of the queue.</param>
/// <param name="answers">Starts to answer events; disposed at the end.</param>
/// <param name="fail">Makes the error that ends the stream of an exception in the source.</param>
internal sealed class ResponseStream(
    IObservable<object?> source,
    int capacity,
    Func<EventAnswers> answers,
    Func<Exception, CancellationToken, Task<ExecutionError>> fail)
    : IObservable<ExecutionResult>, IAsyncEnumerable<ReadOnlyMemory<byte>>
{
    /// <summary>The one stream of a subscription that started.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> In(IDictionary<string, IObservable<ExecutionResult>> streams) =>
        streams.Values.Single() as ResponseStream
        ?? throw new InvalidOperationException($"Subscriptions run under {nameof(BoundedSubscriptions)}; another strategy is registered before it.");

    public IDisposable Subscribe(IObserver<ExecutionResult> observer) =>
        throw new NotSupportedException("Response streams are read, not listened to: what is pushed cannot be bounded.");

    /// <summary>Reads the answers, each as JSON in UTF-8.</summary>
    /// <param name="cancellationToken">Ends the subscription and its source.</param>
    /// <exception cref="ExecutionError">The source failed; the subscription is over.</exception>
    /// <exception cref="SlowReaderException">The queue is full; the subscription is over.</exception>
    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var answering = answers();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var events = Events(stop.Token).GetAsyncEnumerator(stop.Token);
        while (true)
        {
            try
            {
                if (!await events.MoveNextAsync()) yield break;
            }
            catch (Exception exception) when (exception is not SlowReaderException && !cancellationToken.IsCancellationRequested)
            {
                throw await fail(exception, cancellationToken);
            }
            yield return await answering.To(events.Current, cancellationToken);
        }
    }

    private IAsyncEnumerable<object?> Events(CancellationToken cancellation) =>
        source is IPulledSource pulled ? pulled.Read(cancellation) : Listen(cancellation);

    private async IAsyncEnumerable<object?> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        var queue = Channel.CreateBounded<object?>(new BoundedChannelOptions(capacity) { SingleReader = true });
        var queueing = new Queueing(queue.Writer);
        using var subscription = source.Subscribe(queueing);
        await foreach (var item in queue.Reader.ReadAllAsync(cancellation))
        {
            // What still waits is of no use to a client that has to come back with its cursor.
            if (queueing.Overflowed) throw new SlowReaderException();
            yield return item;
        }
    }

    private sealed class Queueing(ChannelWriter<object?> queue) : IObserver<object?>
    {
        public volatile bool Overflowed;

        public void OnNext(object? value)
        {
            if (queue.TryWrite(value)) return;
            // Also false after the end, when nothing reads the mark any more.
            Overflowed = true;
            queue.TryComplete(new SlowReaderException());
        }

        public void OnError(Exception error) => queue.TryComplete(error);

        public void OnCompleted() => queue.TryComplete();
    }
}
