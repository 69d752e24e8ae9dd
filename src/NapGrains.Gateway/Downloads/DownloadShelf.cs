using Microsoft.Extensions.Options;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Pages;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;

namespace NapGrains.Gateway.Downloads;

/// <summary>
/// The downloads of each plan as they were made last. They are made when somebody asks and the plan has changed, once however
/// many ask. While a plan changes without a pause they rest in between: nine times as long as the making took, a quarter of a minute at most.
/// </summary>
internal sealed class DownloadShelf(PublicViewpoint view, PlanExports exports, IOptions<DownloadOptions> options, TimeProvider time)
{
    private const int RestPerWork = 9;
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(15);

    // One a plan, and only of plans that exist.
    private readonly Dictionary<string, Made> _made = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>A plan's downloads; null where there is no such plan.</summary>
    public async Task<PlanDownloads?> Of(string plan)
    {
        if (await view.From.Plan(plan) is not { } scope)
        {
            return null;
        }

        Task<Work> work;
        lock (_lock)
        {
            if (!_made.TryGetValue(plan, out var made) || !IsFreshEnough(made, scope.Snapshot))
            {
                _made[plan] = made = new(scope.Snapshot, Task.Run(() => Make(scope)));
            }

            work = made.Work;
        }

        return (await work).Downloads;
    }

    private bool IsFreshEnough(Made made, PlanSnapshot now) =>
        !made.Work.IsCompleted
        || (made.Work.IsCompletedSuccessfully && (made.Of == now || time.GetElapsedTime(made.Work.Result.Ended) < Rest(made.Work.Result.Took)));

    private static TimeSpan Rest(TimeSpan took) => RestPerWork * took < LongestRest ? RestPerWork * took : LongestRest;

    private async Task<Work> Make(PlanScope scope)
    {
        var started = time.GetTimestamp();
        var downloads = await PlanDownloads.Of(scope, exports, options.Value);
        var ended = time.GetTimestamp();
        return new(downloads, ended, time.GetElapsedTime(started, ended));
    }

    private sealed record Made(PlanSnapshot Of, Task<Work> Work);

    private sealed record Work(PlanDownloads Downloads, long Ended, TimeSpan Took);
}
