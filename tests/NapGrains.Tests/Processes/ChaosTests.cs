namespace NapGrains.Tests.Processes;

/// <summary>A short run of what <c>tests/chaos.sh</c> does for as long as one likes.</summary>
public sealed class ChaosTests
{
    [Fact]
    public async Task Nothing_promised_is_broken_while_processes_are_killed_behind_a_real_proxy()
    {
        var run = await Commands.Chaos("0.2", "1");

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("kill -9", run.Output, StringComparison.Ordinal);
        Assert.Contains("everything holds; seed 1", run.Output, StringComparison.Ordinal);
    }
}
