using Microsoft.Extensions.DependencyInjection;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Notices;
using NapGrains.Tests.Api;
using NapGrains.Tests.Processes;

namespace NapGrains.Tests.Notices;

/// <summary>Agencies are told by a real mail server, also when it was away for a while.</summary>
public sealed class MailTests
{
    private const string Justice = "az/edliyye-nazirliyi";
    private const string Finance = "az/maliyye-nazirliyi";

    private static readonly (string, string)[] Recipients = [(Justice, "justice@example.az"), (Finance, "finance@example.az")];

    [Fact]
    public async Task With_the_mail_server_down_reports_are_taken_at_once_and_all_notices_arrive_after_it_is_back()
    {
        await using var mail = LocalMailServer.Stopped();
        await using var server = await NapApplication.Start(mail.Settings(Recipients));

        // Every answer comes while nobody listens for mail.
        await Report(server.Client("reporter", Justice), server.Secretariat, Justice, "1.1", "1.2", "1.4");
        await Report(server.Client("reporter", Finance), server.Secretariat, Finance, "1.1");
        await Eventually.Holds("the notices are there", async () =>
            (await server.Secretariat.Notices(Justice)).Count == 6 && (await server.Secretariat.Notices(Finance)).Count == 2);
        Assert.All(await server.Secretariat.Notices(Justice), notice => Assert.Equal(0, notice.GetProperty("deliveries").GetArrayLength()));
        await Eventually.Holds("somebody tried", () => Task.FromResult(server.Warnings.Any(line => line.Contains("do not reach", StringComparison.Ordinal))));

        await mail.Run();
        await Eventually.Holds("all are delivered", async () =>
            (await server.Secretariat.Notices(Justice)).Concat(await server.Secretariat.Notices(Finance))
                .All(notice => notice.GetProperty("deliveries").GetArrayLength() == 1));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await mail.Told("justice@example.az")).Order());
        Assert.Equal([1, 2], (await mail.Told("finance@example.az")).Order());
        Assert.Equal(2, server.Warnings.Count(line => line.Contains("do not reach", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mail_says_in_both_languages_what_happened_to_which_measure_and_why()
    {
        await using var mail = LocalMailServer.Stopped();
        await mail.Run();
        await using var server = await NapApplication.Start(mail.Settings(Recipients));
        await server.Client("reporter", Justice).Submit("1.4", Justice).Taken();
        await server.Secretariat.Return("1.4", Justice, "Sübut çatmır").Taken();

        var message = (await Eventually.Gives("a mail", async () => (await mail.Mails()).FirstOrDefault()));
        Assert.Equal("Bildirişlər: 1 / Notices: 1 – Ədliyyə Nazirliyi", message.Subject);
        Assert.Equal($"notices.az.edliyye-nazirliyi.1@example.az", message.MessageId);
        Assert.Equal(("katiblik@example.az", "justice@example.az"), (message.From.Mailboxes.Single().Address, message.To.Mailboxes.Single().Address));
        foreach (var line in (string[])["Tədbir 1.4: ", "Səbəb: Sübut çatmır", "Measure 1.4: ", "The report of Ministry of Justice for 2023 was sent back.", "Reason: Sübut çatmır"])
        {
            Assert.Contains(line, message.TextBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_recipient_whom_the_mail_server_does_not_know_is_refused_for_good_and_a_server_that_is_away_is_not()
    {
        await using var mail = LocalMailServer.Stopped();
        await using var server = await NapApplication.Start(mail.Settings((Justice, "unknown@example.az")));
        var channel = Assert.Single(server.Services.GetServices<INoticeChannel>());
        var notice = new Notice(1, NapApplication.Plan, new PlanChange(PlanEventKind.ReportAccepted, DateTimeOffset.UnixEpoch, "1.1", Justice, Period: "2023"), []);
        var ct = TestContext.Current.CancellationToken;

        Assert.IsNotType<NoticeRefusedException>(await Assert.ThrowsAnyAsync<Exception>(() => channel.Deliver(Justice, [notice], ct)));
        await mail.Run();
        Assert.Contains("No such user", (await Assert.ThrowsAsync<NoticeRefusedException>(() => channel.Deliver(Justice, [notice], ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_server_had_not_mailed_is_mailed_after_its_next_start()
    {
        await using var mail = LocalMailServer.Stopped();
        var directory = Directory.CreateTempSubdirectory("napgrains-notices-");
        try
        {
            await using (var server = await NapProcess.Start(directory.FullName, null, mail.Settings(Recipients)))
            {
                await Report(server.Client("reporter", Justice), server.Secretariat, Justice, "1.1", "1.2");
                await server.Kill();
            }

            await mail.Run();
            await using var next = await NapProcess.Start(directory.FullName, null, mail.Settings(Recipients));
            await Eventually.Holds("all are delivered", async () =>
                await next.Secretariat.Notices(Justice) is { Count: 4 } notices && notices.All(notice => notice.GetProperty("deliveries").GetArrayLength() == 1));
            Assert.Equal([1, 2, 3, 4], (await mail.Told("justice@example.az")).Order());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>On each measure a report is handed in and sent back, comes again, and is accepted: two notices.</summary>
    private static async Task Report(NapClient reporter, NapClient secretariat, string agency, params string[] measures)
    {
        foreach (var measure in measures)
        {
            await reporter.Submit(measure, agency, "Birinci").Taken();
            await secretariat.Return(measure, agency, "Sübut çatmır").Taken();
            await reporter.Submit(measure, agency, "İkinci").Taken();
            await secretariat.Accept(measure, agency).Taken();
        }
    }
}
