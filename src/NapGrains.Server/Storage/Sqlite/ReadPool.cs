using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>A bounded set of reading connections, opened when first needed.</summary>
internal sealed class ReadPool(SqliteFile file) : IDisposable
{
    private readonly ConcurrentBag<ReadConnection> idle = [];
    private readonly SemaphoreSlim free = new(Math.Max(2, Environment.ProcessorCount));
    private volatile bool disposed;

    /// <summary>Reads with a connection of the pool; a connection that failed is not used again.</summary>
    /// <exception cref="StoreException">SQLite could not read.</exception>
    public async Task<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken ct)
    {
        await free.WaitAsync(ct);
        try
        {
            if (!idle.TryTake(out var connection))
            {
                connection = new ReadConnection(file);
            }

            try
            {
                var result = read(connection);
                idle.Add(connection);
                if (disposed)
                {
                    Dispose();
                }

                return result;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Explain("Reading", file.Path, e);
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
