using System.Runtime.CompilerServices;
using System.Text;

namespace NapGrains.Cli.GraphQL;

/// <summary>One server-sent event.</summary>
internal readonly record struct ServerSentEvent(string Name, string Data);

/// <summary>Reads server-sent events, and notices when the stream has gone silent.</summary>
internal static class EventStreamReader
{
    /// <summary>The server writes a comment every 15 s; after three missed ones the connection is dead, whatever TCP thinks.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(50);

    /// <summary>Reads events until the stream ends.</summary>
    /// <exception cref="IOException">The connection was lost, or is silent.</exception>
    public static async IAsyncEnumerable<ServerSentEvent> Read(Stream stream, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var name = "";
        var data = new StringBuilder();
        while (await ReadLine(reader, time, cancellation) is { } line)
        {
            if (line.Length == 0)
            {
                if (name.Length > 0 || data.Length > 0) yield return new(name, data.ToString());
                name = "";
                data.Clear();
            }
            else if (line.StartsWith("event:", StringComparison.Ordinal)) name = line["event:".Length..].Trim();
            else if (line.StartsWith("data:", StringComparison.Ordinal)) data.Append(line.AsSpan("data:".Length).Trim());
        }
    }

    private static async Task<string?> ReadLine(StreamReader reader, TimeProvider time, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(LongestSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            return await reader.ReadLineAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"nothing was heard for {LongestSilence.TotalSeconds} s");
        }
    }
}
