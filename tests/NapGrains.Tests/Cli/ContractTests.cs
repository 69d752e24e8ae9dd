using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Schema;

namespace NapGrains.Tests.Cli;

/// <summary>The stub takes any document; here the schema says whether the server would.</summary>
public sealed class ContractTests : IDisposable
{
    private static readonly JsonSerializerOptions VariablesJson = new() { Converters = { new InputsJsonConverter() } };

    private const string Amendment = """
        { "instrument": "12s", "date": "2024-03-01", "amendments": [
          { "add": { "number": "6.30", "titles": [{ "language": "az", "text": "Ad" }], "executors": [{ "agency": "az/a", "role": "LEAD" }], "deadline": "2025-12-31" } },
          { "reword": { "measure": "1.1", "titles": [{ "language": "az", "text": "Ad" }] } }, { "renumber": { "measure": "2.3", "number": "3.12" } },
          { "withdraw": { "measure": "1.6" } }, { "reassign": { "measure": "2.12", "executors": [{ "agency": "az/a", "role": "LEAD", "recommended": true }] } },
          { "deadline": { "measure": "2.17", "schedule": { "from": 2024, "to": 2025 } } }] }
        """;

    private readonly WorkingDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Every_document_and_its_variables_fit_the_schema()
    {
        await using var server = await StubServer.Start();
        await using var services = new ServiceCollection().AddLogging().AddNapSchema().BuildServiceProvider();
        var schema = services.GetRequiredService<NapSchema>();
        schema.Initialize();

        server.Then(
            """{"data":{"importDocument":{"operation":{"id":"op-1","state":"QUEUED","stepsDone":0,"stepsTotal":4},"errors":[]}}}""",
            """{"data":{"operation":{"id":"op-1","state":"COMPLETED","stepsDone":4,"stepsTotal":4}}}""",
            """{"data":{"importPlans":{"errors":[]}}}""",
            """{"data":{"plans":{"nodes":[],"pageInfo":{"hasNextPage":false}}}}""",
            """{"data":{"plan":null}}""",
            """{"data":{"submitReport":{"report":{"revision":1,"state":"SUBMITTED"},"errors":[]}}}""",
            """{"data":{"saveDraft":{"report":{"revision":1,"state":"DRAFT"},"errors":[]}}}""",
            """{"data":{"amendPlan":{"operation":null,"planVersion":2,"errors":[]}}}""",
            """{"data":{"verify":{"chains":1,"links":1,"redacted":0,"withheld":0,"root":"r"}}}""",
            """{"data":{"plan":null}}""",
            """{"data":{"plan":{"cursor":"c"}}}""");
        server.Then(200, "text/event-stream", "event: complete\ndata:\n\n");
        var file = _files.Write("report.txt", "text");
        await Run("import", file, "--plan", "p", "--period", "2022", "--corrections", file, "--token", "t");
        await Run("import", _files.Write("plans.csv", "row,plan"), "--mapping", "ogp", "--dry-run", "--token", "t");
        await Run("export", "--all", "--format", "json");
        await Run("export", "--plan", "p", "--period", "2022", "--format", "text");
        string[] report = ["submit", file, "--plan", "p", "--measure", "1.1", "--agency", "az/a", "--period", "2022", "--claim", "not-started", "--token", "t"];
        await Run([.. report, "--evidence", "https://example.org/", "--challenges", "c", "--expected-revision", "0"]);
        await Run([.. report, "--draft"]);
        await Run("amend", _files.Write("amendment.json", Amendment), "--plan", "p", "--dry-run", "--token", "t");
        await Run("verify", "--plan", "p", "--against", _files.Write("kept.json", KeptHistorySample.Export));
        await Run("watch", "--plan", "p");

        Assert.Equal(12, server.Requests.Count);
        foreach (var request in server.Requests)
        {
            var document = GraphQLParser.Parser.Parse(request.Query);
            // The stub's cursor is none of a feed's, so its value is left out; what is asked with it is not.
            var variables = request.Variables.Deserialize<Inputs>(VariablesJson)!;
            var result = await new DocumentValidator().ValidateAsync(new ValidationOptions
            {
                Schema = schema,
                Document = document,
                Operation = document.Definitions.OfType<GraphQLOperationDefinition>().Single(),
                Variables = new Inputs(variables.Where(variable => variable.Key != "after").ToDictionary()),
                CancellationToken = TestContext.Current.CancellationToken,
            });
            Assert.True(result.IsValid, string.Join('\n', result.Errors.Select(error => error.Message)));
        }

        Task<NapRun> Run(params string[] args) => NapRun.Of([.. args, "--server", server.Url]);
    }
}
