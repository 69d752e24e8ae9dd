using System.Diagnostics;
using System.Globalization;

namespace NapGrains.Tests.Postgres;

/// <summary>The server programs of an installed PostgreSQL. They refuse to run as root, so root runs them as the user postgres.</summary>
internal static class ServerPrograms
{
    private const int OldestSupported = 15;

    /// <summary>Folder of the newest installed version; null when none is new enough.</summary>
    public static string? Folder { get; } = Find();

    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>Creates a folder that belongs to the user who runs the programs.</summary>
    public static void CreateFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (IsRoot)
        {
            using var chown = Process.Start("chown", ["postgres", path]);
            chown.WaitForExit();
        }
    }

    /// <exception cref="InvalidOperationException">The program failed; the message holds what it printed.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder ?? "", program);
        string[] command = IsRoot ? ["runuser", "-u", "postgres", "--", path, .. arguments] : [path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await errors}");
        }
    }

    private static string? Find()
    {
        const string root = "/usr/lib/postgresql";
        return !Directory.Exists(root)
            ? null
            : Directory.GetDirectories(root)
                .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: MajorVersion(folder)))
                .Where(installed => installed.Version >= OldestSupported && File.Exists(Path.Combine(installed.Folder, "postgres")))
                .OrderByDescending(installed => installed.Version)
                .Select(installed => installed.Folder)
                .FirstOrDefault();
    }

    private static int MajorVersion(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
