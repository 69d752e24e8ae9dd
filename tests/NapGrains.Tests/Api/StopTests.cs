using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NapGrains.Tests.Api;

/// <summary>Stops at awkward moments.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Reminders_that_are_read_during_the_stop_are_no_error()
    {
        await using var server = await NapApplication.Start(
            services => services.Configure<ReminderOptions>(reminders => reminders.RefreshReminderListPeriod = TimeSpan.FromMilliseconds(1)),
            ("Nap:Seed", "false"));

        await server.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(server.Warnings, line => line.Contains("eminder", StringComparison.Ordinal));
    }
}
