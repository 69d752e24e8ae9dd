using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Feed;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.Cluster;

/// <summary>What a body should know is in its queue once and is delivered, whichever write a crash comes after.</summary>
public sealed class NoticeCrashTests
{
    [Fact]
    public async Task A_return_an_acceptance_and_a_verdict_are_told_once_whatever_write_is_the_last_one()
    {
        var ct = TestContext.Current.CancellationToken;
        var whole = new SharedRows();
        await using (var cluster = await Prepared(whole, new Letterbox("az/a")))
        {
            var before = whole.Writes;
            await Decide(cluster.Plan(Plan));
            await Settle(cluster.Plan(Plan), whole);
            Assert.InRange(whole.Writes - before, 6, 60);
        }

        // A write more than the whole takes: one run that meets no crash.
        for (var writes = 1; ; writes++)
        {
            var rows = new SharedRows();
            await using (await Prepared(rows, new Letterbox()))
            {
            }

            var letterbox = new Letterbox("az/a");
            var delivered = new List<long>();
            var lastBatch = 0;
            bool isCut;
            await using (var doomed = await GrainCluster.StartAsync(rows, writes, letterbox))
            {
                var decisions = Decide(doomed.Plan(Plan));
                await Task.WhenAny(doomed.Cut, AndSettle(decisions, doomed.Plan(Plan), rows)).WaitAsync(TimeSpan.FromSeconds(30), ct);
                isCut = doomed.Cut.IsCompleted;
                await doomed.KillAsync();
                _ = decisions.ContinueWith(task => task.Exception, ct, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                delivered.AddRange(letterbox.Numbers);
                lastBatch = letterbox.Batches.LastOrDefault([]).Length;
            }

            letterbox = new Letterbox("az/a");
            await using (var revived = await GrainCluster.StartAsync(rows, channels: letterbox))
            {
                await revived.Grains.GetGrain<ISweepGrain>(GrainKeys.Sweep).Sweep();
                // Whoever got no answer asks again.
                await Decide(revived.Plan(Plan));
                await Settle(revived.Plan(Plan), rows);
                Assert.Equal(
                    [PlanEventKind.ReportReturned, PlanEventKind.ReportAccepted, PlanEventKind.VerdictGiven],
                    (await revived.Plan(Plan).Notices()).Select(notice => notice.Change.Kind).Order(Kinds));
                delivered.AddRange(letterbox.Numbers);
            }

            Assert.Equal([1L, 2, 3], delivered.Distinct().Order());
            Assert.InRange(delivered.Count, 3, 3 + lastBatch);
            if (!isCut)
            {
                return;
            }
        }
    }

    private static readonly Comparer<PlanEventKind> Kinds = Comparer<PlanEventKind>.Create((a, b) => Place(a) - Place(b));

    private static int Place(PlanEventKind kind) => Array.IndexOf([PlanEventKind.ReportReturned, PlanEventKind.ReportAccepted, PlanEventKind.VerdictGiven], kind);

    private static async Task<GrainCluster> Prepared(SharedRows rows, Letterbox letterbox)
    {
        var cluster = await GrainCluster.StartAsync(rows, channels: letterbox);
        await cluster.Plan(Plan).CarryOut(Import());
        await cluster.Plan(Plan).Submit("submit", Submission("Done."));
        await cluster.Plan(Plan).Settle();
        return cluster;
    }

    /// <summary>A report is sent back, comes again, and is accepted; its measure gets a verdict. Repeated, it changes nothing.</summary>
    private static async Task Decide(PlanGrains plan)
    {
        await plan.Assignment().Return(Secretariat, "return", Period, "Why", null);
        await plan.Submit("again", Submission("Better."));
        await plan.Assignment().Accept(Secretariat, "accept", Period, null);
        await plan.Measure().GiveVerdict(Secretariat, "judge", new(MeasureStatus.Implemented, "Seen", null, null));
    }

    private static async Task AndSettle(Task decisions, PlanGrains plan, SharedRows rows)
    {
        await decisions;
        await Settle(plan, rows);
    }

    private static async Task Settle(PlanGrains plan, SharedRows rows)
    {
        await plan.Settle();
        await rows.When(() => rows.Row("notices", GrainKeys.Notices("az/a")) is not null && !rows.IsUnsent("notices", GrainKeys.Notices("az/a")));
    }
}
