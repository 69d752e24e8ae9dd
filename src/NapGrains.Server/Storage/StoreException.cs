namespace NapGrains.Server.Storage;

/// <summary>The store could not be read or written. Nothing of a failed write is kept; the message says what to do.</summary>
/// <param name="message">What failed, where, and what to do.</param>
/// <param name="cause">The driver's exception.</param>
[GenerateSerializer, Alias("store-failed")]
public sealed class StoreException(string message, Exception? cause = null) : OrleansException(message, cause!);
