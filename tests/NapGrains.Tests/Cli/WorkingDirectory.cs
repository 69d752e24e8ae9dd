using System.Security.Cryptography;

namespace NapGrains.Tests.Cli;

/// <summary>A directory of a test's own, which is also the data directory of a server that has started once.</summary>
internal sealed class WorkingDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nap-cli-").FullName;

    public byte[] Key { get; } = RandomNumberGenerator.GetBytes(64);

    public WorkingDirectory() => File.WriteAllText(this["signing.key"], Convert.ToBase64String(Key));

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
