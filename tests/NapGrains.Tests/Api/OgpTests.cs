using NapGrains.Documents;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>All of OGP's commitments at once.</summary>
public sealed class OgpTests
{
    [Fact]
    public async Task All_plans_are_imported_and_exported_into_the_same_plans_of_an_empty_server()
    {
        var table = OgpCommitments.Text;
        await using var server = await NapApplication.StartEmpty();
        await server.ClientOf("admin", null).ImportPlans(table, mapping: "ogp");
        var everything = await Everything(server);
        await using var empty = await NapApplication.StartEmpty();

        await empty.ClientOf("admin", null).ImportPlans(everything, "JSON");

        Assert.Equal(everything, await Everything(empty));
    }

    [Fact]
    public async Task A_commitment_that_went_back_shows_two_assessments()
    {
        var table = OgpCommitments.Text;
        await using var server = await NapApplication.StartEmpty();
        await server.ClientOf("admin", null).ImportPlans(table, mapping: "ogp");

        var measure = await server.Anonymous.AskOne("""{ measure(plan: "ap-nld01", number: "NL0006") { assessments { assessor status sourceCode } } }""");

        Assert.Equal(
            """{"assessments":[{"assessor":"OGP IRM","status":"PARTIALLY_IMPLEMENTED","sourceCode":"Substantial"},{"assessor":"OGP IRM","status":"NOT_STARTED","sourceCode":"Not Started"}]}""",
            measure.GetRawText());
    }

    private static async Task<string> Everything(NapApplication server)
    {
        var plans = new List<string>();
        for (string? after = null; ;)
        {
            var page = await server.Anonymous.AskOne("query($after: String) { plans(after: $after) { nodes { key } pageInfo { hasNextPage endCursor } } }", new { after });
            foreach (var plan in page.GetProperty("nodes").EnumerateArray())
            {
                plans.Add(await server.Anonymous.ExportAll(plan.Text("key")));
            }

            if (!page.GetProperty("pageInfo").Is("hasNextPage"))
            {
                return PlansJson.Join(plans);
            }

            after = page.GetProperty("pageInfo").Text("endCursor");
        }
    }
}
