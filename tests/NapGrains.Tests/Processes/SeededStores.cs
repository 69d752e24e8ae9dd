using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>What a first start leaves in each store, made once and copied for each crash.</summary>
public sealed class SeededStores : IDisposable
{
    private readonly List<DirectoryInfo> _directories = [];
    private string? _sqlite;
    private (string Directory, string Database)? _postgres;

    /// <summary>A data directory with the register data.</summary>
    public async Task<string> Sqlite() => _sqlite ??= await Seed(null);

    /// <summary>A data directory with the signing key, and a database with the register data.</summary>
    public async Task<(string Directory, string Database)> Postgres(PostgresServer server)
    {
        if (_postgres is null)
        {
            var database = await server.CreateDatabaseAsync();
            _postgres = (await Seed(database), database);
        }

        return _postgres.Value;
    }

    /// <summary>A copy to write to.</summary>
    public static string Copy(string directory)
    {
        var copy = Directory.CreateTempSubdirectory("napgrains-copy-").FullName;
        foreach (var file in Directory.GetFiles(directory))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => _directories.ForEach(directory => directory.Delete(recursive: true));

    private async Task<string> Seed(string? database)
    {
        var directory = Directory.CreateTempSubdirectory("napgrains-seeded-");
        _directories.Add(directory);
        await using var server = await NapProcess.Start(directory.FullName, database);
        await server.Terminate();
        return directory.FullName;
    }
}
