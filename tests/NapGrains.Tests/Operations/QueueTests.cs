using NapGrains.Grains.Operations;

namespace NapGrains.Tests.Operations;

/// <summary>What a plan's queue of operations remembers.</summary>
public sealed class QueueTests
{
    [Fact]
    public void Operations_that_wait_are_never_forgotten_however_many_they_are()
    {
        var queue = Enumerable.Range(1, 300).Aggregate(OperationsState.Empty, (state, number) => state.Add(Stored(number, OperationState.Queued)));

        Assert.Equal(Enumerable.Range(1, 300).Select(number => $"{number}"), queue.Operations.Select(operation => operation.View.Id));
    }

    [Fact]
    public void Completed_operations_are_forgotten_oldest_first()
    {
        var queue = Enumerable.Range(1, 300).Aggregate(
            OperationsState.Empty, (state, number) => state.Add(Stored(number, number <= 20 ? OperationState.Queued : OperationState.Completed)));

        Assert.Equal(
            Enumerable.Range(1, 20).Concat(Enumerable.Range(65, 236)).Select(number => $"{number}"), queue.Operations.Select(operation => operation.View.Id));
    }

    private static StoredOperation Stored(int number, OperationState state) => new(
        new("plan", $"{number}", "IMPORT", state, 0, 0, null, null, null, [], default, null), "", null, 0, false, []);
}
