using System.Collections.Immutable;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Grains.Delivery;

/// <summary>A grain's state that is easy to look at: lines in the order in which they were added.</summary>
internal sealed record Notes(ImmutableArray<string> Lines, Outbox Outbox) : IUpwardState<Notes>
{
    public static Notes None { get; } = new([], Outbox.Empty);

    public Notes With(Outbox outbox) => this with { Outbox = outbox };

    public Notes And(string line) => this with { Lines = Lines.Add(line) };
}
