using System.Runtime.CompilerServices;
using System.Text.Json;
using NapGrains.Cli.GraphQL;

namespace NapGrains.Cli.Watch;

/// <summary>A plan's events over server-sent events, resumed after the last one whenever the stream is cut.</summary>
internal sealed class PlanFeed(GraphQLConnection server, Terminal terminal)
{
    /// <summary>Reads events until the server says that there are no more.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="after">Cursor of the event before the first one to read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CommandFailedException">The server refused, or cannot be reached at the first attempt.</exception>
    public async IAsyncEnumerable<PlanEvent> ReadAfter(string plan, string after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var cursor = after;
        var connected = false;
        for (var attempt = 1; ; attempt++)
        {
            await using var stream = new Attempt(server, terminal.Time, connected);
            while (await stream.Next(plan, cursor, cancellation) is { } planEvent)
            {
                (cursor, attempt) = (planEvent.Cursor, 0);
                yield return planEvent;
            }
            if (stream.IsComplete) yield break;

            connected = true;
            var wait = GraphQLConnection.WaitAfter(stream.Passing, Math.Max(attempt, 1));
            terminal.Error.WriteLine($"The stream was cut ({PlainText.OneLine(stream.CutBy)}); resuming after {PlainText.OneLine(cursor)}.");
            await Task.Delay(wait, terminal.Time, cancellation);
        }
    }

    /// <summary>One stream, from its request to its end.</summary>
    /// <param name="server">The server.</param>
    /// <param name="time">Measures silence.</param>
    /// <param name="mayFail">Whether a connection that cannot be made is worth another attempt.</param>
    private sealed class Attempt(GraphQLConnection server, TimeProvider time, bool mayFail) : IAsyncDisposable
    {
        private HttpResponseMessage? _response;
        private IAsyncEnumerator<ServerSentEvent>? _events;

        /// <summary>True where the server said that nothing follows.</summary>
        public bool IsComplete { get; private set; }

        /// <summary>The error that ended the stream and will pass, or null.</summary>
        public GraphQLError? Passing { get; private set; }

        /// <summary>Why the stream ended.</summary>
        public string CutBy { get; private set; } = "it ended";

        /// <summary>The next event, or null at the stream's end.</summary>
        public async Task<PlanEvent?> Next(string plan, string after, CancellationToken cancellation)
        {
            try
            {
                _events ??= await Open(plan, after, cancellation);
                while (await _events.MoveNextAsync())
                {
                    if (_events.Current.Name == "complete")
                    {
                        IsComplete = true;
                        return null;
                    }
                    if (_events.Current.Name == "next") return Parse(_events.Current.Data);
                }
                return null;
            }
            catch (HttpRequestException unreachable) when (!mayFail && _events is null)
            {
                throw server.Unreachable(unreachable.Message);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException)
            {
                CutBy = lost.Message;
                return null;
            }
            catch (CommandFailedException unavailable) when (mayFail && unavailable.ExitCode == ExitCode.Unavailable)
            {
                CutBy = unavailable.Lines[0];
                return null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            _response?.Dispose();
            if (_events is not null) await _events.DisposeAsync();
        }

        private async Task<IAsyncEnumerator<ServerSentEvent>> Open(string plan, string after, CancellationToken cancellation)
        {
            _response = await server.Subscribe(PlanEventData.Subscription, new { plan, after }, cancellation);
            var stream = await _response.Content.ReadAsStreamAsync(cancellation);
            return EventStreamReader.Read(stream, time, cancellation).GetAsyncEnumerator(cancellation);
        }

        private PlanEvent? Parse(string data)
        {
            GraphQLAnswer<PlanEventData>? answer;
            try
            {
                answer = JsonSerializer.Deserialize<GraphQLAnswer<PlanEventData>>(data, GraphQLJson.Options);
            }
            catch (JsonException)
            {
                throw new CommandFailedException(ExitCode.Unavailable, "The stream holds something else than plan events.");
            }
            if (answer?.Errors is not { Count: > 0 } errors) return answer?.Data?.PlanEvents;
            Passing = errors.FirstOrDefault(error => error.IsPassing) ?? throw ServerRefusal.From(errors);
            CutBy = Passing.Message ?? Passing.Code;
            return null;
        }
    }
}
