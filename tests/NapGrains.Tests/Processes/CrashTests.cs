using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using NapGrains.Tests.Api;
using NapGrains.Tests.Postgres;

namespace NapGrains.Tests.Processes;

/// <summary>A server that is killed while it does something in many steps, on both stores: all of it happens, or nothing.</summary>
public abstract class CrashTests(SeededStores seeded, PostgresServer postgres)
{
    protected const string OperationId = "the-operation";

    /// <summary>How much of it is done when the server is killed; less than nothing: the request is not answered yet.</summary>
    public static TheoryData<double> Moments => new() { -1, 0, 0.2, 0.7, 1 };

    protected static string GlobalId => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"operation:{NapApplication.Plan}/{OperationId}"));

    /// <summary>On both at once, for a server on PostgreSQL waits long until its predecessor is known to be dead.</summary>
    protected Task OnBothStores(double moment, Func<double, string, string?, Task> crash) => Task.WhenAll(OnSqlite(moment, crash), OnPostgres(moment, crash));

    /// <summary>Kills the server at the moment, whether it has answered or not.</summary>
    protected static async Task Kill(NapProcess server, double moment, Task<JsonElement> sending)
    {
        await Reached(moment, server, sending);
        await server.Kill();
        try
        {
            await sending;
        }
        catch (HttpRequestException)
        {
            // Killed before it answered: whether the operation is stored shows afterwards.
        }
    }

    /// <summary>Whether the operation is stored; one that was answered has to be.</summary>
    protected static async Task<bool> Survived(NapProcess server, double moment)
    {
        var operation = await Operation(server);
        TestContext.Current.TestOutputHelper?.WriteLine($"after the crash: {operation}");
        var survived = operation.ValueKind != JsonValueKind.Null;
        Assert.True(survived || moment < 0, "An operation that was answered is gone.");
        return survived;
    }

    private async Task OnSqlite(double moment, Func<double, string, string?, Task> crash)
    {
        var directory = SeededStores.Copy(await seeded.Sqlite());
        await crash(moment, directory, null);
        Directory.Delete(directory, recursive: true);
    }

    private async Task OnPostgres(double moment, Func<double, string, string?, Task> crash)
    {
        var (held, database) = await seeded.Postgres(postgres);
        var directory = SeededStores.Copy(held);
        await crash(moment, directory, await postgres.CopyDatabaseAsync(database));
        Directory.Delete(directory, recursive: true);
    }

    private static Task<JsonElement> Operation(NapProcess server) =>
        server.Anonymous.AskOne("query($id: ID!) { operation(id: $id) { state stepsDone stepsTotal } }", new { id = GlobalId });

    private static async Task Reached(double moment, NapProcess server, Task<JsonElement> sending)
    {
        if (moment < 0)
        {
            // The request is under way; an answer to another one shows that the server is at it.
            await server.Anonymous.AskOne("{ viewer { roles } }");
            return;
        }

        Assert.Empty((await sending).Errors());
        await Eventually.Holds($"{moment:P0} are done", async () =>
            await Operation(server) is var operation && operation.Number("stepsDone") >= moment * operation.Number("stepsTotal"));
    }
}
