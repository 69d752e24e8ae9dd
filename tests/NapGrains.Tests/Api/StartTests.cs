using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Plans;

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
