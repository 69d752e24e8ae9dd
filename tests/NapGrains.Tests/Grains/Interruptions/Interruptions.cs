using System.Collections.Concurrent;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Grains.Interruptions;

/// <summary>Deliveries that are to be interrupted, one a plan at a time.</summary>
internal sealed class Interruptions
{
    private readonly ConcurrentDictionary<string, Armed> _armed = new(StringComparer.Ordinal);

    public Interruptions() => Failpoints = new((point, source, receiver) =>
        Reach(point, source, receiver, point == Failpoint.BeforeAnswer ? receiver : source));

    /// <summary>To be put into each silo.</summary>
    public Failpoints Failpoints { get; }

    /// <summary>To be called before each write.</summary>
    public Task BeforeWrite(string state, string key)
    {
        var source = GrainId.Create(state, key);
        return Reach(Failpoint.BeforeWrite, source, source, source);
    }

    /// <summary>Interrupts the plan's next delivery on the edge.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="point">Where.</param>
    /// <param name="edge">Kinds of source and receiver.</param>
    /// <param name="interrupt">What happens there to the grain that was at it.</param>
    /// <returns>Ends when the delivery was there.</returns>
    public Task Arm(string plan, Failpoint point, Edge edge, Func<GrainId, Task> interrupt)
    {
        var armed = new Armed(point, edge, interrupt);
        _armed[plan] = armed;
        return armed.Reached.Task;
    }

    private Task Reach(Failpoint point, GrainId source, GrainId receiver, GrainId at)
    {
        var plan = GrainKeys.Name(source.Key.ToString()!).Split('/')[0];
        if (!_armed.TryGetValue(plan, out var armed)
            || armed.Point != point
            || armed.Edge.Source != Failpoints.Kind(source)
            || (point != Failpoint.BeforeWrite && armed.Edge.Receiver != Failpoints.Kind(receiver))
            || !_armed.TryRemove(KeyValuePair.Create(plan, armed)))
        {
            return Task.CompletedTask;
        }

        armed.Reached.SetResult();
        return armed.Interrupt(at);
    }

    private sealed record Armed(Failpoint Point, Edge Edge, Func<GrainId, Task> Interrupt)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Kinds of grains of which one tells the other something.</summary>
internal sealed record Edge(string Source, string Receiver)
{
    public override string ToString() => $"{Source}->{Receiver}";
}
