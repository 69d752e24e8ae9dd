using System.Text.Json;
using System.Text.RegularExpressions;
using NapGrains.Tests.Api;

namespace NapGrains.Tests.Processes;

/// <summary>What runs the service elsewhere, as far as it can be tried without a container engine.</summary>
public sealed partial class DeploymentTests
{
    [Fact]
    public async Task The_compose_file_is_one_and_names_files_that_are_there()
    {
        var config = await Commands.Compose("config");

        Assert.True(config.ExitCode == 0, config.Error);
        foreach (var service in (string[])["postgres", "silo-1", "silo-2", "silo-3", "gateway-1", "gateway-2", "nginx"])
        {
            Assert.Contains($"\n  {service}:\n", config.Output, StringComparison.Ordinal);
        }

        foreach (var file in MountedFiles().Matches(config.Output).Select(match => match.Groups["file"].Value))
        {
            Assert.True(File.Exists(file), file);
        }

        Assert.Contains("GET /health/ready", config.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_s_own_commands_publish_a_server_with_its_data_and_a_client()
    {
        var folder = Directory.CreateTempSubdirectory("napgrains-image-");
        var dockerfile = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra", "docker", "Dockerfile"), TestContext.Current.CancellationToken);
        var commands = PublishCommands().Matches(dockerfile).Select(match => match.Groups["arguments"].Value.Trim()).ToList();
        Assert.Equal(2, commands.Count);
        var source = await Source(folder.FullName);

        foreach (var command in commands)
        {
            var published = await Commands.DotNet(source, [.. command.Replace("/app", Path.Combine(folder.FullName, "app"), StringComparison.Ordinal).Split(' ')]);
            Assert.True(published.ExitCode == 0, published.Output);
        }

        var app = Path.Combine(folder.FullName, "app");
        var entry = JsonSerializer.Deserialize<string[]>(EntryPoint().Match(dockerfile).Groups["command"].Value)!;
        var refused = await Commands.DotNet(app, [.. entry.Skip(1), "--Nap:Role", "Nonsense"]);
        Assert.Contains("Nap:Role is \"Nonsense\". Set it to All", refused.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(app, "Data", "az-nap-2022-2026.json")));
        foreach (var program in (string[])["NapGrains.Grains.dll", "NapGrains.Server.dll"])
        {
            // What interrupts deliveries is for tests alone.
            Assert.Equal(-1, (await File.ReadAllBytesAsync(Path.Combine(app, program), TestContext.Current.CancellationToken)).AsSpan().IndexOf("Failpoint"u8));
        }

        Assert.Contains("import", (await Commands.DotNet(app, "cli/nap.dll", "--help")).Output, StringComparison.Ordinal);
        Assert.Contains("\"System.Globalization.Invariant\": false", await File.ReadAllTextAsync(Path.Combine(app, "NapGrains.Server.runtimeconfig.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    /// <summary>What the image's build sees: the files that are kept in the repository, without the tests.</summary>
    private static async Task<string> Source(string folder)
    {
        var listed = await Commands.Git("ls-files", "--cached", "--others", "--exclude-standard");
        Assert.True(listed.ExitCode == 0, listed.Error);
        var source = Path.Combine(folder, "source");
        foreach (var file in listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => !file.StartsWith("tests/", StringComparison.Ordinal)))
        {
            var from = Path.Combine(Repository.Root, file);
            if (File.Exists(from))
            {
                var to = Path.Combine(source, file);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to);
            }
        }

        return source;
    }

    [GeneratedRegex(@"^RUN dotnet (?<arguments>publish .+)$", RegexOptions.Multiline)]
    private static partial Regex PublishCommands();

    [GeneratedRegex(@"^ENTRYPOINT (?<command>\[.+\])$", RegexOptions.Multiline)]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@"^ +- (?<file>/[^:\s]+\.conf):", RegexOptions.Multiline)]
    private static partial Regex MountedFiles();
}
