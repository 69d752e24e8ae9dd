using System.Globalization;
using NapGrains.Grains;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Pages.Wordings;

/// <summary>Changes in words.</summary>
internal static class ChangeWording
{
    /// <summary>What happened, in one sentence, without the measure and the reason.</summary>
    /// <param name="words">The language.</param>
    /// <param name="change">The change.</param>
    /// <param name="agency">Name of the agency that it is about, if it is about one.</param>
    /// <param name="zone">The plan's time zone.</param>
    public static string Tell(this Wording words, PlanChange change, string? agency, TimeZoneInfo zone)
    {
        var sentence = change switch
        {
            { Kind: PlanEventKind.TimelinessChanged, Period: not null } => words.ReportTimeliness,
            { Kind: PlanEventKind.PlanAmended, Agency: not null } => words.PartAmended,
            _ => words.Events[change.Kind],
        };
        return words.Say(sentence, agency, change.Period, words.Value(change.From, zone), words.Value(change.To, zone));
    }

    private static string Value(this Wording words, string? value, TimeZoneInfo zone) =>
        value is null ? "–"
        : GraphNames.Parse<MeasureStatus>(value) is { } status ? words.Statuses[status]
        : GraphNames.Parse<Timeliness>(value) is { } timeliness ? words.Timelinesses[timeliness]
        : GraphNames.Parse<ExecutorRole>(value) is { } role ? words.Roles[role]
        : DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? words.Moment(TimeZoneInfo.ConvertTime(moment, zone))
        : DateOnly.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? words.Day(day)
        : value;
}
