using NapGrains.Grains;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>All of an amendment happens, in both versions of the plan, whichever write a crash comes after.</summary>
public sealed class AmendmentCrashTests
{
    [Fact]
    public async Task An_amendment_that_is_killed_after_any_write_ends_as_one_that_was_not()
    {
        var imported = new SharedRows();
        await using (var cluster = await GrainCluster.StartAsync(imported))
        {
            await cluster.Plan(Plan).CarryOut(Import());
        }

        await KilledOperation.EndsWhole(imported, Amendment, 2, "1.1", "1.2", "1.9");
    }

    [Fact]
    public async Task An_amendment_that_was_planned_on_another_version_is_not_stored()
    {
        await using var cluster = await GrainCluster.StartAsync(new SharedRows());
        var plan = cluster.Plan(Plan);
        await plan.CarryOut(Import());
        await plan.CarryOut(Amendment(), "amendment");

        var refused = await Assert.ThrowsAsync<RefusalException>(() => plan.Operations.Enqueue(Actor.Service, "again", Amendment()));

        Assert.Equal("PLAN_CHANGED", refused.Code);
        Assert.Null(await plan.Operations.View("again"));
        Assert.Equal(2, (await plan.Operations.Enqueue(Actor.Service, "amendment", Amendment())).PlanVersion);
    }
}
