using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Plans;
using NapGrains.Grains.Priorities;

namespace NapGrains.Tests.Api;

/// <summary>Starts under difficulties.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_start_does_not_wait_until_everything_unsent_is_delivered()
    {
        var delivery = new TaskCompletionSource();
        await using var server = await NapApplication.Start(services => services
            .AddSingleton<IUnsentRows>(new Unsent(GrainKeys.Operations("slow")))
            .AddSingleton<IIncomingGrainCallFilter>(new Before(
                call => call.TargetId.Key.ToString() == GrainKeys.Operations("slow") && call.InterfaceMethod.Name == "Flush" ? delivery.Task : Task.CompletedTask)));

        Assert.Equal(62, (await server.Anonymous.Plan("summary { total }")).GetProperty("summary").Number("total"));
        delivery.SetResult();
    }

    [Fact]
    public async Task A_call_that_times_out_while_the_plan_is_read_is_made_again()
    {
        var failures = 0;
        await using var server = await NapApplication.Start(services => services.AddSingleton<IIncomingGrainCallFilter>(new Before(
            call => call.InterfaceMethod.DeclaringType == typeof(IPlanIndexGrain) && call.InterfaceMethod.Name == nameof(IPlanIndexGrain.Read) && Interlocked.Increment(ref failures) == 1
                ? throw new TimeoutException("The store is slow today.")
                : Task.CompletedTask)));

        Assert.Equal(62, (await server.Anonymous.Plan("summary { total }")).GetProperty("summary").Number("total"));
        Assert.True(failures > 1);
    }

    [Fact]
    public async Task A_measure_on_its_way_between_priorities_while_the_plan_is_read_is_there_when_the_amendment_is_complete()
    {
        var isOnItsWay = true;
        await using var server = await NapApplication.Start(services => services.AddSingleton<IIncomingGrainCallFilter>(new After(call =>
        {
            if (isOnItsWay && call.Result is PriorityView priority)
            {
                call.Result = priority with { Measures = priority.Measures.Remove("2.3") };
            }
        })));
        Assert.DoesNotContain("2.3", await server.Anonymous.Numbers("{}"));

        isOnItsWay = false;
        await server.Secretariat.Amend(Amendments.Reword("1.1", "Yeni ad"));

        await Eventually.Holds("the measure is there", async () => (await server.Anonymous.Numbers("{}")).Contains("2.3"));
    }

    private sealed class After(Action<IIncomingGrainCallContext> action) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            action(context);
        }
    }

    private sealed class Before(Func<IIncomingGrainCallContext, Task> action) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await action(context);
            await context.Invoke();
        }
    }

    private sealed class Unsent(string key) : IUnsentRows
    {
        public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            yield return key;
        }
    }
}
