using NapGrains.Grains.Operations;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>The queue forgets what is done, and nothing else.</summary>
public sealed class OperationsStateTests
{
    [Fact]
    public void An_operation_that_is_not_completed_is_never_forgotten()
    {
        var state = Enumerable.Range(0, 300).Aggregate(OperationsState.Empty, (all, number) => all.Add(Stored($"{number}")));
        Assert.Equal(300, state.Operations.Length);
        Assert.Equal("0", state.Next!.View.Id);
    }

    [Fact]
    public void Of_completed_operations_the_last_ones_are_remembered()
    {
        var state = Enumerable.Range(0, 300).Aggregate(
            OperationsState.Empty, (all, number) => all.Add(Stored($"{number}")).Complete(Stored($"{number}", OperationState.Completed), 0));
        Assert.Equal(256, state.Operations.Length);
        Assert.Equal("44", state.Operations[0].View.Id);
    }

    [Fact]
    public void An_activation_that_lags_behind_sets_nothing_back()
    {
        var done = OperationsState.Empty.Add(Stored("a")).Complete(Stored("a", OperationState.Completed), 1);
        Assert.Same(done, done.Replace(Stored("a", OperationState.Running)));
        Assert.Same(done, done.Complete(Stored("a", OperationState.Completed), 2));
    }

    [Fact]
    public void Something_is_unsent_until_the_last_operation_is_completed()
    {
        var state = OperationsState.Empty.Add(Stored("a")).Add(Stored("b"));
        state = state.Complete(Stored("a", OperationState.Completed), 1);
        Assert.True(state.Outbox.HasUnsent);
        Assert.False(state.Complete(Stored("b", OperationState.Completed), 2).Outbox.HasUnsent);
    }

    private static StoredOperation Stored(string id, OperationState state = OperationState.Queued) => new(
        new(Plan, id, "IMPORT", state, 0, 0, null, null, null, [], Start, null), "digest", null, 0, false, []);
}
