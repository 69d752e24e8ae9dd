namespace NapGrains.Gateway.Transport.Execution;

/// <summary>Answers the events of one subscription: by itself, or together with whoever asks the same.</summary>
internal sealed class EventAnswers : IDisposable
{
    private readonly Func<object?, CancellationToken, Task<ReadOnlyMemory<byte>>> _alone;
    private readonly IPulledSource? _source;
    private readonly SharedAnswers.Group? _group;
    private readonly Func<object?, Task<ReadOnlyMemory<byte>>>? _forAll;

    /// <summary>Answers alone.</summary>
    public EventAnswers(Func<object?, CancellationToken, Task<ReadOnlyMemory<byte>>> alone) => _alone = alone;

    /// <summary>Answers events that can be told from one another together with the others of a group.</summary>
    public EventAnswers(
        Func<object?, CancellationToken, Task<ReadOnlyMemory<byte>>> alone,
        IPulledSource source,
        SharedAnswers.Group group,
        Func<object?, Task<ReadOnlyMemory<byte>>> forAll)
        : this(alone) => (_source, _group, _forAll) = (source, group, forAll);

    /// <summary>The answer to an event.</summary>
    public Task<ReadOnlyMemory<byte>> To(object? item, CancellationToken cancellation) => _source?.IdentityOf(item) is { } identity
        ? _group!.Get(identity, () => _forAll!(item)).WaitAsync(cancellation)
        : _alone(item, cancellation);

    public void Dispose() => _group?.Dispose();
}
