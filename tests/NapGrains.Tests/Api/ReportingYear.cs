using System.Text.Json;

namespace NapGrains.Tests.Api;

/// <summary>A moment of the year: what was given out then, and what had come and was not published.</summary>
internal sealed record YearMoment(string Name, DateTimeOffset At, string Export, IReadOnlySet<(Part Part, string Period)> Waiting, int PlanVersion)
{
    public Recount Recount() => new(JsonElement.Parse(Export), At, Waiting);
}

/// <summary>
/// The reporting on 2023, played through once over the shipped plan by a clock that the script moves: 57 bodies report, ten are
/// sent back, five are late, three stay silent, every measure gets a verdict and one loses it again.
/// </summary>
public sealed class ReportingYear : IAsyncLifetime
{
    public const string Period = "2023";
    private const int SideBySide = 16;

    public static readonly DateTimeOffset Opens = Day(2023, 11, 1);
    public static readonly DateTimeOffset FirstDue = Day(2024, 1, 16);
    public static readonly DateTimeOffset Due = Day(2024, 2, 1);
    public static readonly DateTimeOffset Locks = Day(2024, 2, 16);

    private readonly Dictionary<string, NapClient> _reporters = [];
    private readonly Dictionary<Part, int> _revisions = [];
    private readonly HashSet<(Part Part, string Period)> _waiting = [];
    private readonly HashSet<(string Measure, string Agency)> _touched = [];

    internal PlanClock Clock { get; } = new(Day(2023, 10, 30, 9));

    public NapApplication Server { get; private set; } = null!;

    internal List<YearMoment> Moments { get; } = [];

    /// <summary>When each report of the year came that stands.</summary>
    internal Dictionary<Part, DateTimeOffset> Received { get; } = [];

    /// <summary>Bodies of 2022 that never report on 2023.</summary>
    public string[] Silent { get; private set; } = [];

    /// <summary>Bodies of 2022 that report on 2023 after it was due.</summary>
    public string[] Late { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Server = await Clock.Start();
        await Play();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task Play()
    {
        var parts = PartsOf2022(JsonElement.Parse(await Server.Anonymous.ExportAll()));
        var bodies = parts.Select(part => part.Agency).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(57, bodies.Length);
        (Silent, Late) = (bodies[..3], bodies[3..8]);
        var returned = bodies[8..18];
        var isHeldBack = parts.Last(part => Array.IndexOf(bodies, part.Agency) >= 18);
        var inTime = parts.Where(part => !Silent.Contains(part.Agency) && !Late.Contains(part.Agency) && part != isHeldBack).ToArray();
        var sentBack = inTime.Where(part => returned.Contains(part.Agency)).ToArray();
        var straight = inTime.Except(sentBack).ToArray();

        await Server.Secretariat.SetPeriod(Opens, FirstDue, Locks).Taken();
        await Until(Opens.AddHours(1));
        await Keep("opened");

        await Until(Day(2023, 11, 20, 12));
        await Each(bodies.Except(Silent).Select(body => parts.First(part => part.Agency == body)), Draft);
        await Each(inTime, part => Submit(part, "Gördük."));
        await Until(Day(2023, 11, 21, 12));
        await Each(straight[..(straight.Length / 2)], Accept);
        await Keep("half accepted");

        await Until(Day(2023, 11, 25, 12));
        await Each(sentBack, Return);
        await Keep("ten sent back");

        await Until(Day(2023, 12, 1, 12));
        await Each(sentBack, part => Submit(part, "Düzəltdik."));
        await Each(inTime.Except(straight[..(straight.Length / 2)]), Accept);
        await Until(Day(2023, 12, 20, 12));
        await Submit(straight[0], "Daha çox gördük.");
        await Server.Client("assessor").Assess("1.1", "PARTIALLY_IMPLEMENTED").Taken();
        await Keep("a new revision waits");

        await Until(Day(2024, 1, 10, 12));
        await Server.Secretariat.SetPeriod(Opens, Due, Locks, "Qar.").Taken();
        await Until(Day(2024, 2, 5, 12));
        await Accept(straight[0]);
        var late = parts.Where(part => Late.Contains(part.Agency)).ToArray();
        await Each(late, part => Submit(part, "Gecikdik."));
        await Each(late, Accept);
        await Judge();
        await Keep("judged");

        await Until(Day(2024, 3, 1, 12));
        await Submit(isHeldBack, "Lap gec.");
        await Accept(isHeldBack);
        await Server.Secretariat.Judge("1.6", "IN_PROGRESS", "Geri alındı.").Taken();
        await Redact(straight[0]);
        await Redact(sentBack[0]);
        await Until(Day(2024, 12, 20, 12));
        await Server.Secretariat.Judge("2.17", "IMPLEMENTED", effectiveAt: "2024-12-15T00:00:00+04:00").Taken();
        await Until(Day(2025, 1, 5, 12));
        await Keep("now");
    }

    private static Part[] PartsOf2022(JsonElement export) =>
    [
        .. export.GetProperty("priorities").EnumerateArray().SelectMany(priority => priority.GetProperty("measures").EnumerateArray())
            .SelectMany(measure => measure.GetProperty("reports").EnumerateArray()
                .Where(report => report.Text("period") == "2022" && report.TryGetProperty("agency", out _))
                .Select(report => new Part(measure.Text("id"), report.Text("agency")))),
    ];

    private Task Draft(Part part) => Reporter(part.Agency).Draft(part.Measure, part.Agency, "Qaralama", period: Period).Taken();

    /// <summary>Claims go round, and each eleventh report has nothing to say.</summary>
    private async Task Submit(Part part, string words)
    {
        var turn = (part.Agency.Length + part.Measure.Sum(digit => digit)) % 11;
        var payload = await Reporter(part.Agency).Submit(
            part.Measure, part.Agency, turn == 0 ? null : $"{part.Agency}, {part.Measure}: {words}",
            claim: turn is 0 ? null : turn < 4 ? "COMPLETE" : turn < 8 ? "SUBSTANTIAL" : "LIMITED", challenges: "Vaxt azdır.",
            evidence: "https://example.org/", nil: turn == 0, figure: turn == 5 ? 89 : null, period: Period).Taken();
        lock (_waiting)
        {
            _revisions[part] = payload.GetProperty("report").Number("revision");
            Received.TryAdd(part, Clock.Now);
            _waiting.Add((part, Period));
            _touched.Add((part.Measure, part.Agency));
        }
    }

    private async Task Accept(Part part)
    {
        await Server.Secretariat.Accept(part.Measure, part.Agency, period: Period).Taken();
        lock (_waiting)
        {
            _waiting.Remove((part, Period));
        }
    }

    private async Task Return(Part part)
    {
        await Server.Secretariat.Return(part.Measure, part.Agency, period: Period).Taken();
        lock (_waiting)
        {
            _waiting.Remove((part, Period));
            Received.Remove(part);
        }
    }

    private Task<JsonElement> Redact(Part part) => Server.Secretariat.Redact(part.Measure, part.Agency, _revisions[part], period: Period).Taken();

    private async Task Judge()
    {
        string[] verdicts = ["IN_PROGRESS", "PARTIALLY_IMPLEMENTED", "IMPLEMENTED", "NOT_IMPLEMENTED", "NOT_STARTED"];
        var measures = await Server.Anonymous.Numbers("{}");
        Assert.Equal(62, measures.Length);
        await Each(measures.Select((measure, index) => (measure, Verdict: measure switch
        {
            "1.6" => "IMPLEMENTED",
            "2.17" => "IN_PROGRESS",
            _ => verdicts[index % verdicts.Length],
        })), judged =>
            Server.Secretariat.Judge(judged.measure, judged.Verdict, source: "İclas").Taken());
    }

    private static async Task Each<T>(IEnumerable<T> items, Func<T, Task> action)
    {
        foreach (var sideBySide in items.Chunk(SideBySide))
        {
            await Task.WhenAll(sideBySide.Select(action));
        }
    }

    private NapClient Reporter(string agency)
    {
        lock (_reporters)
        {
            return _reporters.TryGetValue(agency, out var known) ? known : _reporters[agency] = Server.Client("reporter", agency);
        }
    }

    private async Task Until(DateTimeOffset moment)
    {
        await PlanClock.Settle(Server, _touched);
        await Clock.Until(Server, moment);
    }

    /// <summary>Keeps what is given out; the minutes before and after it are quiet.</summary>
    private async Task Keep(string name)
    {
        await Until(Clock.Now.AddMinutes(2));
        var version = (await Server.Anonymous.Plan("version")).Number("version");
        Moments.Add(new(name, Clock.Now, await Server.Anonymous.ExportAll(), _waiting.ToHashSet(), version));
        if (name != "now")
        {
            await Until(Clock.Now.AddMinutes(2));
        }
    }

    /// <summary>The beginning of a day in Baku, or an hour of it.</summary>
    public static DateTimeOffset Day(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, TimeSpan.FromHours(4));
}
