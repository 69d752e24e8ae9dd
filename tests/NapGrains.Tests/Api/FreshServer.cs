namespace NapGrains.Tests.Api;

/// <summary>A fresh start for the tests of one class, which may write to it: each test keeps to a measure of its own.</summary>
public sealed class FreshServer : IAsyncLifetime
{
    public NapApplication Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await NapApplication.Start();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
