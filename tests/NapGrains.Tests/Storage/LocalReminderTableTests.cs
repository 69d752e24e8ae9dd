using NapGrains.Server.Clustering;

namespace NapGrains.Tests.Storage;

/// <summary>What Orleans expects of a table of reminders.</summary>
public sealed class LocalReminderTableTests
{
    private static readonly GrainId Grain = GrainId.Create("sweep", "all");

    private readonly LocalReminderTable _table = new();

    [Fact]
    public async Task A_reminder_is_set_read_and_set_anew()
    {
        var first = await _table.UpsertRow(Reminder("minute", TimeSpan.FromMinutes(1)));
        var second = await _table.UpsertRow(Reminder("minute", TimeSpan.FromMinutes(2)));

        Assert.NotEqual(first, second);
        var held = await _table.ReadRow(Grain, "minute");
        Assert.Equal((TimeSpan.FromMinutes(2), second), (held!.Period, held.ETag));
        Assert.Null(await _table.ReadRow(Grain, "hour"));
    }

    [Fact]
    public async Task A_grain_s_reminders_are_its_own()
    {
        await _table.UpsertRow(Reminder("minute", TimeSpan.FromMinutes(1)));
        await _table.UpsertRow(Reminder("hour", TimeSpan.FromHours(1)));

        Assert.Equal(["hour", "minute"], (await _table.ReadRows(Grain)).Reminders.Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal));
        Assert.Empty((await _table.ReadRows(GrainId.Create("sweep", "other"))).Reminders);
    }

    [Fact]
    public async Task A_range_begins_after_its_lower_bound_and_ends_with_its_upper_one()
    {
        await _table.UpsertRow(Reminder("minute", TimeSpan.FromMinutes(1)));
        var place = Grain.GetUniformHashCode();

        Assert.Single((await _table.ReadRows(place - 1, place)).Reminders);
        Assert.Empty((await _table.ReadRows(place, place + 1)).Reminders);
        Assert.Single((await _table.ReadRows(place + 1, place)).Reminders);
        Assert.Single((await _table.ReadRows(0, 0)).Reminders);
    }

    [Fact]
    public async Task Only_the_reminder_that_its_caller_knows_is_removed()
    {
        var stale = await _table.UpsertRow(Reminder("minute", TimeSpan.FromMinutes(1)));
        var known = await _table.UpsertRow(Reminder("minute", TimeSpan.FromMinutes(2)));

        Assert.False(await _table.RemoveRow(Grain, "minute", stale!));
        Assert.True(await _table.RemoveRow(Grain, "minute", known!));
        Assert.False(await _table.RemoveRow(Grain, "minute", known!));
        Assert.Empty((await _table.ReadRows(Grain)).Reminders);
    }

    private static ReminderEntry Reminder(string name, TimeSpan period) =>
        new() { GrainId = Grain, ReminderName = name, StartAt = new(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc), Period = period };
}
