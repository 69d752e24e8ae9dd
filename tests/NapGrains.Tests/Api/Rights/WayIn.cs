using System.Text;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Api.Rights;

/// <summary>Which unpublished reports a way shows to those who may see them.</summary>
internal enum Own
{
    Nothing,
    /// <summary>What waits or was sent back, where something of the same report is public: lists hold what is public.</summary>
    Listed,
    /// <summary>Everything.</summary>
    All,
}

/// <summary>A way that leads to reports, with everything that can be asked on it.</summary>
/// <param name="Name">Its name in the matrix.</param>
/// <param name="Document">What is asked, as GraphQL; null where it is no GraphQL.</param>
/// <param name="ShowsPublished">Whether everybody reads the accepted texts on it.</param>
/// <param name="Own">What the agency and the secretariat read on it besides.</param>
internal sealed record WayIn(string Name, Func<WrittenPlan, string>? Document, bool ShowsPublished = false, Own Own = Own.Nothing)
{
    private const string Plan = NapApplication.Plan;
    private const string Agency = Role.Agency;
    private const string Period = WrittenPlan.Period;

    private const string Summary = """
        total cells { status timeliness role count } byStatus { status count } implementedOfDue { numerator denominator value } implementedOfAll { value }
        reportingCoverage { numerator denominator } bindingCoverage { numerator denominator } voluntaryReports overdue { value } planVersion
        """;

    private const string Revision = "number submittedAt accepted narrative english: narrative(language: \"en\") claim nil redactionReason";

    private const string Figure = "value unit subject agency { key } period";

    private static readonly string Report = $$"""
        id state claim nil extraordinary narrative english: narrative(language: "en") summary wording parts { position wording narrative summary } challenges
        evidence { url title } figures { {{Figure}} } references { number } revision revisions { {{Listed(Revision)}} } submittedAt returnReason redactionReason
        period { key opens due locks } measure { number } agency { key }
        """;

    private const string Change = "number at kind period revision from to role actor operationId digest content previous hash";

    private static readonly string Assignment = $$"""
        id role duty recommended wording memberOf { key } formerParts { planVersion role duty recommended } delegation { instrument date from { key } to { key } measure { number } } measure { number }
        agency { key } reportState(period: "{{Period}}") timeliness(period: "{{Period}}") report(period: "{{Period}}") { {{Report}} }
        """;

    private static readonly string Measure = $$"""
        id number formerNumbers title shortTitle plan { key } priority { number } schedule { from to } deadline continuous verdict { status reason source effectiveAt }
        provisionalClaim timeliness assessments { assessor status reason source sourceCode effectiveAt recordedAt } source { column text } delegations { instrument }
        references { number } referencedBy { number } figures { {{Figure}} }
        """;

    private const string Amended = "planVersion kinds instrument date recordedAt before { number priority title shortTitle schedule { from } deadline continuous }";

    private const string Event = "cursor at kind period from to reason summary measure { number } agency { key } priority { number }";

    private static readonly string EventWithReports =
        $$"""{{Event}} measure { provisionalClaim figures { {{Figure}} } reports(period: "{{Period}}") { nodes { {{Report}} } } } agency { reports(period: "{{Period}}") { nodes { narrative } } }""";

    private const string Operation = "id operationId kind state stepsDone stepsTotal changed planVersion warnings { line column what why } storedAt completedAt";

    private static readonly WayIn Subscription = new(
        "live events", plan => $$"""subscription { planEvents(plan: "{{Plan}}", after: "{{plan.Start}}") { {{EventWithReports}} } }""", ShowsPublished: true, Own.Listed);

    private static readonly WayIn Pages = new("pages", null, ShowsPublished: true);

    public static IReadOnlyList<WayIn> All { get; } =
    [
        new("an assignment's fields", _ => $$"""{ agency(key: "{{Agency}}") { assignments(where: { plan: "{{Plan}}" }) { nodes { {{Assignment}} } } } }""", true, Own.All),
        new("lists of a measure", _ => $$"""
            { measures(plan: "{{Plan}}", where: { agency: "{{Agency}}" }) { {{Listed($$"""
              {{Measure}} reports(period: "{{Period}}") { {{Listed(Report)}} } assignments(where: { agency: "{{Agency}}" }) { {{Listed($"{Assignment} reports {{ {Listed(Report)} }}")}} }
              """)}} } }
            """, true, Own.All),
        new("lists of an agency", _ => $$"""
            { agency(key: "{{Agency}}") { id key name aliases kind jurisdiction parent { key } reports(plan: "{{Plan}}") { {{Listed(Report)}} } summary { {{Summary}} } } }
            """, true, Own.Listed),
        new("the plan and its counts", _ => $$"""
            {
              viewer { roles agencies plans jurisdictions assessor }
              plans { {{Listed("key")}} }
              plan(key: "{{Plan}}") {
                id key title jurisdiction timeZone version cursor historyRoot periods { key } summary { {{Summary}} } now: summary { asOf } agencies { {{Listed("key")}} }
                priorities { id number title plan { key } summary { {{Summary}} } measures { {{Listed(Measure)}} } }
              }
            }
            """),
        new("amendments", _ => $$"""
            {
              plan(key: "{{Plan}}") {
                amendments { planVersion instrument date recordedAt measures { {{Amended}} measure { number } } } summary(planVersion: 1) { {{Summary}} }
                priorities { summary(planVersion: 1) { {{Summary}} } }
              }
              measures(plan: "{{Plan}}", where: { agency: "{{Agency}}" }) { nodes { amendments { {{Amended}} } } }
              agency(key: "{{Agency}}") { summary(planVersion: 1) { {{Summary}} } }
            }
            """),
        new("ids", plan => $"{{ {string.Join('\n', ReportCase.All.Append(ReportCase.Unasked).SelectMany((reportCase, index) => new[]
        {
            $"r{index}: node(id: \"{Id($"report:{Plan}/{plan.MeasureOf(reportCase.Name)}/{Period}/{Agency}")}\") {{ id ... on Report {{ {Report} }} }}",
            $"a{index}: node(id: \"{Id($"assignment:{Plan}/{plan.MeasureOf(reportCase.Name)}/{Agency}")}\") {{ ... on Assignment {{ {Assignment} }} }}",
            $"m{index}: node(id: \"{Id($"measure:{Plan}/{plan.MeasureOf(reportCase.Name)}")}\") {{ ... on Measure {{ reports {{ nodes {{ {Report} }} }} }} }}",
        }))} agency: node(id: \"{Id($"agency:{Agency}")}\") {{ ... on Agency {{ reports {{ nodes {{ {Report} }} }} }} }} }}", true, Own.All),
        new("aliases", plan => $$"""
            { a: measure(plan: "{{Plan}}", number: "{{plan.MeasureOf("draft")}}") { b: assignments { c: nodes { d: report(period: "{{Period}}") { e: narrative f: challenges g: returnReason h: parts { i: narrative } } } } }
              j: measure(plan: "{{Plan}}", number: "{{plan.MeasureOf("accepted with a newer return")}}") { b: assignments { c: nodes { d: report(period: "{{Period}}") { e: narrative f: claim g: returnReason h: revisions { nodes { i: narrative } } } } } } }
            """),
        new("fragments", plan => $$"""
            query { node(id: "{{Id($"assignment:{Plan}/{plan.MeasureOf("returned")}/{Agency}")}}") { ... on Node { ... on Assignment { ...A } } } agency(key: "{{Agency}}") { ... { ...B } } }
            fragment A on Assignment { report(period: "{{Period}}") { ...C } reports { edges { node { ...C } } } }
            fragment B on Agency { assignments { nodes { ...A } } }
            fragment C on Report { ... on Node { id } narrative challenges returnReason evidence { url title } figures { subject } revisions { edges { node { narrative } } } }
            """, true, Own.All),
        new("filters", _ => $$"""
            {
              missing: measures(plan: "{{Plan}}", where: { notReportedIn: "{{Period}}" }) { totalCount nodes { number } }
              missingOfAgency: measures(plan: "{{Plan}}", where: { agency: "{{Agency}}", notReportedIn: "{{Period}}" }, orderBy: STATUS) { totalCount nodes { number } }
              reported: measures(plan: "{{Plan}}", where: { agency: "{{Agency}}", reportedIn: "{{Period}}" }) { totalCount nodes { number } }
              byText: measures(plan: "{{Plan}}", where: { text: "~" }) { totalCount }
              agencies(where: { plan: "{{Plan}}", notReportedIn: "{{Period}}" }) { {{Listed("key")}} }
              reporting: agencies(where: { plan: "{{Plan}}", reportedIn: "{{Period}}" }) { totalCount nodes { key } }
              never: agencies(where: { plan: "{{Plan}}", neverExecutor: true, text: "a" }) { totalCount nodes { key } }
              agency(key: "{{Agency}}") {
                {{string.Join('\n', new[] { "NOT_REQUESTED", "EXPECTED", "DRAFT", "SUBMITTED", "RETURNED", "ACCEPTED" }.Select(state =>
                    $"in{state[..3]}: assignments(where: {{ state: [{state}], period: \"{Period}\" }}) {{ totalCount nodes {{ measure {{ number }} }} }}"))}}
                asked: assignments(where: { period: "{{Period}}" }) { totalCount nodes { measure { number } } }
                states: assignments { nodes { measure { number } reportState(period: "{{Period}}") } }
              }
            }
            """),
        new("search", _ => $$"""
            {
              search(text: "narrative", plan: "{{Plan}}") { {{Listed($"node {{ __typename id ... on Report {{ {Report} }} }} place language excerpt {{ text match }}")}} }
              others: search(text: "challenges") { totalCount nodes { excerpt { text } } }
              returned: search(text: "why returned") { totalCount nodes { excerpt { text } } }
              drafts: search(text: "draft") { totalCount nodes { excerpt { text } } }
              evidence: search(text: "evidence link subject unit english") { totalCount nodes { excerpt { text } } }
            }
            """, true),
        new("history", _ => $$"""
            { agency(key: "{{Agency}}") { assignments { nodes { history { {{Listed(Change)}} } measure { history { nodes { {{Change}} } } } } } } }
            """),
        new("verification", _ => $$"""{ verify(plan: "{{Plan}}") { ok chains links redacted withheld root now: at broken { chain number reason } } }"""),
        new("the feed", plan => $$"""{ plan(key: "{{Plan}}") { events(after: "{{plan.Start}}") { {{Listed(EventWithReports)}} } } }""", true, Own.Listed),
        Subscription,
        new("documents", _ => $$"""
            { plan(key: "{{Plan}}") {
              all: document(format: JSON) { fileName mediaType historyRoot text }
              one: document(format: JSON, period: "{{Period}}") { text }
              table: document(format: CSV) { text }
              text: document(format: OFFICIAL_TEXT, period: "{{Period}}") { text }
              word: document(format: DOCX, period: "{{Period}}") { text base64 }
              sheets: document(format: XLSX) { text base64 }
            } }
            """, true),
        new("notices", _ => $$"""
            { agency(key: "{{Agency}}") { notices { {{Listed($$"""
              number at plan { key } kind measure { number reports(period: "{{Period}}") { nodes { narrative returnReason } } } period from to reason summary deliveries { channel at }
              """)}} } } }
            """),
        new("operations", plan => $$"""{ operation(id: "{{plan.Opening}}") { {{Operation}} } node(id: "{{plan.Opening}}") { id ... on Operation { {{Operation}} } } }"""),
        Pages,
    ];

    /// <summary>Addresses of all pages that show something of the plan, its files, and its feed.</summary>
    public static IEnumerable<string> Addresses(WrittenPlan plan) =>
    [
        "/", "/plans", "/agencies", $"/agencies?plan={Plan}", $"/agencies/{Agency}", $"/plans/{Plan}", $"/plans/{Plan}?version=1", $"/plans/{Plan}/measures", $"/plans/{Plan}/measures?agency={Agency}&notReportedIn={Period}",
        $"/plans/{Plan}/matrix", $"/plans/{Plan}/not-reported", $"/plans/{Plan}/not-reported?period={Period}", "/not-found", "/error", "/graphiql",
        $"/plans/{Plan}/downloads", $"/plans/{Plan}/downloads/{Plan}.zip", $"/plans/{Plan}/events.atom", $"/plans/{Plan}/events.atom?archive=1&lang=en",
        "/search", "/search?q=narrative", "/search?q=challenges&lang=en", $"/search?q=returned&plan={Plan}", "/search?q=draft",
        .. ReportCase.All.Append(ReportCase.Unasked).Select(reportCase => $"/plans/{Plan}/measures/{plan.MeasureOf(reportCase.Name)}"),
    ];

    /// <summary>Goes this way, and gives everything that comes back.</summary>
    public async Task<string> Go(NapClient client, WrittenPlan plan)
    {
        if (this == Pages)
        {
            return await ReadPages(client, plan);
        }

        if (this == Subscription)
        {
            return await Listen(client, plan);
        }

        var answer = await client.Answer(Document!(plan));
        return answer.GetRawText() + Packed.Texts(answer);
    }

    public override string ToString() => Name;

    private static string Listed(string selection) =>
        $"totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} edges {{ cursor node {{ {selection} }} }} nodes {{ {selection} }}";

    private static string Id(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static async Task<string> ReadPages(NapClient client, WrittenPlan plan)
    {
        using var http = new HttpClient();
        if (client.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        var pages = new StringBuilder();
        foreach (var address in Addresses(plan))
        {
            using var answer = await http.GetAsync(new Uri(plan.Server.Address, address), TestContext.Current.CancellationToken);
            pages.AppendLine(Packed.Texts(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        }

        return pages.ToString();
    }

    private async Task<string> Listen(NapClient client, WrittenPlan plan)
    {
        await using var socket = await SocketClient.Connect(client.Url, client.Token);
        await socket.Subscribe("1", Document!(plan));
        var messages = new StringBuilder();
        for (var count = 0; count < plan.Events; count++)
        {
            messages.AppendLine((await socket.Message()).GetRawText());
        }

        return messages.ToString();
    }
}
