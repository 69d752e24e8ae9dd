using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains.Feed;

namespace NapGrains.Tests.Api;

/// <summary>Sees every call that reaches a grain of one server, but those by which the gateway follows the feed.</summary>
public sealed class GrainCalls : IIncomingGrainCallFilter
{
    private readonly ConcurrentQueue<string> _seen = new();
    private volatile Gathering? _gathering;

    /// <summary>Adds it to a server's services.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton<IIncomingGrainCallFilter>(this);

    /// <summary>The calls that reached grains while something was done, each as <c>IContract.Method</c>.</summary>
    public async Task<List<string>> During(Func<Task> action)
    {
        _seen.Clear();
        await action();
        return [.. _seen];
    }

    /// <summary>Holds every call of a method back until <paramref name="count"/> of them are under way: one after another they never are.</summary>
    public void HoldUntilTogether(string method, int count) => _gathering = new(method, count);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var contract = context.InterfaceMethod.DeclaringType!;
        var name = $"{contract.Name}.{context.InterfaceMethod.Name}";
        if (contract.Assembly == typeof(IFeedGrain).Assembly && contract != typeof(IFeedGrain))
        {
            _seen.Enqueue(name);
        }

        if (_gathering is { } gathering && gathering.Method == name)
        {
            await gathering.Join();
        }

        await context.Invoke();
    }

    private sealed class Gathering(string method, int count)
    {
        private readonly TaskCompletionSource _together = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _joined;

        public string Method => method;

        public Task Join()
        {
            if (Interlocked.Increment(ref _joined) == count) _together.SetResult();
            return _together.Task;
        }
    }
}
