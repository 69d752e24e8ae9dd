using Microsoft.Extensions.Time.Testing;
using NapGrains.Gateway.Schema.History;

namespace NapGrains.Tests.Api;

/// <summary>However many ask for a plan's verification and however long it takes, its chains are recomputed once.</summary>
public sealed class VerificationsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Verifications _verifications;
    private readonly List<TaskCompletionSource<VerificationObject>> _runs = [];

    public VerificationsTests() => _verifications = new(_time);

    [Fact]
    public async Task Who_asks_while_one_is_under_way_gets_its_outcome_and_who_asks_later_a_new_one()
    {
        var (one, other) = (Ask(), Ask());
        Assert.Single(_runs);
        var outcome = End(0);
        Assert.Same(outcome, await one);
        Assert.Same(outcome, await other);

        var later = Ask();
        Assert.NotSame(outcome, await End(1, later));
    }

    [Fact]
    public async Task One_that_takes_longer_than_callers_wait_is_answered_when_they_ask_again()
    {
        var asked = Ask();
        _time.Advance(TimeSpan.FromSeconds(6));
        var refusal = await Assert.ThrowsAsync<VerificationRunningException>(() => asked);
        Assert.Contains("az-nap-2022-2026 is still being verified; ask again", refusal.Message, StringComparison.Ordinal);

        var outcome = End(0);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Same(outcome, await Ask());
        Assert.Single(_runs);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotSame(outcome, await End(1, Ask()));
    }

    [Fact]
    public async Task One_that_failed_is_not_kept()
    {
        var asked = Ask();
        _time.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<VerificationRunningException>(() => asked);
        _runs[0].SetException(new TimeoutException("a silo is away"));

        Assert.NotNull(await End(1, Ask()));
    }

    private Task<VerificationObject> Ask() => _verifications.Of("az-nap-2022-2026", () =>
    {
        var run = new TaskCompletionSource<VerificationObject>();
        _runs.Add(run);
        return run.Task;
    });

    private VerificationObject End(int run)
    {
        var outcome = new VerificationObject([], _time.GetUtcNow());
        _runs[run].SetResult(outcome);
        return outcome;
    }

    private async Task<VerificationObject> End(int run, Task<VerificationObject> asked)
    {
        var outcome = End(run);
        Assert.Same(outcome, await asked);
        return outcome;
    }
}
