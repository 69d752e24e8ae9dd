using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>
/// Writes on a thread of its own: takes all writes that wait, commits them in one transaction, answers them, and starts again. So the
/// price of making a transaction durable is shared by all who wait meanwhile.
/// </summary>
internal sealed class BatchWriter : IDisposable
{
    private const int QueueLength = 4096;
    private const int BatchLength = 1024;
    private const long BatchBytes = 16 << 20;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly SqliteFile file;
    private readonly ILogger logger;
    private readonly Thread thread;
    private readonly Channel<RowWrite> queue = Channel.CreateBounded<RowWrite>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private WriteConnection? connection;
    private long transactions;
    private long writes;

    /// <summary>Starts writing.</summary>
    public BatchWriter(SqliteFile file, ILogger logger)
    {
        this.file = file;
        this.logger = logger;
        thread = new Thread(Run) { Name = "nap.db writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>How many transactions were committed since the start.</summary>
    public long Transactions => Interlocked.Read(ref transactions);

    /// <summary>How many writes these transactions held.</summary>
    public long Writes => Interlocked.Read(ref writes);

    /// <summary>Writes a row; waits while the queue is full.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="ct">Gives up a write that has not entered the queue yet; one in the queue is carried out.</param>
    /// <returns>The outcome, once it is durable.</returns>
    /// <exception cref="StoreException">The batch was rolled back, or the store is closed.</exception>
    public async Task<WriteOutcome> WriteAsync(RowWrite write, CancellationToken ct)
    {
        try
        {
            await queue.Writer.WriteAsync(write, ct);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreException($"{file.Path} is closed: the service is stopping.", e);
        }

        return await write.Completion;
    }

    /// <summary>Takes no more writes, carries out those in the queue, and closes the connection.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        thread.Join();
    }

    private void Run()
    {
        var batch = new List<RowWrite>(BatchLength);
        while (WaitForWrites())
        {
            Drain(batch);
            Write(batch);
            batch.Clear();
        }

        connection?.Dispose();
    }

    /// <summary>Waits for writes; a pause between them is used to empty the log. False when there will be none.</summary>
    private bool WaitForWrites()
    {
        var writes = queue.Reader.WaitToReadAsync().AsTask();
        if (connection is { } written && !writes.Wait(Quiet))
        {
            try
            {
                written.EmptyLog();
            }
            catch (SqliteException e)
            {
                logger.LogWarning(e, "The log of {Path} could not be emptied; it is tried again after the next writes", file.Path);
            }
        }

        return writes.GetAwaiter().GetResult();
    }

    private void Drain(List<RowWrite> batch)
    {
        var bytes = 0L;
        while (batch.Count < BatchLength && bytes < BatchBytes && queue.Reader.TryRead(out var write))
        {
            batch.Add(write);
            bytes += write.Payload?.Length ?? 0;
        }
    }

    private void Write(List<RowWrite> batch)
    {
        WriteOutcome[] outcomes;
        try
        {
            connection ??= new WriteConnection(file);
            outcomes = connection.Commit(batch);
        }
        catch (Exception e)
        {
            // Whatever it was, the loop must live on: the next batch starts with a new connection.
            connection?.Dispose();
            connection = null;
            logger.LogError(e, "A batch of {Count} writes to {Path} was rolled back", batch.Count, file.Path);
            batch.ForEach(write => write.Fail(SqliteErrors.Explain("Writing to", file.Path, e)));
            return;
        }

        Interlocked.Increment(ref transactions);
        Interlocked.Add(ref writes, outcomes.Length);
        for (var i = 0; i < outcomes.Length; i++)
        {
            batch[i].Complete(outcomes[i]);
        }
    }
}
