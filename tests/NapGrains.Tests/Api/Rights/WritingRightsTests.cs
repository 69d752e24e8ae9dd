using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace NapGrains.Tests.Api.Rights;

/// <summary>Every role on every mutation: who may not is told so, and nothing has happened.</summary>
[Collection(RightsCollection.Name)]
public sealed class WritingRightsTests(WrittenPlan plan)
{
    public static TheoryData<string, string> Refusals => Cells((change, role) => !change.Allowed.Contains(role));

    public static TheoryData<string, string> Permissions => Cells((change, role) => change.Allowed.Contains(role));

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_mutation_is_refused_to_a_role_and_changes_nothing(string mutation, string role)
    {
        var (change, who) = (Named(mutation), Role.Named(role));
        var measure = plan.MeasureOf("submitted");
        var before = await Everything(measure);

        var answer = await change.Make(who.On(plan.Server), Guid.NewGuid().ToString(), measure, 1);

        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(who == Role.Anonymous ? "UNAUTHENTICATED" : "FORBIDDEN", error.GetProperty("extensions").Text("code"));
        Assert.DoesNotContain("~submitted", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, await Everything(measure));
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public async Task A_mutation_is_open_to_a_role(string mutation, string role)
    {
        var (change, who) = (Named(mutation), Role.Named(role));
        var measure = change.OfMeasure ? plan.Next() : "";
        var revision = change.NeedsSubmission ? await Submit(measure) : 0;
        var operation = Guid.NewGuid().ToString();

        var answer = await change.Make(who.On(plan.Server), operation, measure, revision);

        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
        Assert.Empty(answer.GetProperty("data").GetProperty(mutation).Errors());
        await plan.Carried(operation);
    }

    [Fact]
    public async Task An_operation_id_of_somebody_else_gives_nobody_its_answer()
    {
        var measure = plan.Next();
        await plan.Draft(measure, "~repeated.1.", operationId: "shared");
        var draft = new
        {
            operationId = "shared",
            plan = NapApplication.Plan,
            measure,
            agency = Role.Agency,
            period = WrittenPlan.Period,
            narrative = new[] { new { language = "az", text = "Nə yazılıb?" } },
        };

        foreach (var role in Role.All.Where(role => role != Role.Reporter))
        {
            foreach (var change in Change.All)
            {
                var answer = (await change.Make(role.On(plan.Server), "shared", measure, 1, "errors { code message }")).GetRawText();
                Assert.DoesNotContain("~repeated", answer, StringComparison.Ordinal);
            }

            var again = await role.On(plan.Server).Answer(
                "mutation($draft: SaveDraftInput!) { saveDraft(input: $draft) { report { narrative revision } errors { code } } }", new { draft });
            Assert.DoesNotContain("~repeated", again.GetRawText(), StringComparison.Ordinal);
        }

        await plan.Carried("shared");
    }

    [Fact]
    public void Every_mutation_stands_in_the_matrix() => Assert.Equal(
        plan.Server.Services.GetRequiredService<ISchema>().Mutation!.Fields.Select(field => field.Name).Order(StringComparer.Ordinal),
        Change.All.Select(change => change.Name).Order(StringComparer.Ordinal));

    private static Change Named(string name) => Change.All.Single(change => change.Name == name);

    private static TheoryData<string, string> Cells(Func<Change, Role, bool> fits) =>
        [.. Change.All.SelectMany(change => Role.All.Where(role => fits(change, role)).Select(role => new TheoryDataRow<string, string>(change.Name, role.Name)))];

    private async Task<int> Submit(string measure) =>
        (await Role.Reporter.On(plan.Server).Submit(measure, Role.Agency).Taken()).GetProperty("report").Number("revision");

    /// <summary>Everything that any of the mutations could have changed, as somebody who sees everything reads it.</summary>
    private async Task<string> Everything(string measure) => (await Role.Admin.On(plan.Server).Ask($$"""
        {
          plan(key: "{{NapApplication.Plan}}") { cursor version historyRoot periods { key opens due locks } }
          measure(plan: "{{NapApplication.Plan}}", number: "{{measure}}") {
            verdict { status } assessments { assessor } history { totalCount }
            assignments(where: { agency: "{{Role.Agency}}" }) { nodes { report(period: "{{WrittenPlan.Period}}") { state revision narrative returnReason redactionReason } history { totalCount } } }
          }
          collective: measure(plan: "{{NapApplication.Plan}}", number: "{{Change.Collective}}") { assignments { totalCount nodes { agency { key } duty } } history { totalCount } }
          agency(key: "{{Role.Agency}}") { notices { totalCount } }
        }
        """)).GetRawText();
}
