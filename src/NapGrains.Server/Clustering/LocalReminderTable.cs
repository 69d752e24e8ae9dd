using System.Collections.Concurrent;
using System.Globalization;

namespace NapGrains.Server.Clustering;

/// <summary>
/// Reminders of one process that is the whole cluster, in its memory: whoever needs one sets it at each start. Orleans' own table of
/// that kind is a grain, which nothing can wake any more once the process is about to stop; Orleans reads its table first at some
/// moment within half a minute of the start, and where that falls into the stop, it is logged as an error.
/// </summary>
internal sealed class LocalReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> _reminders = new();
    private long _versions;

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => Rows(reminder => reminder.GrainId == grainId);

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        var range = RangeFactory.CreateRange(begin, end);
        return Rows(reminder => range.InRange(reminder.GrainId.GetUniformHashCode()));
    }

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(_reminders.GetValueOrDefault((grainId, reminderName)));

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = Interlocked.Increment(ref _versions).ToString(CultureInfo.InvariantCulture);
        _reminders[(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult<string?>(entry.ETag);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(
        _reminders.TryGetValue((grainId, reminderName), out var held) && held.ETag == eTag
        && _reminders.TryRemove(KeyValuePair.Create((grainId, reminderName), held)));

    /// <inheritdoc/>
    public Task TestOnlyClearTable()
    {
        _reminders.Clear();
        return Task.CompletedTask;
    }

    private Task<ReminderTableData> Rows(Func<ReminderEntry, bool> of) => Task.FromResult(new ReminderTableData(_reminders.Values.Where(of)));
}
