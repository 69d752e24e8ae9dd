using System.Net;
using System.Text.Json;
using NapGrains.Tests.Transport;

namespace NapGrains.Tests.Api;

/// <summary>The transport's limits against the real schema and a whole plan.</summary>
public sealed class LimitTests(ReadOnlyServers servers)
{
    private const string EverythingOfAMeasure = """
        {
          measure(plan: "az-nap-2022-2026", number: "1.1") {
            id number formerNumbers title shortTitle plan { key title } priority { number title } schedule { from to } deadline continuous timeliness
            verdict { status reason source effectiveAt } provisionalClaim
            assignments { totalCount nodes {
              role duty recommended wording agency { key name kind aliases } delegation { instrument date from { name } to { name } }
              reports { nodes {
                period { key due } state claim nil extraordinary narrative summary wording challenges revision submittedAt
                evidence { __typename } figures { value unit } parts { __typename } references { number }
                revisions { nodes { __typename } } } } } }
            reports { totalCount nodes { agency { name } period { key } state claim narrative summary evidence { __typename } figures { value } references { number } revisions { nodes { __typename } } } }
            delegations { instrument date from { name } to { name } } references { number title } referencedBy { number title } figures { value }
          }
        }
        """;

    [Fact]
    public async Task A_measure_with_everything_passes()
    {
        var server = await servers.Imported;
        var measure = await server.Anonymous.AskOne(EverythingOfAMeasure);

        Assert.Equal("1.1", measure.Text("number"));
    }

    [Fact]
    public async Task The_ministry_query_passes()
    {
        var server = await servers.Imported;
        var agency = await server.Anonymous.AskOne(
            """{ agency(name: "Ədliyyə Nazirliyi") { name assignments { totalCount nodes { role measure { number title verdict { status } priority { number title } } } } } }""");

        Assert.NotEmpty(agency.Nodes("assignments"));
    }

    [Fact]
    public async Task Introspection_as_GraphiQL_sends_it_passes()
    {
        var server = await servers.Seeded;
        var answer = await server.Anonymous.Answer(Introspection.Query);

        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
    }

    [Fact]
    public async Task Lists_within_lists_within_lists_are_refused()
    {
        var server = await servers.Imported;

        Assert.Equal("COST_EXCEEDED", await server.Anonymous.Refused(
            """{ measures(plan: "az-nap-2022-2026") { nodes { assignments { nodes { agency { assignments { nodes { measure { assignments { nodes { agency { assignments { nodes { role } } } } } } } } } } } } } }"""));
    }

    [Theory]
    [InlineData("az-nap-2022-2026' OR '1'='1", "1.1")]
    [InlineData("az-nap-2022-2026'; DROP TABLE OrleansStorage; --", "1.1")]
    [InlineData("az-nap-2022-2026", "1.1' UNION SELECT * FROM rows --")]
    [InlineData("../../etc/passwd", "1.1\0")]
    public async Task Keys_that_are_SQL_are_keys_of_nothing(string plan, string number)
    {
        var server = await servers.Seeded;
        var found = await server.Anonymous.Ask(
            "query($plan: String!, $number: String!) { plan(key: $plan) { key } measure(plan: $plan, number: $number) { number } agency(key: $plan) { key } }",
            new { plan, number });

        Assert.Equal(JsonValueKind.Null, found.GetProperty("measure").ValueKind);
        Assert.Equal(JsonValueKind.Null, found.GetProperty("agency").ValueKind);
        Assert.Equal("1.1", (await server.Anonymous.Measure("1.1", "number")).Text("number"));
    }

    [Fact]
    public async Task The_schema_that_is_served_is_the_one_that_is_checked_in()
    {
        var server = await servers.Seeded;
        using var http = new HttpClient();
        var served = await http.GetStringAsync(new Uri(server.Address, "graphql/schema.graphql"), TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "NapGrains.Gateway", "schema.graphql"), TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public async Task An_unchanged_plan_is_304()
    {
        var server = await servers.Seeded;
        using var http = new HttpClient();
        var url = new Uri(server.Address, "graphql?query={plan(key:\"az-nap-2022-2026\"){version cursor summary{total}}}");
        using var first = await http.GetAsync(url, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var again = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }
}
