using System.Runtime.CompilerServices;
using NapGrains.Grains.Delivery;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>Lists unsent rows page by page, so that a slow consumer holds no read transaction open.</summary>
internal sealed class SqliteUnsentRows(SqliteStore store) : IUnsentRows
{
    private const int PageSize = 256;

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var after = "";
        List<string> page;
        do
        {
            page = await store.UnsentAfterAsync(after, PageSize, ct);
            foreach (var key in page)
            {
                yield return after = key;
            }
        }
        while (page.Count == PageSize);
    }
}
