using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using GraphQL;
using NapGrains.Gateway.Security;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Execution;
using NapGrains.Gateway.Transport.Limits;

namespace NapGrains.Gateway.Transport.Sockets;

/// <summary>What every socket shares.</summary>
internal sealed record SocketServices(
    OperationRunner Runner,
    ResultWriter Results,
    BearerTokens Tokens,
    RevokedTokens Revoked,
    RateLimits Rates,
    Faults Faults,
    TransportOptions Options,
    TimeProvider Time);

/// <summary>One socket that speaks graphql-transport-ws, from its opening to its end.</summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    private readonly SocketServices _shared;
    private readonly IPAddress? _address;
    private readonly IServiceProvider _services;
    private readonly SocketReader _reader;
    private readonly SocketWriter _writer;
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RunningOperation> _running = new(StringComparer.Ordinal);
    private readonly HashSet<Task> _tasks = [];

    private ClaimsPrincipal _principal;
    private OperationScope? _scope;
    private TokenEnd? _tokenEnd;
    private ITimer? _initTimer;
    private bool _initReceived;
    private Task _closing = Task.CompletedTask;

    /// <summary>Takes over an accepted socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="principal">Who the handshake's header says it is; a token in <c>connection_init</c> replaces it.</param>
    /// <param name="address">From where it was opened.</param>
    /// <param name="services">Services for as long as the socket lives.</param>
    /// <param name="shared">What every socket shares.</param>
    public SocketConnection(WebSocket socket, ClaimsPrincipal principal, IPAddress? address, IServiceProvider services, SocketServices shared)
    {
        (_principal, _address, _services, _shared) = (principal, address, services, shared);
        _reader = new SocketReader(socket, shared.Options.MaxMessageBytes);
        _writer = new SocketWriter(socket, shared.Results, shared.Options, shared.Time);
    }

    /// <summary>Serves the socket until either side closes it.</summary>
    /// <param name="stopping">Signalled when the gateway stops.</param>
    public async Task Run(CancellationToken stopping)
    {
        _initTimer = _shared.Time.CreateTimer(
            _ => OnInitTimeout(), null, _shared.Options.InitTimeout, Timeout.InfiniteTimeSpan);
        await using var registration = stopping.Register(() => Close(CloseCodes.GoingAway, "Gateway is stopping"));
        try
        {
            while (await _reader.Read(CancellationToken.None) is var read and not SocketRead.Closed)
            {
                // After the close frame is sent, what still comes is read only to find the client's own.
                if (_writer.IsClosing) continue;
                if (read == SocketRead.TooBig) Close(CloseCodes.MessageTooBig, $"Messages have at most {_shared.Options.MaxMessageBytes} bytes");
                else if (read == SocketRead.NotText || SocketMessage.Read(_reader.Message) is not { } message) Close(CloseCodes.BadRequest, "Invalid message received");
                else await HandleUnlessClosing(message);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The connection broke, or was cut after a close the client did not answer.
        }
        catch (Exception exception)
        {
            _shared.Faults.ErrorFor(exception);
            Close(CloseCodes.InternalServerError, "Internal server error");
        }
        finally
        {
            _received.SetResult();
            await _ended.CancelAsync();
            Close(CloseCodes.Normal, "");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] tasks;
        lock (_lock) tasks = [.. _tasks];
        await Task.WhenAll(tasks);
        await _closing;
        if (_initTimer is not null) await _initTimer.DisposeAsync();
        if (_tokenEnd is not null) await _tokenEnd.DisposeAsync();
        _reader.Dispose();
        _writer.Dispose();
        _ended.Dispose();
    }

    private async Task HandleUnlessClosing(SocketMessage message)
    {
        try
        {
            await Handle(message);
        }
        catch (SlowReaderException)
        {
            Close(CloseCodes.TryAgainLater, "Slow reader");
        }
        catch (OperationCanceledException) when (_writer.IsClosing)
        {
            // The socket began to close meanwhile; go on reading for the client's close frame.
        }
    }

    private async Task Handle(SocketMessage message)
    {
        switch (message.Type)
        {
            case "connection_init":
                await Initialise(message);
                break;
            case "ping":
                await _writer.Pong(message.Payload, _ended.Token);
                break;
            case "pong":
                break;
            case "subscribe" when _scope is null:
                Close(CloseCodes.Unauthorized, "Unauthorized");
                break;
            case "subscribe" when message is { Id.Length: > 0 } && message.Request() is { } request:
                await Subscribe(message.Id!, request);
                break;
            case "complete" when message is { Id.Length: > 0 }:
                Stop(message.Id!);
                break;
            default:
                Close(CloseCodes.BadRequest, "Invalid message received");
                break;
        }
    }

    private async Task Initialise(SocketMessage message)
    {
        if (_initReceived)
        {
            Close(CloseCodes.TooManyInitialisationRequests, "Too many initialisation requests");
            return;
        }
        Volatile.Write(ref _initReceived, true);
        if (message.Token() is { } token)
        {
            if (await _shared.Tokens.Authenticate(token) is not { } principal)
            {
                Close(CloseCodes.Forbidden, "The bearer token is not valid or has expired");
                return;
            }
            _principal = principal;
        }
        var caller = Caller.From(_principal);
        _scope = new OperationScope(_principal, caller, _services);
        await _writer.Acknowledge(_ended.Token);
        _tokenEnd = new TokenEnd(caller, _shared.Revoked, _shared.Time);
        _tokenEnd.Ended.Register(() => Close(CloseCodes.Forbidden, "The bearer token has expired or is revoked"));
    }

    private void OnInitTimeout()
    {
        if (!Volatile.Read(ref _initReceived)) Close(CloseCodes.InitialisationTimeout, "Connection initialisation timeout");
    }

    private async Task Subscribe(string id, GraphQLRequest request)
    {
        await MakeRoom();
        RunningOperation? operation = null;
        lock (_lock)
        {
            if (_running.ContainsKey(id))
            {
                Close(CloseCodes.SubscriberAlreadyExists, $"Subscriber for {id} already exists");
                return;
            }
            if (_running.Count < _shared.Options.MaxSubscriptionsPerSocket)
            {
                operation = new RunningOperation(id, CancellationTokenSource.CreateLinkedTokenSource(_ended.Token));
                _running.Add(id, operation);
                _tasks.Add(Task.Run(() => Run(operation, request)));
            }
        }
        // Told before the next message is read: who asks too much has to read as well.
        if (operation is null) await _writer.Error(id, [RequestErrors.TooManySubscriptions(_shared.Options.MaxSubscriptionsPerSocket)], _ended.Token);
    }

    // What the client ended may take a while to end; starting and ending must not pile that up.
    private async Task MakeRoom()
    {
        while (true)
        {
            Task[] tasks;
            lock (_lock)
            {
                _tasks.RemoveWhere(task => task.IsCompleted);
                if (_tasks.Count < 2 * _shared.Options.MaxSubscriptionsPerSocket) return;
                tasks = [.. _tasks];
            }
            await Task.WhenAny(tasks).WaitAsync(_ended.Token);
        }
    }

    private void Stop(string id)
    {
        lock (_lock)
        {
            if (_running.Remove(id, out var operation)) _ = operation.Cancellation.CancelAsync();
        }
    }

    private async Task Run(RunningOperation operation, GraphQLRequest request)
    {
        var (id, source) = operation;
        var stopped = source.Token;
        try
        {
            _shared.Rates.Count(_scope!.Caller, _address);
            var outcome = await _shared.Runner.Run(_shared.Runner.Prepare(request), _scope, stopped);
            if (outcome.Result is { Executed: false, Errors: { Count: > 0 } errors })
            {
                await Refuse(operation, errors);
                return;
            }
            if (outcome.Result is { } result) await _writer.Next(id, result, stopped);
            else await foreach (var answer in outcome.Events!.WithCancellation(stopped)) await _writer.Next(id, answer, stopped);
            Forget(operation);
            await _writer.Complete(id, stopped);
        }
        catch (ExecutionError error)
        {
            await Refuse(operation, [error]);
        }
        catch (SlowReaderException)
        {
            Close(CloseCodes.TryAgainLater, "Slow reader: come back with the last cursor");
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The client ended the operation, or the socket is over.
        }
        catch (Exception exception)
        {
            await Refuse(operation, [_shared.Faults.ErrorFor(exception)]);
        }
        finally
        {
            // Not found any more, it cannot be stopped any more, and may go.
            Forget(operation);
            source.Dispose();
        }
    }

    private async Task Refuse(RunningOperation operation, IEnumerable<ExecutionError> errors)
    {
        try
        {
            // Free before the client knows, so that it may use the id at once.
            Forget(operation);
            await _writer.Error(operation.Id, errors, operation.Cancellation.Token);
        }
        catch (SlowReaderException)
        {
            Close(CloseCodes.TryAgainLater, "Slow reader");
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // No one to tell.
        }
    }

    private void Forget(RunningOperation operation)
    {
        lock (_lock)
        {
            // The id may be another operation's by now.
            if (_running.TryGetValue(operation.Id, out var current) && current == operation) _running.Remove(operation.Id);
        }
    }

    private void Close(int code, string reason)
    {
        lock (_lock)
        {
            if (_writer.IsClosing) return;
            _closing = Task.WhenAll(_writer.Close(code, reason, _received.Task), _ended.CancelAsync());
        }
    }

    private sealed record RunningOperation(string Id, CancellationTokenSource Cancellation);
}
