using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NapGrains.Gateway.Downloads;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;
using NapGrains.Grains;

namespace NapGrains.Gateway.Exchange;

/// <summary>
/// Documents of plans. Of one state of a plan each is made once, however many ask for it at the same time, and kept as long as
/// that state is.
/// </summary>
public sealed class PlanExports(IOptions<DownloadOptions> options)
{
    private readonly ConditionalWeakTable<PlanSnapshot, ConcurrentDictionary<(string? Period, DocumentFormat Format), Lazy<Task<PlanFile>>>> _made = [];

    /// <summary>A period's document, or, without a period, one of everything; null where the plan has no such period.</summary>
    /// <exception cref="RefusalException"><c>UNKNOWN_PERIOD</c>: an official report is one of a period.</exception>
    public async Task<PlanFile?> File(PlanScope scope, string? period, DocumentFormat format)
    {
        if (period is not null && scope.Snapshot.Plan.Periods.All(known => known.Key != period))
        {
            return null;
        }

        // What one asks for everybody gets, so it is made as for somebody without a token.
        var everybody = new PlanScope(scope.From with { Actor = Actor.Anonymous }, scope.Snapshot);
        var files = _made.GetValue(scope.Snapshot, _ => new());
        var made = files.GetOrAdd((period, format), _ => new(() => PlanExport.Of(everybody, period, format, options.Value.Licence)));
        try
        {
            return await made.Value;
        }
        catch (Exception) when (files.TryRemove(KeyValuePair.Create((period, format), made)))
        {
            // The next one tries again.
            throw;
        }
    }
}
