using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;

namespace NapGrains.Tests.Api.Rights;

/// <summary>The rules stand in the grains too: a resolver that forgot one would be refused by them.</summary>
[Collection(RightsCollection.Name)]
public sealed class GrainRightsTests(WrittenPlan plan)
{
    private static readonly ReportSubmission Report = new(
        WrittenPlan.Period,
        new(null, false, [new(null, null, null, ImmutableSortedDictionary<string, string>.Empty.Add("az", "Söz"), null)], null, [], [], []),
        null,
        false);

    /// <summary>Each call that an actor makes, as <c>IContract.Method</c>, and the roles that may make it.</summary>
    private static readonly Dictionary<string, (Role[] Allowed, Func<WrittenPlan, IGrainFactory, Actor, Task> Call)> Calls = new(StringComparer.Ordinal)
    {
        ["IAssignmentGrain.SaveDraft"] = ([Role.Reporter, Role.Admin], (plan, grains, actor) => Assignment(plan, grains).SaveDraft(actor, New(), Report)),
        ["IAssignmentGrain.Submit"] = ([Role.Reporter, Role.Admin], (plan, grains, actor) => Assignment(plan, grains).Submit(actor, New(), Report)),
        ["IAssignmentGrain.Return"] = ([Role.Secretariat, Role.Admin], (plan, grains, actor) => Assignment(plan, grains).Return(actor, New(), WrittenPlan.Period, "Çatmır", null)),
        ["IAssignmentGrain.Accept"] = ([Role.Secretariat, Role.Admin], (plan, grains, actor) => Assignment(plan, grains).Accept(actor, New(), WrittenPlan.Period, null)),
        ["IAssignmentGrain.Redact"] = ([Role.Secretariat, Role.Admin], (plan, grains, actor) => Assignment(plan, grains).Redact(actor, New(), WrittenPlan.Period, 1, "Məhkəmə")),
        ["IMeasureGrain.GiveVerdict"] = ([Role.Secretariat, Role.Admin], (plan, grains, actor) => Measure(plan, grains).GiveVerdict(actor, New(), new(MeasureStatus.InProgress, "Görülür", null, null))),
        ["IMeasureGrain.Assess"] = ([Role.Assessor], (plan, grains, actor) => Measure(plan, grains).Assess(actor, New(), new(MeasureStatus.InProgress, "Görülür", null, null))),
        ["IPlanGrain.SetPeriod"] = ([Role.Secretariat, Role.Admin], (_, grains, actor) => grains.GetGrain<IPlanGrain>(GrainKeys.Plan(NapApplication.Plan))
            .SetPeriod(actor, New(), new("2032", DateTimeOffset.UnixEpoch.AddYears(62), DateTimeOffset.UnixEpoch.AddYears(63), DateTimeOffset.UnixEpoch.AddYears(64)), null)),
        ["IOperationsGrain.Enqueue"] = ([Role.Secretariat, Role.Admin], (_, grains, actor) => grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(NapApplication.Plan))
            // The intention says what it likes of whose plan it is.
            .Enqueue(actor, New(), new("IMPORT", "ge", null, "", [], []))),
        ["IBulkGrain.Enqueue"] = ([Role.Secretariat, Role.Admin], (_, grains, actor) => grains.GetGrain<IBulkGrain>(GrainKeys.Bulk(New()))
            .Enqueue(actor, new("", [new(NapApplication.Plan, new("IMPORT", "ge", null, "", [], []))], []))),
        ["INoticesGrain.Read"] = ([Role.Reporter, Role.Secretariat, Role.Admin, Role.ReporterOfAnotherPlan, Role.SecretariatOfAnotherPlan], (_, grains, actor) =>
            grains.GetGrain<INoticesGrain>(GrainKeys.Notices(Role.Agency)).Read(actor, 0, 100)),
    };

    /// <summary>Calls that everybody may make, and that give each what is theirs.</summary>
    private static readonly string[] Open = ["IAssignmentGrain.Read", "IAssignmentGrain.Revisions"];

    public static TheoryData<string, string> Refusals =>
        [.. Calls.SelectMany(call => Role.All.Except(call.Value.Allowed).Select(role => new TheoryDataRow<string, string>(call.Key, role.Name)))];

    public static TheoryData<string> Roles => [.. Role.All.Select(role => role.Name)];

    private IGrainFactory Grains => plan.Server.Services.GetRequiredService<IGrainFactory>();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_grain_refuses_who_may_not(string call, string role) =>
        await Assert.ThrowsAsync<ForbiddenException>(() => Calls[call].Call(plan, Grains, Actor(Role.Named(role))));

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task An_assignment_gives_each_role_its_own_texts_only(string role)
    {
        var who = Role.Named(role);
        foreach (var reportCase in ReportCase.All)
        {
            var grain = Grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(NapApplication.Plan, plan.MeasureOf(reportCase.Name), Role.Agency));
            var read = NapGrains.Tests.Grains.Json.Of(await grain.Read(Actor(who), WrittenPlan.Period))
                + NapGrains.Tests.Grains.Json.Of(await grain.Revisions(Actor(who), WrittenPlan.Period)) + NapGrains.Tests.Grains.Json.Of(await grain.View());

            Assert.DoesNotContain(reportCase.Hidden(who.IsInsider), text => read.Contains(text, StringComparison.Ordinal));
            Assert.All(reportCase.Shown(who.IsInsider).TakeLast(1), text => Assert.Contains(text, read, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Notices_of_a_plan_are_given_to_none_whose_role_holds_for_another()
    {
        foreach (var role in (Role[])[Role.ReporterOfAnotherPlan, Role.SecretariatOfAnotherPlan])
        {
            Assert.Equal((0, 0), await Read(role));
        }

        Assert.NotEqual((0, 0), await Read(Role.Reporter));

        async Task<(int, int)> Read(Role role)
        {
            var page = await Grains.GetGrain<INoticesGrain>(GrainKeys.Notices(Role.Agency)).Read(Actor(role), 0, 100);
            return (page.Total, page.Notices.Length);
        }
    }

    [Fact]
    public void Every_call_that_an_actor_makes_stands_in_the_matrix()
    {
        var withActor = typeof(IAssignmentGrain).Assembly.GetTypes().Where(type => type.IsInterface).SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(withActor.Order(StringComparer.Ordinal), Calls.Keys.Concat(Open).Order(StringComparer.Ordinal));
    }

    private static IAssignmentGrain Assignment(WrittenPlan plan, IGrainFactory grains) =>
        grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(NapApplication.Plan, plan.MeasureOf("submitted"), Role.Agency));

    private static IMeasureGrain Measure(WrittenPlan plan, IGrainFactory grains) =>
        grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(NapApplication.Plan, plan.MeasureOf("submitted")));

    private static string New() => Guid.NewGuid().ToString();

    private static Actor Actor(Role role)
    {
        return new(Values("role"), Values("agency"), Values("plan"), Values("jurisdiction"), role.Claims.GetValueOrDefault("assessor") as string);

        ImmutableArray<string> Values(string claim) => role.Claims.TryGetValue(claim, out var value) ? [(string)value] : [];
    }
}
