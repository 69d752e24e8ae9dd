namespace NapGrains.Gateway.Transport;

/// <summary>Limits and manners of the GraphQL endpoint, read from <c>Nap:GraphQL</c>.</summary>
public sealed class TransportOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Nap:GraphQL";

    /// <summary>Largest body of a request, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 100 * 1024;

    /// <summary>Largest body of a request of the secretariat or an administrator, in bytes: documents to import.</summary>
    public int MaxImportBodyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Slowest that a body may come, in bytes a second, once <see cref="SlowBodyGrace"/> is over; 0 for no such limit.</summary>
    public int MinBodyBytesPerSecond { get; set; } = 240;

    /// <summary>How long a body may come at any pace; more than a second.</summary>
    public TimeSpan SlowBodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request's or handshake's headers may take.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most tokens of a document, comments apart.</summary>
    public int MaxTokens { get; set; } = 2_000;

    /// <summary>Deepest nesting of fields; introspection has a limit of its own.</summary>
    public int MaxDepth { get; set; } = 15;

    /// <summary>Most aliases of an operation, fragments counted wherever they are spread.</summary>
    public int MaxAliases { get; set; } = 15;

    /// <summary>Most directives of an operation, fragments counted wherever they are spread.</summary>
    public int MaxDirectives { get; set; } = 50;

    /// <summary>Most directives in one place, such as a field.</summary>
    public int MaxDirectivesPerLocation { get; set; } = 4;

    /// <summary>How often an operation may ask for fields of one name, fragments counted wherever they are spread.</summary>
    public int MaxSameField { get; set; } = 100;

    /// <summary>Most fields at the root of a mutation.</summary>
    public int MaxMutationFields { get; set; } = 5;

    /// <summary>
    /// Most objects that the answer to an operation could have: lists count as often as the smaller of <c>first</c> and what is
    /// known of their length.
    /// </summary>
    public int MaxCost { get; set; } = 25_000;

    /// <summary>
    /// Requests and socket operations a second that each subject of a token may send on average; 0 for no limit. The default
    /// is above what one process answers, so that it stops runaways and not load tests.
    /// </summary>
    public int RequestsPerSecondPerSubject { get; set; } = 20_000;

    /// <summary>How many of a subject's requests may come at once.</summary>
    public int BurstPerSubject { get; set; } = 100_000;

    /// <summary>
    /// Requests, handshakes and socket operations without a valid token a second from each address (IPv6: each /64) on average;
    /// 0 for no limit. Behind a proxy the address is the proxy's unless forwarded headers are read, so that it is the rate of all.
    /// </summary>
    public int RequestsPerSecondPerAddress { get; set; } = 20_000;

    /// <summary>How many of an address' requests may come at once.</summary>
    public int BurstPerAddress { get; set; } = 100_000;

    /// <summary>Whether clients may ask for the schema; as a file it is public anyway.</summary>
    public bool Introspection { get; set; } = true;

    /// <summary>Whether errors suggest names that resemble an unknown one.</summary>
    public bool Suggestions { get; set; } = true;

    /// <summary>
    /// Documents that clients may name by <c>documentId</c> instead of sending their text: a JSON file of ids and texts, or a
    /// directory of <c>.graphql</c> files, whose ids are <c>sha256:</c> and the SHA-256 of their text in hexadecimal digits.
    /// </summary>
    public string? PersistedDocuments { get; set; }

    /// <summary>Whether documents that are sent as text are refused.</summary>
    public bool PersistedDocumentsOnly { get; set; }

    /// <summary>Longest execution of a query or mutation, and longest start of a subscription.</summary>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many parsed documents are kept for the next time.</summary>
    public int CachedDocuments { get; set; } = 1_000;

    /// <summary>How many characters the kept documents have together.</summary>
    public int CachedDocumentCharacters { get; set; } = 4_000_000;

    /// <summary>Largest message a client sends on a socket, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 64 * 1024;

    /// <summary>Most operations that run on one socket at a time.</summary>
    public int MaxSubscriptionsPerSocket { get; set; } = 20;

    /// <summary>How long a socket may take to send <c>connection_init</c>.</summary>
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Events that may wait for a client that reads slower than they come. A plan's events wait in its feed, so that what was
    /// imported at once, or is replayed after a cursor, may be longer.
    /// </summary>
    public int EventQueueLength { get; set; } = 256;

    /// <summary>How long a client may take over one of a plan's events, however many wait behind it.</summary>
    public TimeSpan SlowReaderGrace { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one message may wait for a client to read.</summary>
    public TimeSpan SlowReaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between comments that keep an idle event stream open, and between pings of an idle socket.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Origins of pages, such as <c>https://nap.example</c>, that may open a socket beside the gateway's own host. A client
    /// that sends no origin is no browser and is let in.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];
}
