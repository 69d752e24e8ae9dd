namespace NapGrains.Server.Storage.Sqlite;

/// <summary>A write that waits for its commit.</summary>
/// <param name="Row">Which row.</param>
/// <param name="Expected">The version that the writer has read; null for a row never written.</param>
/// <param name="Payload">The new content; null to clear.</param>
internal sealed record RowWrite(RowId Row, long? Expected, byte[]? Payload)
{
    private readonly TaskCompletionSource<WriteOutcome> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the write is durable or refused; fails when its batch was rolled back.</summary>
    public Task<WriteOutcome> Completion => completion.Task;

    public void Complete(WriteOutcome outcome) => completion.SetResult(outcome);

    public void Fail(Exception exception) => completion.SetException(exception);
}

/// <summary>What became of a write.</summary>
/// <param name="Stored">False when the expected version was not the stored one.</param>
/// <param name="Version">The version now stored; null when there is none.</param>
internal readonly record struct WriteOutcome(bool Stored, long? Version);
