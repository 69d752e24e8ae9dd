using System.Globalization;
using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>An agency's part of a measure.</summary>
internal readonly record struct Part(string Measure, string Agency);

/// <summary>
/// Counts a plan from its export alone, by the rules of the domain and in code of its own: whoever keeps an export can count it
/// like this and compare.
/// </summary>
/// <param name="export">The plan's export.</param>
/// <param name="moment">For when it is counted.</param>
/// <param name="waiting">Reports that were submitted and are not published, of which the export says nothing.</param>
/// <param name="version">The plan as it stood in this version; null for the plan as it is.</param>
internal sealed class Recount(JsonElement export, DateTimeOffset moment, IReadOnlySet<(Part Part, string Period)> waiting, int? version = null)
{
    private static readonly string[] Statuses =
        ["UNASSESSED", "SCHEDULED", "NOT_STARTED", "IN_PROGRESS", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED", "NOT_IMPLEMENTED", "WITHDRAWN"];

    private readonly DateOnly _today = Day(moment);
    private readonly HashSet<string> _collectives =
        [.. export.GetProperty("bodies").EnumerateArray().Where(body => body.Text("kind") == "COLLECTIVE").Select(body => body.Text("key"))];

    private IEnumerable<(int Priority, JsonElement Measure)> Measures => export.GetProperty("priorities").EnumerateArray()
        .SelectMany(priority => priority.GetProperty("measures").EnumerateArray().Select(measure => (Now: priority.Number("number"), Measure: measure)))
        .Where(held => Amended(held.Measure) is not { } later || later.TryGetProperty("before", out _))
        .Select(held => (Amended(held.Measure)?.GetProperty("before").Number("priority") ?? held.Now, held.Measure));

    /// <summary>The first amendment of a measure after the version: until it the measure stood where it says; null for none.</summary>
    private JsonElement? Amended(JsonElement measure) => measure.TryGetProperty("amendments", out var amendments) && version is not null
        ? amendments.EnumerateArray().Where(amendment => amendment.Number("version") > version).Select(amendment => (JsonElement?)amendment).FirstOrDefault()
        : null;

    /// <summary>Where a measure stands in the version.</summary>
    private JsonElement Place(JsonElement measure) => Amended(measure) is { } amended ? amended.GetProperty("before") : measure;

    public IEnumerable<int> Priorities => Measures.Select(measure => measure.Priority).Distinct();

    public IEnumerable<string> Agencies => Measures.SelectMany(measure => Executors(measure.Measure)).Select(executor => executor.Text("agency")).Distinct().Order();

    /// <summary>The plan's summary, or a priority's, as text.</summary>
    public string Of(int? priority, string? period)
    {
        var measures = Measures.Where(measure => priority is null || measure.Priority == priority).Select(measure => measure.Measure).ToList();
        return Summary(
            measures.Select(measure => (measure, (string?)null)),
            measures.SelectMany(measure => Executors(measure).Select(executor => (measure, executor))),
            period);
    }

    /// <summary>An agency's summary as text: each of its measures, or only those on which it has a role.</summary>
    public string Of(string agency, string? role, string? period)
    {
        var parts = Measures.SelectMany(measure => Executors(measure.Measure).Select(executor => (measure.Measure, executor)))
            .Where(part => part.executor.Text("agency") == agency && (role is null || part.executor.Text("role") == role))
            // Whose part was ended before it reported has none.
            .Where(part => part.executor.Text("duty") != "VOLUNTARY" || Periods.Any(period => HasCome(part.Measure, agency, period))).ToList();
        return Summary(parts.Select(part => (part.Measure, (string?)part.executor.Text("role"))), parts, period);
    }

    private string Summary(
        IEnumerable<(JsonElement Measure, string? Role)> counted, IEnumerable<(JsonElement Measure, JsonElement Executor)> parts, string? period)
    {
        var all = counted.Select(measure => (Status: Status(measure.Measure), Timeliness: Timeliness(measure.Measure), measure.Role, Due: Due(measure.Measure))).ToList();
        var live = all.Where(measure => measure.Status != "WITHDRAWN").ToList();
        var due = live.Where(measure => measure.Due < _today).ToList();
        var reports = parts.SelectMany(part => Periods.Where(key => period is null || key == period).Select(key => Expected(part.Measure, part.Executor, key))).ToList();
        return string.Join('\n', [
            $"total {all.Count}",
            .. Statuses.Select(status => $"{status} {all.Count(measure => measure.Status == status)}"),
            .. all.GroupBy(measure => $"{measure.Status} {measure.Timeliness} {measure.Role}").Select(cell => $"{cell.Key}: {cell.Count()}").Order(StringComparer.Ordinal),
            Fraction("implementedOfDue", due.Count(measure => measure.Status == "IMPLEMENTED"), due.Count),
            Fraction("implementedOfAll", live.Count(measure => measure.Status == "IMPLEMENTED"), live.Count),
            Fraction("reportingCoverage", reports.Count(report => report is { IsExpected: true, HasCome: true }), reports.Count(report => report.IsExpected)),
            Fraction(
                "bindingCoverage",
                reports.Count(report => report is { IsExpected: true, HasCome: true, IsRecommended: false }),
                reports.Count(report => report is { IsExpected: true, IsRecommended: false })),
            Fraction("overdue", due.Count(measure => measure.Status != "IMPLEMENTED"), live.Count(measure => measure.Due is not null)),
            $"voluntaryReports {reports.Count(report => report is { IsObliged: false, HasCome: true })}",
        ]);
    }

    private IEnumerable<string> Periods => export.GetProperty("plan").GetProperty("periods").EnumerateArray().Select(period => period.Text("key"));

    private (bool IsObliged, bool IsExpected, bool HasCome, bool IsRecommended) Expected(JsonElement measure, JsonElement executor, string period)
    {
        var agency = executor.Text("agency");
        var isObliged = executor.Text("duty") != "VOLUNTARY" && !_collectives.Contains(agency);
        var hasCome = HasCome(measure, agency, period);
        var isAsked = isObliged && (measure.TryGetProperty("amendments", out _)
            // What an amendment changed was asked until then, and the export says what is asked since.
            ? Has(executor, "expected", period) || Has(executor, "asked", period)
            : IsOpen(period) && !(measure.TryGetProperty("schedule", out var schedule) && schedule.Number("from") > int.Parse(period[..4], CultureInfo.InvariantCulture)));
        return (isObliged, isObliged && (isAsked || hasCome), hasCome, executor.Is("recommended"));
    }

    private bool HasCome(JsonElement measure, string agency, string period) => waiting.Contains((new(measure.Text("id"), agency), period))
        || measure.GetProperty("reports").EnumerateArray().Any(report => Optional(report, "agency") == agency && report.Text("period") == period);

    private static bool Has(JsonElement parent, string list, string value) =>
        parent.TryGetProperty(list, out var items) && items.EnumerateArray().Any(item => item.GetString() == value);

    /// <summary>A period is open from its date on; one that never got dates, if a document reported on it.</summary>
    private bool IsOpen(string period)
    {
        var held = export.GetProperty("plan").GetProperty("periods").EnumerateArray().Single(known => known.Text("key") == period);
        return held.TryGetProperty("opens", out var opens)
            ? opens.GetDateTimeOffset() <= moment
            : Measures.Any(measure => measure.Measure.GetProperty("reports").EnumerateArray().Any(report => report.Text("period") == period));
    }

    private string Timeliness(JsonElement measure)
    {
        if (Due(measure) is not { } due || Status(measure) == "WITHDRAWN")
        {
            return "UNDATED";
        }

        if (Status(measure) == "IMPLEMENTED")
        {
            return Day(Verdict(measure)!.Value.GetProperty("effectiveAt").GetDateTimeOffset()) <= due ? "ON_TIME" : "LATE";
        }

        return Place(measure).TryGetProperty("schedule", out var schedule) && schedule.Number("from") > _today.Year ? "NOT_YET_OPEN"
            : _today > due ? "OVERDUE"
            : due.DayNumber - _today.DayNumber <= 30 ? "DUE_SOON"
            : "OPEN";
    }

    private DateOnly? Due(JsonElement held) => DueOf(Place(held));

    private static DateOnly? DueOf(JsonElement measure) =>
        measure.TryGetProperty("continuous", out var continuous) && continuous.GetBoolean() ? null
        : Optional(measure, "deadline") is { } deadline ? DateOnly.Parse(deadline, CultureInfo.InvariantCulture)
        : measure.TryGetProperty("schedule", out var schedule) ? new DateOnly(schedule.Number("to"), 12, 31)
        : null;

    private string Status(JsonElement measure) => Verdict(measure) is { } verdict ? verdict.Text("status") : "UNASSESSED";

    /// <summary>The verdict; of a measure that was withdrawn later the last one before, which its last amendment remembers.</summary>
    private JsonElement? Verdict(JsonElement measure) =>
        measure.TryGetProperty("amendments", out var amendments) && amendments.EnumerateArray().Last() is var last && last.Number("version") > version
            && Has(last, "kinds", "WITHDRAWN")
            ? last.GetProperty("before").TryGetProperty("verdict", out var before) && before.Text("status") != "UNASSESSED" ? before : null
            : measure.TryGetProperty("verdict", out var verdict) ? verdict : null;

    /// <summary>The bodies with the parts that they had in the version, and what was asked of them.</summary>
    private List<JsonElement> Executors(JsonElement measure) =>
    [
        .. measure.GetProperty("executors").EnumerateArray().Select(executor => (Executor: executor, Former: Former(executor)))
            .Where(part => part.Former is not { } former || former.TryGetProperty("role", out _))
            .Select(part => part.Former is { } former ? Joined(part.Executor, former) : part.Executor),
    ];

    private JsonElement? Former(JsonElement executor) => executor.TryGetProperty("former", out var parts) && version is not null
        ? parts.EnumerateArray().Where(part => part.Number("until") >= version).Select(part => (JsonElement?)part).FirstOrDefault()
        : null;

    private static JsonElement Joined(JsonElement executor, JsonElement former) => JsonSerializer.SerializeToElement(new
    {
        agency = executor.Text("agency"),
        role = former.Text("role"),
        duty = former.Text("duty"),
        recommended = former.TryGetProperty("recommended", out var recommended) && recommended.GetBoolean(),
        asked = former.GetProperty("asked"),
        expected = executor.TryGetProperty("expected", out var expected) ? expected : JsonSerializer.SerializeToElement(Array.Empty<string>()),
    });

    private static string? Optional(JsonElement parent, string field) => parent.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static string Fraction(string name, int numerator, int denominator) =>
        $"{name} {numerator}/{denominator} {(denominator == 0 ? "none" : ((double)numerator / denominator).ToString("R", CultureInfo.InvariantCulture))}";

    // Baku keeps four hours ahead the whole year.
    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(4)).DateTime);
}
