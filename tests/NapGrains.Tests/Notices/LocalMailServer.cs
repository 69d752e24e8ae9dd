using System.Diagnostics;
using System.Net.Sockets;
using MimeKit;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Notices;

/// <summary>
/// A real mail server, Debian's aiosmtpd, on a port that is known before it runs; what it takes stands in a Maildir that outlives
/// it. It refuses whoever is called <c>unknown</c>.
/// </summary>
internal sealed class LocalMailServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/aiosmtpd";
    private const string Handler = """
        from aiosmtpd.handlers import Mailbox

        class Picky(Mailbox):
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("unknown@"):
                    return "550 5.1.1 No such user here"
                envelope.rcpt_tos.append(address)
                return "250 OK"
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("napgrains-mail-");
    private Process? _process;

    private LocalMailServer()
    {
    }

    public int Port { get; } = NapApplication.FreePorts(1)[0];

    /// <summary>What an operator writes to have these agencies told by this server: <c>slug@example.az</c>, or the address given.</summary>
    public (string Key, string Value)[] Settings(params (string Agency, string Address)[] recipients) =>
    [
        ("Nap:Notices:Smtp:Host", "127.0.0.1"),
        ("Nap:Notices:Smtp:Port", $"{Port}"),
        ("Nap:Notices:Smtp:Security", "None"),
        ("Nap:Notices:Smtp:From", "Katiblik <katiblik@example.az>"),
        .. recipients.SelectMany((recipient, index) => ((string, string)[])
        [
            ($"Nap:Notices:Recipients:{index}:Agency", recipient.Agency),
            ($"Nap:Notices:Recipients:{index}:Email", recipient.Address),
        ]),
    ];

    /// <summary>A server that does not run yet. Without the program the test is skipped, but fails where CI=true.</summary>
    public static LocalMailServer Stopped()
    {
        if (!File.Exists(Program))
        {
            const string reason = $"There is no {Program}: install the package python3-aiosmtpd.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Fail(reason);
        }

        return new();
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task Run()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "picky.py"), Handler, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(
            Program, ["-n", "-l", $"127.0.0.1:{Port}", "-c", "picky.Picky", Path.Combine(_directory.FullName, "mail")])
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = _directory.FullName;
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync();
        await Eventually.Holds("the mail server listens", async () =>
        {
            Assert.False(_process.HasExited, _process.HasExited ? await errors : "");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
    }

    /// <summary>All mails that were taken, by their Message-IDs.</summary>
    public async Task<List<MimeMessage>> Mails()
    {
        var folder = Path.Combine(_directory.FullName, "mail", "new");
        var mails = new List<MimeMessage>();
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            mails.Add(await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken));
        }

        return [.. mails.OrderBy(mail => mail.MessageId, StringComparer.Ordinal)];
    }

    /// <summary>Numbers of the notices that an address was told of, in every mail, as the English half lists them.</summary>
    public async Task<List<int>> Told(string address) =>
    [
        .. (await Mails()).Where(mail => mail.To.Mailboxes.Single().Address == address)
            .SelectMany(mail => mail.TextBody!.ReplaceLineEndings("\n").Split("\n--\n")[1].Split('\n'))
            .Select(line => line.Split(". ")[0])
            .Where(start => int.TryParse(start, out _))
            .Select(int.Parse),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _directory.Delete(recursive: true);
    }
}
