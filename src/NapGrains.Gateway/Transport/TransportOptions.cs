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

    /// <summary>Deepest nesting of fields; introspection has a limit of its own.</summary>
    public int MaxDepth { get; set; } = 15;

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

    /// <summary>Events a subscription holds for a client that reads slower than they come.</summary>
    public int EventQueueLength { get; set; } = 256;

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
