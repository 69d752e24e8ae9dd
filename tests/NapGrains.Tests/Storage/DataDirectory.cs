namespace NapGrains.Tests.Storage;

/// <summary>A data directory of one test, removed with it.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "nap-data-" + System.IO.Path.GetRandomFileName());

    public string Database => System.IO.Path.Combine(Path, "nap.db");

    public Dictionary<string, string?> Settings => new() { ["Nap:Storage"] = "Sqlite", ["Nap:DataDirectory"] = Path };

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
