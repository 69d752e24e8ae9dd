using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NapGrains.Server.Notices;

namespace NapGrains.Tests.Notices;

/// <summary>What an operator may write, and what a start says to what makes no sense.</summary>
public sealed class NoticeSettingsTests
{
    [Fact]
    public void Without_settings_nobody_is_told_by_anything()
    {
        var settings = Read();
        Assert.Null(settings.Mail);
        Assert.Empty(settings.Recipients);
    }

    [Theory]
    [InlineData(null, SecureSocketOptions.StartTls, 587)]
    [InlineData("starttls", SecureSocketOptions.StartTls, 587)]
    [InlineData("Tls", SecureSocketOptions.SslOnConnect, 465)]
    [InlineData("None", SecureSocketOptions.None, 587)]
    public void Mail_is_encrypted_unless_the_operator_says_otherwise(string? security, SecureSocketOptions expected, int port)
    {
        var mail = Read(("Smtp:Host", "mail"), ("Smtp:From", "a@example.az"), ("Smtp:Security", security)).Mail!;
        Assert.Equal((expected, port), (mail.Security, mail.Port));
    }

    [Theory]
    [InlineData("Recipients:0:Agency", "justice", "Recipients:0:Agency")]
    [InlineData("Recipients:0:Email", "nobody", "Recipients:0:Email")]
    [InlineData("Recipients:0:Webhook", "ftp://example.az/", "Recipients:0:Webhook")]
    [InlineData("Recipients:0:Webhook", "/notices", "Recipients:0:Webhook")]
    [InlineData("Recipients:1:Agency", "az/a", "twice")]
    [InlineData("Smtp:From", "", "Smtp:From")]
    [InlineData("Smtp:Port", "0", "Smtp:Port")]
    [InlineData("Smtp:Security", "maybe", "Smtp:Security")]
    [InlineData("Smtp:Host", "", "Smtp:Host")]
    [InlineData("Webhook:Secret", "", "Webhook:Secret")]
    public void What_makes_no_sense_is_refused_by_the_name_of_the_setting(string key, string value, string named)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(
            ("Smtp:Host", "mail"),
            ("Smtp:From", "a@example.az"),
            ("Webhook:Secret", "secret"),
            ("Recipients:0:Agency", "az/a"),
            ("Recipients:0:Email", "b@example.az"),
            ("Recipients:0:Webhook", "https://example.az/notices"),
            (key, value)));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static NoticeSettings Read(params (string Key, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
        {
            values[$"Nap:Notices:{key}"] = value;
        }

        return NoticeSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
