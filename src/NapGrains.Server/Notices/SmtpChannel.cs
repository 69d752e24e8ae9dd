using System.Collections.Immutable;
using MailKit.Net.Smtp;
using MimeKit;
using NapGrains.Gateway.Notices;
using NapGrains.Grains.Notices;

namespace NapGrains.Server.Notices;

/// <summary>
/// Mail: one message a batch. Its Message-ID is made of the agency and the last notice's number, so the same batch again is the
/// same message.
/// </summary>
internal sealed class SmtpChannel(NoticeSettings settings, IGrainFactory grains, TimeProvider time) : INoticeChannel, IDisposable
{
    private const int Patience = 20_000;

    // When the server is back after an outage, every agency has something for it.
    private readonly SemaphoreSlim _connections = new(4);

    public string Name => "smtp";

    public bool IsFor(string agency) => settings.Recipients.GetValueOrDefault(agency)?.Email is not null;

    public async Task Deliver(string agency, ImmutableArray<Notice> notices, CancellationToken stopping)
    {
        using var message = await Compose(agency, notices);
        await _connections.WaitAsync(stopping);
        try
        {
            await Send(message, stopping);
        }
        catch (SmtpCommandException refused) when (
            refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && (int)refused.StatusCode >= 500)
        {
            throw new NoticeRefusedException($"{(int)refused.StatusCode} {refused.Message}", refused);
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose() => _connections.Dispose();

    private async Task<MimeMessage> Compose(string agency, ImmutableArray<Notice> notices)
    {
        var letter = await NoticeLetter.Write(grains, agency, notices);
        var from = settings.Mail!.From;
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"notices.{agency.Replace('/', '.')}.{notices[^1].Number}@{from.Domain}",
            Body = new TextPart("plain") { Text = letter.Body },
        };
        message.From.Add(from);
        message.To.Add(settings.Recipients[agency].Email!);
        // RFC 3834: nobody's absence notice is to answer this.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private async Task Send(MimeMessage message, CancellationToken stopping)
    {
        var server = settings.Mail!;
        using var client = new SmtpClient { Timeout = Patience };
        // A closed network reaches no revocation list; the certificate itself is checked all the same.
        client.CheckCertificateRevocation = false;
        await client.ConnectAsync(server.Host, server.Port, server.Security, stopping);
        if (server.User is { } user)
        {
            await client.AuthenticateAsync(user, server.Password, stopping);
        }

        await client.SendAsync(message, stopping);
        try
        {
            await client.DisconnectAsync(quit: true, stopping);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The message was taken; a farewell that fails must not send it again.
        }
    }
}
