using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NapGrains.Server.Storage;
using NapGrains.Server.Storage.Postgres;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Storage;

public sealed class PostgresClockTests(PostgresServer server)
{
    [Theory]
    [InlineData(3630, @"is 01:00:\d\d ahead of the database's")]
    [InlineData(-90_000, @"is 1\.01:00:\d\d behind the database's")]
    public async Task A_start_is_refused_where_the_clocks_differ(int seconds, string difference)
    {
        // This clock stands still while the database is made.
        var failure = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(Clock(seconds)));

        Assert.Matches(difference, failure.Message);
        Assert.Contains("Nap:ClockTolerance", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3600, "01:10:00")]
    [InlineData(-50, null)]
    [InlineData(50, null)]
    public async Task A_difference_that_is_tolerated_stops_nothing(int seconds, string? tolerance)
    {
        await using var storage = await OpenAsync(Clock(seconds), tolerance);

        Assert.Null(storage.Services.GetRequiredService<PostgresClock>().Fault);
    }

    [Fact]
    public async Task A_clock_that_goes_wrong_later_is_found_and_so_is_its_return()
    {
        var time = Clock(0);
        await using var storage = await OpenAsync(time);
        var clock = storage.Services.GetRequiredService<PostgresClock>();

        await Eventually.Holds("the clock is found to be ahead", () =>
        {
            time.Advance(TimeSpan.FromHours(1));
            return Task.FromResult(clock.Fault?.Contains("ahead of", StringComparison.Ordinal) == true);
        });
        await Eventually.Holds("the clock is found to be right", () =>
        {
            time.AdjustTime(DateTimeOffset.UtcNow - TimeSpan.FromSeconds(30));
            time.Advance(TimeSpan.FromSeconds(30));
            return Task.FromResult(clock.Fault is null);
        });
    }

    private static FakeTimeProvider Clock(int seconds) => new(DateTimeOffset.UtcNow + TimeSpan.FromSeconds(seconds));

    private async Task<OpenStorage> OpenAsync(FakeTimeProvider time, string? tolerance = null) => await OpenStorage.OpenAsync(
        new Dictionary<string, string?>
        {
            ["Nap:Storage"] = "Postgres",
            ["ConnectionStrings:Nap"] = await server.CreateDatabaseAsync(),
            ["Nap:ClockTolerance"] = tolerance,
        },
        services => services.AddSingleton<TimeProvider>(time));
}
