using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace NapGrains.Cli.GraphQL;

/// <summary>Speaks GraphQL over HTTP with one server.</summary>
internal sealed class GraphQLConnection : IDisposable
{
    private const int MostAttempts = 6;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly Func<string?> _token;
    private readonly TimeProvider _time;
    private bool _reached;

    /// <param name="server">Base address; <c>/graphql</c> is added.</param>
    /// <param name="token">Gives the bearer token for the next request, or null.</param>
    /// <param name="time">Measures the waits between attempts.</param>
    public GraphQLConnection(Uri server, Func<string?> token, TimeProvider time)
    {
        _endpoint = new UriBuilder(server) { Path = $"{server.AbsolutePath.TrimEnd('/')}/graphql" }.Uri;
        _token = token;
        _time = time;
        // A proxy is of no use on the way to this machine. A redirect would carry the token elsewhere, so none is followed.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !server.IsLoopback, AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("nap", typeof(GraphQLConnection).Assembly.GetName().Version?.ToString(3)));
    }

    /// <summary>Sends a query or mutation, again for a while where the server asks for that.</summary>
    /// <exception cref="CommandFailedException">The server refused, or does not answer.</exception>
    public async Task<T> Send<T>(string document, object variables, CancellationToken cancellation)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TrySend<T>(new GraphQLRequest(document, variables), attempt < MostAttempts, cancellation);
            if (answer.Errors is not { Count: > 0 } errors)
                return answer.Data ?? throw NotGraphQL("an answer with neither data nor errors");
            if (attempt == MostAttempts || errors.FirstOrDefault(error => error.IsPassing) is not { } passing)
                throw ServerRefusal.From(errors);
            await Task.Delay(WaitAfter(passing, attempt), _time, cancellation);
        }
    }

    /// <summary>Opens a subscription as a stream of events.</summary>
    /// <returns>The response; its content is the stream, to be disposed of with it.</returns>
    /// <exception cref="HttpRequestException">The connection could not be made.</exception>
    /// <exception cref="CommandFailedException">The server answered with something else than a stream.</exception>
    public async Task<HttpResponseMessage> Subscribe(string document, object variables, CancellationToken cancellation)
    {
        using var request = Post(new GraphQLRequest(document, variables), "text/event-stream");
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream") return response;
        using (response)
        {
            var answer = await Read<object>(response, cancellation);
            throw answer.Errors is { Count: > 0 } errors ? ServerRefusal.From(errors) : NotGraphQL("no stream of events");
        }
    }

    /// <summary>How long to wait before the next attempt: what the server asks for, else twice as long each time.</summary>
    /// <param name="error">What the server said, or null where it said nothing.</param>
    /// <param name="attempt">Number of attempts so far, from 1.</param>
    public static TimeSpan WaitAfter(GraphQLError? error, int attempt)
    {
        var wait = error?.Extensions?.RetryAfterMs is { } asked and >= 0
            ? Math.Min(asked, LongestWait.TotalMilliseconds)
            : Math.Min(FirstWait.TotalMilliseconds * Math.Pow(2, attempt - 1), LongestWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(wait);
    }

    /// <summary>The failure of a server that cannot be reached.</summary>
    public CommandFailedException Unreachable(string reason) => new(
        ExitCode.Unavailable,
        $"Cannot reach {_endpoint}: {PlainText.OneLine(reason)}",
        "Is the server running, and is this its address? Name another one with --server or NAP_SERVER.");

    public void Dispose() => _http.Dispose();

    private async Task<GraphQLAnswer<T>> TrySend<T>(GraphQLRequest body, bool mayTryAgain, CancellationToken cancellation)
        where T : class
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var request = Post(body, "application/graphql-response+json");
            using var response = await _http.SendAsync(request, either.Token);
            _reached = true;
            return await Read<T>(response, either.Token);
        }
        catch (HttpRequestException lost) when (_reached && mayTryAgain)
        {
            // It answered before: a gateway that restarts, so what was begun is worth waiting for.
            return new(null, [new GraphQLError(lost.Message, new("UNAVAILABLE"))]);
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable.InnerException is SocketException socket ? socket.Message : unreachable.Message);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {AnswerTimeout.TotalSeconds} s.");
        }
    }

    private HttpRequestMessage Post(GraphQLRequest body, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = JsonContent.Create(body, options: GraphQLJson.Options),
        };
        request.Headers.Accept.ParseAdd(accept);
        if (_token() is { Length: > 0 } token) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return request;
    }

    private async Task<GraphQLAnswer<T>> Read<T>(HttpResponseMessage response, CancellationToken cancellation)
        where T : class
    {
        if (response.Content.Headers.ContentType?.MediaType is "application/graphql-response+json" or "application/json")
        {
            try
            {
                var answer = await response.Content.ReadFromJsonAsync<GraphQLAnswer<T>>(GraphQLJson.Options, cancellation);
                if (answer is { Data: not null } or { Errors.Count: > 0 }) return answer;
            }
            catch (JsonException)
            {
                throw NotGraphQL("JSON of another shape than was asked for");
            }
        }

        // Not the service itself but something before it, such as a proxy, or another program at this address.
        var code = response.StatusCode switch
        {
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => "UNAVAILABLE",
            HttpStatusCode.TooManyRequests => "RATE_LIMITED",
            HttpStatusCode.Unauthorized => "UNAUTHENTICATED",
            HttpStatusCode.Forbidden => "FORBIDDEN",
            HttpStatusCode.RequestEntityTooLarge => "BODY_TOO_LARGE",
            _ => throw NotGraphQL($"HTTP status {(int)response.StatusCode} and no GraphQL"),
        };
        var message = $"{_endpoint} answered with HTTP status {(int)response.StatusCode}.";
        return new(null, [new GraphQLError(message, new(code, response.Headers.RetryAfter?.Delta?.TotalMilliseconds))]);
    }

    private CommandFailedException NotGraphQL(string what) => new(
        ExitCode.Unavailable,
        $"{_endpoint} answered with {what}: is it the address of a NapGrains server? Name another one with --server or NAP_SERVER.");
}
