using NapGrains.Tests.Postgres;
using NapGrains.Tests.Processes;

[assembly: AssemblyFixture(typeof(SeededStores))]

namespace NapGrains.Tests.Processes;

/// <summary>What a first start leaves in each store, made once, when a test first asks for it, and copied for each.</summary>
public sealed class SeededStores : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("napgrains-seeded-");
    private readonly Lock _lock = new();
    private Task<string>? _sqlite;
    private Task<(string Directory, string Database)>? _postgres;

    /// <summary>A data directory with the register data.</summary>
    public Task<string> Sqlite()
    {
        lock (_lock)
        {
            return _sqlite ??= Seed("sqlite", null);
        }
    }

    /// <summary>A data directory with the signing key, and a database with the register data.</summary>
    public Task<(string Directory, string Database)> Postgres(PostgresServer server)
    {
        lock (_lock)
        {
            return _postgres ??= SeedPostgres(server);
        }
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

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(string Directory, string Database)> SeedPostgres(PostgresServer postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        return (await Seed("postgres", database), database);
    }

    private async Task<string> Seed(string name, string? database)
    {
        var directory = _folder.CreateSubdirectory(name).FullName;
        await using var server = await NapProcess.Start(directory, database);
        await server.Terminate();
        return directory;
    }
}
