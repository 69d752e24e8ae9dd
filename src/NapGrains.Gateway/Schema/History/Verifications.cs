namespace NapGrains.Gateway.Schema.History;

/// <summary>
/// Verifications under way, one of each plan at a time: whoever asks meanwhile waits for the same. One that takes longer than callers
/// wait goes on, and its outcome is kept for those who were told to ask again.
/// </summary>
/// <param name="time">Measures the waits.</param>
public sealed class Verifications(TimeProvider time)
{
    /// <summary>How long a caller waits, and how long an outcome is kept that somebody could not wait for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5), Kept = TimeSpan.FromSeconds(15);

    // One a plan, and only of plans that exist.
    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The outcome of the run under way, or of a new one.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="recompute">Recomputes the plan's chains.</param>
    /// <exception cref="VerificationRunningException">It takes longer; the same may be asked again.</exception>
    public async Task<VerificationObject> Of(string plan, Func<Task<VerificationObject>> recompute)
    {
        Run run;
        lock (_lock)
        {
            if (!_runs.TryGetValue(plan, out run!) || IsOver(run))
            {
                _runs[plan] = run = new(Measure(recompute));
            }
        }

        try
        {
            return (await run.Work.WaitAsync(LongestWait, time)).Verification;
        }
        catch (TimeoutException) when (!run.Work.IsCompleted)
        {
            run.IsAwaited = true;
            throw new VerificationRunningException(plan);
        }
    }

    private bool IsOver(Run run) =>
        run.Work.IsCompleted && !(run.IsAwaited && run.Work.IsCompletedSuccessfully && time.GetElapsedTime(run.Work.Result.Ended) < Kept);

    private async Task<(VerificationObject Verification, long Ended)> Measure(Func<Task<VerificationObject>> recompute) =>
        (await recompute(), time.GetTimestamp());

    private sealed record Run(Task<(VerificationObject Verification, long Ended)> Work)
    {
        /// <summary>Whether somebody was told to ask again.</summary>
        public bool IsAwaited { get; set; }
    }
}

/// <summary>The chains of a plan are still being recomputed.</summary>
internal sealed class VerificationRunningException(string plan)
    : TimeoutException($"The history of plan {plan} is still being verified; ask again shortly.");
