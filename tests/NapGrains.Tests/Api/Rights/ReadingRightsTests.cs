using System.Text.RegularExpressions;
using GraphQL.Types;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace NapGrains.Tests.Api.Rights;

/// <summary>Every role on every way to reports in every state: nobody reads what is not theirs, and everybody what is.</summary>
[Collection(RightsCollection.Name)]
public sealed partial class ReadingRightsTests(WrittenPlan plan)
{
    /// <summary>What is said of unpublished reports only, whoever wrote them.</summary>
    private static readonly string[] Unpublished = ["\"DRAFT\"", "\"RETURNED\"", "\"LIMITED\"", "\"REPORT_RETURNED\"", "987654"];

    public static TheoryData<string, string> Cells => [.. Role.All.SelectMany(role => WayIn.All.Select(way => new TheoryDataRow<string, string>(role.Name, way.Name)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_way_shows_a_role_what_it_may_see_and_nothing_else(string role, string way)
    {
        var (who, how) = (Role.Named(role), WayIn.All.Single(known => known.Name == way));

        var answer = Plain(await how.Go(who.On(plan.Server), plan));

        var cases = ReportCase.All.Append(ReportCase.Unasked).ToList();
        var forbidden = cases.SelectMany(reportCase => reportCase.Hidden(who.IsInsider)).Concat(who.IsInsider ? [] : Unpublished);
        Assert.DoesNotContain(forbidden, text => answer.Contains(text, StringComparison.Ordinal));
        var asked = cases.SelectMany(reportCase => who.IsInsider && (how.Own == Own.All || (how.Own == Own.Listed && reportCase.IsListed))
            ? reportCase.Shown(isInsider: true).TakeLast(1)
            : how.ShowsPublished ? reportCase.Shown(isInsider: false).TakeLast(1) : []);
        Assert.DoesNotContain(asked, text => !answer.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_draft_changes_no_answer_to_anybody_else()
    {
        var measure = plan.Next();
        var before = await Answers();

        await plan.Draft(measure, "~late.1.");

        Assert.Contains("~late.1.narrative~", await WayIn.All[0].Go(Role.Reporter.On(plan.Server), plan), StringComparison.Ordinal);
        Assert.Equal(before, await Answers());

        async Task<List<string>> Answers()
        {
            var answers = new List<string>();
            foreach (var way in WayIn.All)
            {
                answers.Add(Now().Replace(await way.Go(Role.Anonymous.On(plan.Server), plan), ""));
            }

            return answers;
        }
    }

    [Fact]
    public async Task A_draft_and_a_returned_report_are_missing_like_one_that_nobody_has_begun()
    {
        var missing = await plan.Server.Anonymous.Numbers($$"""{ agency: "{{Role.Agency}}", notReportedIn: "{{WrittenPlan.Period}}" }""");
        var reported = await plan.Server.Anonymous.Numbers($$"""{ agency: "{{Role.Agency}}", reportedIn: "{{WrittenPlan.Period}}" }""");

        Assert.All((string[])["draft", "returned", "returned and begun anew", ReportCase.Untouched], name => Assert.Contains(plan.MeasureOf(name), missing));
        Assert.All(
            ReportCase.All.Where(reportCase => reportCase.Name is not ("draft" or "returned" or "returned and begun anew")),
            reportCase => Assert.Contains(plan.MeasureOf(reportCase.Name), reported));
        Assert.Empty(missing.Intersect(reported));
    }

    [Fact]
    public async Task Where_nothing_is_asked_a_draft_makes_no_one_expect_a_report()
    {
        var assignments = (await plan.Server.Anonymous.Measure(plan.Foreign, $$"""
            assignments(where: { agency: "{{Role.Agency}}" }) { nodes { duty reportState(period: "{{WrittenPlan.Period}}") before: reportState(period: "2022") } }
            asked: assignments(where: { agency: "{{Role.Agency}}", period: "{{WrittenPlan.Period}}" }) { totalCount }
            """));

        Assert.Equal("""[{"duty":"VOLUNTARY","reportState":"NOT_REQUESTED","before":"ACCEPTED"}]""", assignments.GetProperty("assignments").GetProperty("nodes").GetRawText());
        Assert.Equal(0, assignments.GetProperty("asked").Number("totalCount"));
    }

    [Fact]
    public void Every_field_that_can_be_read_stands_in_the_matrix()
    {
        var schema = plan.Server.Services.GetRequiredService<ISchema>();
        var asked = WayIn.All.Where(way => way.Document is not null).SelectMany(way => SchemaFields.AskedBy(way.Document!(plan), schema)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(SchemaFields.Readable(schema).Except(asked).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_page_stands_in_the_matrix()
    {
        var addresses = WayIn.Addresses(plan).ToList();
        var pages = plan.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null
                || endpoint.RoutePattern.RawText!.StartsWith("/plans", StringComparison.Ordinal))
            .Select(endpoint => endpoint.RoutePattern.RawText!).Distinct().ToList();

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains(addresses, address => Regex.IsMatch(address, $"^/{Parameter().Replace(page.Trim('/'), "[^?]+")}$")));
    }

    /// <summary>In HTML and JSON texts may be written in other characters.</summary>
    private static string Plain(string answer) => System.Net.WebUtility.HtmlDecode(answer).Replace("\\\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("""\{[^}]*\}""")]
    private static partial Regex Parameter();

    // Pages say the minute for which they hold.
    [GeneratedRegex("\"(now|asOf)\":\"[^\"]*\"|(now|asOf)\":\\{[^}]*\\}|[0-9]{1,2} \\p{L}+ [0-9]{4}, [0-9]{2}:[0-9]{2}")]
    private static partial Regex Now();
}
