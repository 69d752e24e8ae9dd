using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>How the server starts and stops as a process.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("napgrains-process-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_and_says_why()
    {
        await using var first = await NapProcess.Start(_directory.FullName);
        await using var second = NapProcess.Launch(_directory.FullName);

        Assert.NotEqual(0, await second.Ended());
        Assert.Contains($"The data directory {_directory.FullName} is in use by another NapGrains process", second.Output, StringComparison.Ordinal);
        Assert.Equal(62, (await first.Anonymous.Plan("summary { total }")).GetProperty("summary").Number("total"));
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_stops_without_an_error()
    {
        await using var server = await NapProcess.Start(_directory.FullName);

        Assert.Equal(0, await server.Terminate());
        Assert.Contains("Draining[0] Stopping", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_answered_is_there_after_the_server_was_stopped_and_started()
    {
        await using (var server = await NapProcess.Start(_directory.FullName))
        {
            await server.Secretariat.Judge("1.1", "IN_PROGRESS").Taken();
            await server.Terminate();
        }

        await using var again = await NapProcess.Start(_directory.FullName);

        Assert.Equal("IN_PROGRESS", (await again.Anonymous.Measure("1.1", "verdict { status }")).GetProperty("verdict").Text("status"));
    }

    [Fact]
    public async Task A_verdict_answered_just_before_a_crash_is_there_and_in_every_total_after_it()
    {
        await using (var server = await NapProcess.Start(_directory.FullName))
        {
            await server.Secretariat.Judge("1.1", "IN_PROGRESS").Taken();
            await server.Kill();
        }

        await using var again = await NapProcess.Start(_directory.FullName);

        Assert.Equal("IN_PROGRESS", (await again.Anonymous.Measure("1.1", "verdict { status }")).GetProperty("verdict").Text("status"));
        await Eventually.Holds("the plan counts it", async () => (await again.Anonymous.Plan("summary { byStatus { status count } }")).GetProperty("summary")
            .GetProperty("byStatus").EnumerateArray().Single(count => count.Text("status") == "IN_PROGRESS").Number("count") == 1);
        await Eventually.Holds("its event is in the feed, once", async () => (await again.Anonymous.Numbers("{ status: [IN_PROGRESS] }")).SequenceEqual(["1.1"]));
    }
}
