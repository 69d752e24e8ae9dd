namespace NapGrains.Tests.Api;

/// <summary>Waits for what comes by itself: asks until it is there. The bound only keeps a broken build from hanging.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Ends when a condition holds.</summary>
    public static async Task Holds(string what, Func<Task<bool>> condition) =>
        await Gives(what, async () => await condition() ? "" : null);

    /// <summary>Ends when there is an answer.</summary>
    public static async Task<T> Gives<T>(string what, Func<Task<T?>> answer)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Longest);
        using var next = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        do
        {
            if (await answer() is { } found)
            {
                return found;
            }

            try
            {
                await next.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"After {Longest} still not: {what}");
            }
        }
        while (true);
    }
}
