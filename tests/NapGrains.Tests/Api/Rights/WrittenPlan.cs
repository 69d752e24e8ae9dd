using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;

namespace NapGrains.Tests.Api.Rights;

/// <summary>One server whose plan has a report in every state; the tests of the matrix read it one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RightsCollection : ICollectionFixture<WrittenPlan>
{
    public const string Name = "rights";
}

/// <summary>A plan with a report of <see cref="Role.Agency"/> in every state, each on a measure of its own.</summary>
public sealed class WrittenPlan : IAsyncLifetime
{
    public const string Period = "2023";

    /// <summary>A number that only unpublished or redacted reports state.</summary>
    public const double HiddenFigure = 987654.25;

    private readonly Dictionary<string, string> _measures = new(StringComparer.Ordinal);
    private readonly Queue<string> _free = new();

    public NapApplication Server { get; private set; } = null!;

    /// <summary>The feed's end before the first report.</summary>
    public string Start { get; private set; } = "";

    /// <summary>Events since then.</summary>
    public int Events { get; private set; }

    /// <summary>Global id of the operation that opened the period.</summary>
    public string Opening { get; private set; } = "";

    /// <summary>A measure on which the agency has no part.</summary>
    public string Foreign { get; private set; } = "";

    private IGrainFactory Grains => Server.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Number of the measure on which the report of a case is.</summary>
    public string MeasureOf(string reportCase) => _measures[reportCase];

    /// <summary>A measure that the agency leads and no test has used.</summary>
    public string Next() => _free.Dequeue();

    public async ValueTask InitializeAsync()
    {
        // What is asked here at once is more than a client may ask: the limits have tests of their own.
        Server = await NapApplication.Start(
            ("Nap:GraphQL:MaxCost", "10000000"), ("Nap:GraphQL:MaxTokens", "100000"), ("Nap:GraphQL:MaxDepth", "40"), ("Nap:GraphQL:MaxAliases", "1000"),
            ("Nap:GraphQL:MaxSameField", "10000"), ("Nap:GraphQL:ExecutionTimeout", "00:01:00"), ("Nap:GraphQL:EventQueueLength", "10000"));
        await Open();
        await ChooseMeasures();
        Start = (await Server.Anonymous.Plan("cursor")).Text("cursor");
        foreach (var reportCase in ReportCase.All)
        {
            await Write(reportCase, MeasureOf(reportCase.Name), Period);
        }

        await Write(ReportCase.Unasked, Foreign, Period);
        // Something public on the same assignment sends what is public of it upward.
        await Submit(Foreign, "2022", "Bu isə açıqdır.", "SUBSTANTIAL", 1);
        await Role.Secretariat.On(Server).Accept(Foreign, Role.Agency, period: "2022").Taken();
        foreach (var measure in _measures.Values)
        {
            await Settle(measure);
        }

        Events = (await Server.Anonymous.AskOne($$"""{ plan(key: "{{NapApplication.Plan}}") { events(after: "{{Start}}") { nodes { kind } } } }""")).GetProperty("events").Nodes().Count;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Ends when everything that is public of the agency's part of a measure is read everywhere.</summary>
    public async Task Settle(string measure)
    {
        await Grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(NapApplication.Plan, measure, Role.Agency)).Flush();
        await Grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(NapApplication.Plan, measure)).Flush();
        var position = await Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(NapApplication.Plan)).Head();
        await (await Server.Services.GetRequiredService<PlanViews>().Follow(NapApplication.Plan))!.At(position, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends when whatever a mutation has stored to be done is done, so that no other test sees it happen.</summary>
    public async Task Carried(string operation)
    {
        await Grains.GetGrain<IBulkGrain>(GrainKeys.Bulk(operation)).Flush();
        await PlanClock.Settle(Server, []);
    }

    /// <summary>Keeps a draft whose texts begin with a marker.</summary>
    public Task<JsonElement> Draft(string measure, string marker, NapClient? client = null, string? operationId = null) => (client ?? Role.Reporter.On(Server)).Change(
        "saveDraft", "SaveDraftInput", Report(measure, Period, field => $"{marker}{field}~", "LIMITED", HiddenFigure, operationId),
        "report { id revision narrative } errors { code message }").Taken();

    private async Task Open()
    {
        var now = DateTimeOffset.UtcNow;
        var opened = await Role.Secretariat.On(Server).Change(
            "setPeriod", "SetPeriodInput",
            new { operationId = "open", plan = NapApplication.Plan, period = Period, opens = now.AddDays(-30), due = now.AddDays(60), locks = now.AddDays(90) },
            "operation { id } errors { code message }").Taken();
        Opening = opened.GetProperty("operation").Text("id");
        await Server.Anonymous.Completed(Opening);
    }

    private async Task ChooseMeasures()
    {
        var parts = (await Server.Anonymous.AskOne(
            $$"""{ agency(key: "{{Role.Agency}}") { assignments { nodes { role duty reportState(period: "{{Period}}") measure { number } } } } }""")).Nodes("assignments");
        foreach (var part in parts.Where(part => (part.Text("role"), part.Text("duty"), part.Text("reportState")) == ("LEAD", "NAMED", "EXPECTED")))
        {
            _free.Enqueue(part.GetProperty("measure").Text("number"));
        }

        foreach (var name in ReportCase.All.Select(reportCase => reportCase.Name).Append(ReportCase.Untouched))
        {
            _measures.Add(name, _free.Dequeue());
        }

        var held = parts.Select(part => part.GetProperty("measure").Text("number")).ToHashSet(StringComparer.Ordinal);
        Foreign = (await Server.Anonymous.Numbers("{}")).First(number => !held.Contains(number));
        _measures.Add(ReportCase.Unasked.Name, Foreign);
    }

    private async Task Write(ReportCase reportCase, string measure, string period)
    {
        var revision = 0;
        foreach (var act in reportCase.Acts)
        {
            switch (act)
            {
                case Act.Draft:
                    revision++;
                    await Draft(measure, $"~{reportCase.Name.Replace(' ', '-')}.{revision}.");
                    break;
                case Act.Submit:
                    revision++;
                    var isPublic = reportCase.Revisions[revision - 1] == Audience.Everybody;
                    // What was claimed stays public when the words are taken out.
                    var claim = isPublic || (reportCase.Revisions[revision - 1] == Audience.Nobody && reportCase.Acts.Contains(Act.Accept)) ? "SUBSTANTIAL" : "LIMITED";
                    await Role.Reporter.On(Server).Change(
                        "submitReport", "SubmitReportInput",
                        Report(measure, period, field => reportCase.Marker(revision, field), claim, isPublic ? revision : HiddenFigure),
                        "report { id } errors { code message }").Taken();
                    break;
                case Act.Return:
                    await Role.Secretariat.On(Server).Return(measure, Role.Agency, $"~{reportCase.Name.Replace(' ', '-')}.why-returned~", period).Taken();
                    break;
                case Act.Accept:
                    await Role.Secretariat.On(Server).Accept(measure, Role.Agency, period: period).Taken();
                    break;
                default:
                    await Role.Secretariat.On(Server).Change(
                        "redactReport", "RedactReportInput",
                        new { operationId = Guid.NewGuid().ToString(), plan = NapApplication.Plan, measure, agency = Role.Agency, period, revision, reason = "Məhkəmə qərarı." },
                        "report { id } errors { code message }").Taken();
                    break;
            }
        }
    }

    private Task Submit(string measure, string period, string text, string claim, double figure) => Role.Reporter.On(Server).Change(
        "submitReport", "SubmitReportInput", Report(measure, period, _ => text, claim, figure), "report { id } errors { code message }").Taken();

    private static object Report(string measure, string period, Func<string, string> text, string claim, double figure, string? operationId = null) => new
    {
        operationId = operationId ?? Guid.NewGuid().ToString(),
        plan = NapApplication.Plan,
        measure,
        agency = Role.Agency,
        period,
        claim,
        narrative = new[] { new { language = "az", text = text("narrative") }, new { language = "en", text = text("english") } },
        challenges = text("challenges"),
        evidence = new[] { new { url = $"https://example.org/{text("link")}", title = text("evidence") } },
        figures = new[]
        {
            new { value = figure, unit = new[] { new { language = "az", text = text("unit") } }, subject = new[] { new { language = "az", text = text("subject") } } },
        },
    };
}
