using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace NapGrains.Server.Notices;

/// <summary>How agencies are told, as the operator says in <c>Nap:Notices</c>; without it notices are only read.</summary>
/// <param name="Mail"><c>Smtp</c>: the mail server; null for none.</param>
/// <param name="WebhookSecret"><c>Webhook:Secret</c>: the key that signs what is posted; empty where nothing is posted.</param>
/// <param name="Recipients"><c>Recipients</c>: how each agency is reached, by its key.</param>
internal sealed record NoticeSettings(MailServer? Mail, string WebhookSecret, IReadOnlyDictionary<string, NoticeRecipient> Recipients)
{
    private const string Section = "Nap:Notices";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or malformed; the message says what to write instead.</exception>
    public static NoticeSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var mail = MailServer.Read(section.GetSection("Smtp"));
        var secret = section["Webhook:Secret"] ?? "";
        var recipients = new Dictionary<string, NoticeRecipient>(StringComparer.Ordinal);
        foreach (var item in section.GetSection("Recipients").GetChildren())
        {
            var agency = item["Agency"] is { } key && key.Contains('/', StringComparison.Ordinal)
                ? key
                : throw Invalid($"{item.Path}:Agency is \"{item["Agency"]}\". Set it to the key of an agency, such as az/edliyye-nazirliyi.");
            var recipient = NoticeRecipient.Read(item);
            if (recipient.Email is not null && mail is null)
            {
                throw Invalid($"{item.Path}:Email needs a mail server: set {Section}:Smtp:Host and {Section}:Smtp:From.");
            }

            if (recipient.Webhook is not null && secret.Length == 0)
            {
                throw Invalid($"{item.Path}:Webhook needs {Section}:Webhook:Secret, the key that signs what is posted.");
            }

            if (!recipients.TryAdd(agency, recipient))
            {
                throw Invalid($"{item.Path}:Agency is {agency}, which stands in {Section}:Recipients twice.");
            }
        }

        return new(mail, secret, recipients);
    }

    internal static OptionsValidationException Invalid(string message) => new(nameof(NoticeSettings), typeof(NoticeSettings), [message]);
}

/// <summary>How an agency is reached.</summary>
/// <param name="Email">Its address; null for no mail.</param>
/// <param name="Webhook">Where notices are posted; null for nowhere.</param>
internal sealed record NoticeRecipient(MailboxAddress? Email, Uri? Webhook)
{
    public static NoticeRecipient Read(IConfigurationSection item) => new(
        item["Email"] is { Length: > 0 } email ? Address(email, $"{item.Path}:Email") : null,
        item["Webhook"] is { Length: > 0 } webhook ? Url(webhook, $"{item.Path}:Webhook") : null);

    internal static MailboxAddress Address(string value, string setting) => MailboxAddress.TryParse(value, out var address) && address.Domain is { Length: > 0 }
        ? address
        : throw NoticeSettings.Invalid($"{setting} is \"{value}\". Set it to a mail address, such as hesabat@example.az.");

    private static Uri Url(string value, string setting) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw NoticeSettings.Invalid($"{setting} is \"{value}\". Set it to an absolute https or http address.");
}

/// <summary>The server that takes mail.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is encrypted.</param>
/// <param name="From">The sender.</param>
/// <param name="User">Name to log in with; null for no login.</param>
/// <param name="Password">Password to log in with.</param>
internal sealed record MailServer(string Host, int Port, SecureSocketOptions Security, MailboxAddress From, string? User, string Password)
{
    public static MailServer? Read(IConfigurationSection smtp)
    {
        if (smtp["Host"] is not { Length: > 0 } host)
        {
            return null;
        }

        var security = smtp["Security"]?.ToUpperInvariant() switch
        {
            null or "" or "STARTTLS" => SecureSocketOptions.StartTls,
            "TLS" => SecureSocketOptions.SslOnConnect,
            "NONE" => SecureSocketOptions.None,
            _ => throw NoticeSettings.Invalid($"{smtp.Path}:Security is \"{smtp["Security"]}\". Set it to StartTls, Tls or None."),
        };
        var port = security == SecureSocketOptions.SslOnConnect ? 465 : 587;
        if (smtp["Port"] is { Length: > 0 } text && (!int.TryParse(text, out port) || port is < 1 or > 65535))
        {
            throw NoticeSettings.Invalid($"{smtp.Path}:Port is \"{text}\". Set it to a port, such as 587.");
        }

        var from = NoticeRecipient.Address(smtp["From"] ?? "", $"{smtp.Path}:From");
        return new(host, port, security, from, smtp["User"] is { Length: > 0 } user ? user : null, smtp["Password"] ?? "");
    }
}
