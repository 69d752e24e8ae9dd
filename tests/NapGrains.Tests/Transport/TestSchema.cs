using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GraphQL;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Views;

namespace NapGrains.Tests.Transport;

/// <summary>What tests and the test schema's resolvers do to each other.</summary>
public sealed class Stage
{
    /// <summary>Opened by a test to let <c>wait</c> answer.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set when <c>wait</c> has begun.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Mutations { get; set; }

    public PushedTicks Pushed { get; } = new();

    public TickFeed Feed { get; } = new();
}

public sealed record Tick(int Number, string Text = "")
{
    /// <summary>Counts how often an answer about the tick was made.</summary>
    public int Answer([FromServices] Stage stage) => stage.Feed.CountAnswer(Number);

    public static string? Who([FromCaller] Caller caller) => caller.Subject;
}

/// <summary>A feed such as a plan's: it keeps everything, and live readers follow it by position.</summary>
public sealed class TickFeed
{
    private readonly LiveFeed<Tick, Tick> _live = new(tick => tick.Number, TimeProvider.System);
    private readonly ConcurrentDictionary<int, int> _answers = new();
    private ImmutableList<Tick> _all = [];

    /// <summary>How many answers were made.</summary>
    public int Answers => _answers.Values.Sum();

    public int CountAnswer(int number) => _answers.AddOrUpdate(number, 1, (_, count) => count + 1);

    public void Publish(int count, string text = "")
    {
        ImmutableArray<Tick> next = [.. Enumerable.Range(_all.Count + 1, count).Select(number => new Tick(number, text))];
        _all = _all.AddRange(next);
        _live.Publish(next[^1], next[^1].Number, next);
    }

    public async IAsyncEnumerable<Tick> After(int position, Patience patience, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (tick, _) in _live.After(position, patience, before => Task.FromResult(_all.Skip((int)before).Take(100).ToImmutableArray()), cancellation))
            yield return tick;
    }
}

/// <summary>A source that pushes, as fast as a test likes.</summary>
public sealed class PushedTicks : IObservable<Tick>
{
    private readonly ConcurrentDictionary<IObserver<Tick>, int> _observers = new();
    private TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Subscribed => _subscribed.Task;

    public Task Left => _left.Task;

    public int Count => _observers.Count;

    public void Push(Tick tick)
    {
        foreach (var observer in _observers.Keys) observer.OnNext(tick);
    }

    public void Fail(Exception exception)
    {
        foreach (var observer in _observers.Keys) observer.OnError(exception);
    }

    public void Complete()
    {
        foreach (var observer in _observers.Keys) observer.OnCompleted();
    }

    public IDisposable Subscribe(IObserver<Tick> observer)
    {
        _observers[observer] = 0;
        _subscribed.TrySetResult();
        return new Subscription(this, observer);
    }

    private sealed class Subscription(PushedTicks source, IObserver<Tick> observer) : IDisposable
    {
        public void Dispose()
        {
            source._observers.TryRemove(observer, out _);
            if (source._observers.IsEmpty) source._left.TrySetResult();
        }
    }
}

[Name("Query")]
public sealed class TestQuery
{
    public static string Hello(string? name) => $"Salam, {name ?? "dünya"}";

    public static int Added([FromServices] Stage stage) => stage.Mutations;

    public static string Echo(string text) => text;

    public static string? Who([FromCaller] Caller caller) => caller.Subject;

    public static IEnumerable<string> Roles(IResolveFieldContext context) => context.Caller().Actor.Roles.Order();

    public static TestQuery Self() => new();

    public static ItemConnection Items(int? first) => new(Math.Min(first ?? 1, 1));

    public static async Task<string> Wait([FromServices] Stage stage)
    {
        stage.Waiting.TrySetResult();
        await stage.Gate.Task;
        return "waited";
    }

    public static string? Fault() => throw new InvalidOperationException("SELECT secret FROM table");

    public static string MustFault() => throw new InvalidOperationException("SELECT secret FROM table");

    public static string? Forbidden() => throw RequestErrors.Forbidden();

    public static string? Plain() => throw new ExecutionError("SELECT secret FROM table");

    public static string? Unavailable() => throw RequestErrors.Unavailable(TimeSpan.FromSeconds(2));

    public static string? Translated() => throw new TimeoutException("Silo S127.0.0.1 did not answer");
}

/// <summary>A page of so many items, whatever was asked for.</summary>
public sealed class ItemConnection(int count)
{
    public int TotalCount => count;

    public IEnumerable<TestQuery> Nodes() => Enumerable.Repeat(new TestQuery(), count);

    public IEnumerable<ItemEdge> Edges() => Enumerable.Repeat(new ItemEdge(), count);
}

public sealed class ItemEdge
{
    public static TestQuery Node() => new();
}

[Name("Mutation")]
public sealed class TestMutation
{
    public static int Add([FromServices] Stage stage) => ++stage.Mutations;

    public static int Length(string text) => text.Length;

    public static ItemConnection ItemsAdded(int? first) => new(first ?? 1);
}

[Name("Subscription")]
public sealed class TestSubscription
{
    public static IObservable<Tick> Count(int to) => SourceStream.Of(cancellation => Numbers(to, cancellation));

    public static IAsyncEnumerable<Tick> PlainCount(int to, CancellationToken cancellation) => Numbers(to, cancellation);

    public static IObservable<Tick> Pushed([FromServices] Stage stage) => stage.Pushed;

    public static IObservable<Tick> Feed([FromServices] Stage stage, [FromServices] IOptions<TransportOptions> options, int after = 0) => SourceStream.Of(
        cancellation => stage.Feed.After(after, new Patience(options.Value.EventQueueLength, options.Value.SlowReaderGrace), cancellation),
        tick => tick.Number);

    public static IObservable<Tick> Refused() => throw RequestErrors.CursorExpired();

    public static IObservable<Tick> Broken() => throw new InvalidOperationException("SELECT secret FROM table");

    private static async IAsyncEnumerable<Tick> Numbers(int to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var number = 1; number <= to; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Tick(number);
        }
    }
}

public sealed class TestTranslator : IErrorTranslator
{
    public ExecutionError? Translate(Exception exception) =>
        exception is TimeoutException ? RequestErrors.Unavailable(TimeSpan.FromSeconds(1)) : null;
}
