using System.Text.Json;
using NapGrains.Documents;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>Several plans at once, from a template or a foreign table.</summary>
public sealed class PlansImportTests : IAsyncLifetime
{
    private NapApplication _server = null!;

    private NapClient Admin => _server.ClientOf("admin", null);

    public async ValueTask InitializeAsync() => _server = await NapApplication.StartEmpty();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_template_makes_a_plan_and_its_export_the_same_plan_of_an_empty_server()
    {
        await Admin.ImportPlans(Templates.Text("plan.csv"));
        var exported = await _server.Anonymous.ExportTable("example-2026-2028");
        await using var empty = await NapApplication.StartEmpty();

        await empty.ClientOf("admin", null).ImportPlans(exported);

        Assert.Equal(exported, await empty.Anonymous.ExportTable("example-2026-2028"));
        Assert.StartsWith("\uFEFFrow,plan,", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_by_itself_is_taken_as_a_table_too()
    {
        await Admin.Import(Templates.Text("plan.csv"), "CSV", null, "example-2026-2028");

        var measure = await Measure("example-2026-2028", "1.1", "title assessments { assessor status sourceCode } reports { nodes { claim narrative } } delegations { instrument }");
        Assert.Equal(
            """{"title":"Nümunələrin siyahısının dərc edilməsi","assessments":[{"assessor":"Example Watch","status":"NOT_STARTED","sourceCode":"0"}],"reports":{"nodes":[{"claim":"LIMITED","narrative":"Siyahının yarısı hazırdır."}]},"delegations":[{"instrument":"1s nömrəli Sərəncam"}]}""",
            measure.GetRawText());
    }

    [Fact]
    public async Task A_foreign_table_is_plans_of_their_own_jurisdictions()
    {
        var operation = await Admin.ImportPlans(ForeignTables.Table, mapping: "ogp");

        Assert.True(operation.Is("changed"));
        Assert.Equal(["ap-aaa01", "ap-bbkd01", "ap-ccx01"], await Keys());
        var measure = await Measure("ap-aaa01", "AA0001", "number verdict { status } assessments { assessor status sourceCode effectiveAt } source(columns: [\"URL\"]) { column text }");
        Assert.Equal(
            """{"number":"1","verdict":{"status":"UNASSESSED"},"assessments":[{"assessor":"OGP IRM","status":"PARTIALLY_IMPLEMENTED","sourceCode":"Substantial","effectiveAt":"2015-12-31T00:00:00Z"},{"assessor":"OGP IRM","status":"NOT_STARTED","sourceCode":"Not Started","effectiveAt":"2016-12-31T00:00:00Z"}],"source":[{"column":"URL","text":"https://example.org/AA0001"}]}""",
            measure.GetRawText());
    }

    [Fact]
    public async Task The_same_table_again_changes_nothing()
    {
        await Admin.ImportPlans(ForeignTables.Table, mapping: "ogp");
        var before = await Everything(_server);

        var again = await Admin.ImportPlans(ForeignTables.Table, mapping: "ogp");

        Assert.False(again.Is("changed"));
        Assert.Equal(before, await Everything(_server));
    }

    [Fact]
    public async Task Everything_exported_makes_the_same_of_an_empty_server()
    {
        await Admin.ImportPlans(ForeignTables.Table, mapping: "ogp");
        await Admin.ImportPlans(Templates.Text("plan.csv"));
        var everything = await Everything(_server);
        await using var empty = await NapApplication.StartEmpty();

        await empty.ClientOf("admin", null).ImportPlans(everything, "JSON");

        Assert.Equal(everything, await Everything(empty));
    }

    [Fact]
    public async Task Nothing_of_a_document_is_stored_where_anything_in_it_is_wrong()
    {
        var payload = await Admin.SendPlans(ForeignTables.Table.Replace("Complete,", "Done,", StringComparison.Ordinal), mapping: "ogp");

        Assert.Equal("DOCUMENT_REFUSED", payload.Code());
        var faults = payload.Errors()[0].GetProperty("faults").EnumerateArray().Select(fault => (fault.Number("line"), fault.Text("column")));
        Assert.Equal([(3, "Completion (Progress Report)"), (3, "Completion (End Of Term)"), (9, "Completion (End Of Term)")], faults);
        Assert.Empty(await Keys());
    }

    [Fact]
    public async Task A_dry_run_tells_every_doubtful_cell_and_stores_nothing()
    {
        var payload = await Admin.SendPlans(ForeignTables.Table, mapping: "ogp", dryRun: true);

        Assert.Equal((3, 8), (payload.GetProperty("totals").Number("plans"), payload.GetProperty("totals").Number("measures")));
        Assert.Contains(payload.GetProperty("warnings").EnumerateArray(), warning => (warning.Number("line"), warning.Text("column"), warning.Text("what")) == (6, "Start Date", "7/16/1905"));
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("operation").ValueKind);
        Assert.Empty(await Keys());
    }

    [Fact]
    public async Task A_mapping_of_one_s_own_is_taken_and_an_unknown_name_refused()
    {
        var own = Templates.Text("ogp.mapping.json").Replace("OGP IRM", "Somebody", StringComparison.Ordinal);
        await Admin.ImportPlans(ForeignTables.Table, mapping: own);

        Assert.Equal("Somebody", (await Measure("ap-ccx01", "7", "assessments { assessor }")).GetProperty("assessments")[0].Text("assessor"));
        Assert.Equal("UNKNOWN_MAPPING", (await Admin.SendPlans(ForeignTables.Table, mapping: "ogb")).Code());
    }

    [Fact]
    public async Task Who_is_the_secretariat_of_some_of_the_plans_only_imports_none()
    {
        var netherlands = _server.ClientWith(new Dictionary<string, object> { ["role"] = "secretariat", ["jurisdiction"] = "nl" });

        var answer = await netherlands.Answer(
            "mutation($input: ImportPlansInput!) { importPlans(input: $input) { errors { code } } }",
            new { input = new { operationId = "mine", format = "CSV", mapping = "ogp", document = ForeignTables.Table } });

        Assert.Equal("FORBIDDEN", answer.GetProperty("errors")[0].GetProperty("extensions").Text("code"));
        Assert.Empty(await Keys());
    }

    [Fact]
    public async Task Plans_are_read_page_by_page()
    {
        await Admin.ImportPlans(ForeignTables.Table, mapping: "ogp");

        var first = (await _server.Anonymous.AskOne("{ plans(first: 2) { totalCount nodes { key } pageInfo { hasNextPage endCursor } } }"));
        var second = (await _server.Anonymous.AskOne("query($after: String) { plans(first: 2, after: $after) { nodes { key } pageInfo { hasNextPage } } }", new { after = first.GetProperty("pageInfo").Text("endCursor") }));

        Assert.Equal((3, "ap-aaa01 ap-bbkd01"), (first.Number("totalCount"), string.Join(' ', first.GetProperty("nodes").EnumerateArray().Select(plan => plan.Text("key")))));
        Assert.Equal("ap-ccx01", Assert.Single(second.GetProperty("nodes").EnumerateArray().ToList()).Text("key"));
    }

    [Theory]
    [InlineData("", "text/plain")]
    [InlineData("plan.csv", "text/csv")]
    [InlineData("plan.json", "application/json")]
    [InlineData("ogp.mapping.json", "application/json")]
    public async Task Templates_are_served_as_files(string name, string mediaType)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(_server.Address, $"templates/{name}"), TestContext.Current.CancellationToken);

        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(name.Length == 0 ? null : name, answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
    }

    internal static async Task<string> Everything(NapApplication server)
    {
        var keys = (await server.Anonymous.AskOne("{ plans { nodes { key } } }")).GetProperty("nodes").EnumerateArray().Select(plan => plan.Text("key"));
        return PlansJson.Join(await Task.WhenAll(keys.Select(key => server.Anonymous.ExportAll(key))));
    }

    private async Task<List<string>> Keys() =>
        [.. (await _server.Anonymous.AskOne("{ plans { nodes { key } } }")).GetProperty("nodes").EnumerateArray().Select(plan => plan.Text("key"))];

    private Task<JsonElement> Measure(string plan, string number, string selection) =>
        _server.Anonymous.AskOne($"query($plan: String!, $number: String!) {{ measure(plan: $plan, number: $number) {{ {selection} }} }}", new { plan, number });
}
