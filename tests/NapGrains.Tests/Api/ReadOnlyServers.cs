using NapGrains.Tests.Api;
using NapGrains.Tests.Documents;

[assembly: AssemblyFixture(typeof(ReadOnlyServers))]

namespace NapGrains.Tests.Api;

/// <summary>Servers that many tests read from and none writes to, each started when it is first asked for.</summary>
public sealed class ReadOnlyServers : IAsyncDisposable
{
    private readonly Lazy<Task<NapApplication>> _seeded = new(() => NapApplication.Start());
    private readonly Lazy<Task<NapApplication>> _imported = new(async () =>
    {
        var document = OfficialDocument.Text;
        var application = await NapApplication.Start();
        await application.Secretariat.Import(document);
        return application;
    });

    /// <summary>A fresh start: the shipped register data.</summary>
    public Task<NapApplication> Seeded => _seeded.Value;

    /// <summary>A fresh start into which the official report of 2022 was imported.</summary>
    public Task<NapApplication> Imported => _imported.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (Lazy<Task<NapApplication>>[])[_seeded, _imported])
        {
            if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                await (await server.Value).DisposeAsync();
            }
        }
    }
}
