namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Ends a subscription whose client reads slower than events come; it comes back with its cursor.</summary>
internal sealed class SlowReaderException() : Exception("The client reads slower than events come.");
