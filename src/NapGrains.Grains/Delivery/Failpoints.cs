namespace NapGrains.Grains.Delivery;

/// <summary>Where a delivery from one grain to another may be interrupted.</summary>
public enum Failpoint
{
    /// <summary>The source is about to write what it will have to send.</summary>
    BeforeWrite,
    /// <summary>What is to be sent is durable and about to be sent.</summary>
    AfterWrite,
    /// <summary>The receiver has written and is about to answer.</summary>
    BeforeAnswer,
    /// <summary>The source has the answer; its row is still marked as unsent.</summary>
    AfterAnswer,
}

/// <summary>
/// Tells a test of every delivery that is about to pass a <see cref="Failpoint"/>, so that it can fail there, or the process end.
/// Only debug builds have this file: nothing in a release leads here.
/// </summary>
/// <param name="reached">Called with the source and the receiver; what it throws is how the delivery fails.</param>
public sealed class Failpoints(Func<Failpoint, GrainId, GrainId, Task> reached) : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private static readonly HashSet<string> Deliveries = ["Report", "ReportAssignment", "ReportMeasure", "Append", "Carry", "Conclude"];

    /// <summary>
    /// Called with the kind of the source (<c>measure</c>) at <see cref="Failpoint.BeforeWrite"/>; that one write holds what goes to every receiver.
    /// </summary>
    public static Action<string>? Writing { get; set; }

    /// <summary>The kind of a grain, by its key: <c>measure</c> of <c>measure:plan/1.1</c>.</summary>
    /// <param name="grain">The grain.</param>
    public static string Kind(GrainId grain) => grain.Key.ToString()!.Split(':', 2)[0];

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Reach(Failpoint.AfterWrite, context);
        await context.Invoke();
        await Reach(Failpoint.AfterAnswer, context);
    }

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.Invoke();
        await Reach(Failpoint.BeforeAnswer, context);
    }

    private Task Reach(Failpoint point, IGrainCallContext call) =>
        call.SourceId is { } source && Deliveries.Contains(call.MethodName) ? reached(point, source, call.TargetId) : Task.CompletedTask;
}

internal sealed partial class Committed<T>
{
    private static readonly string Kind = typeof(T).Name[..^"State".Length].ToLowerInvariant();

    partial void BeforeWrite(T next)
    {
        if (next.Outbox.HasUnsent)
        {
            Failpoints.Writing?.Invoke(Kind);
        }
    }
}
