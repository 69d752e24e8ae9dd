namespace NapGrains.Gateway.Transport.Execution;

/// <summary>
/// Answers to live events, each made and written once for all subscribers that ask the same with the same rights. Subscribers
/// share answers and nothing else: each reads the feed by itself, so that joining, lagging and leaving concern nobody else.
/// </summary>
internal sealed class SharedAnswers
{
    /// <summary>Answers that are kept for those who come to the event a little later; who comes after that makes its own.</summary>
    private const int KeptAnswers = 64;

    private const int KeptBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<SharedQuestion, Answers> _groups = [];

    /// <summary>How many different questions are asked now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _groups.Count;
        }
    }

    /// <summary>Joins those who ask the same.</summary>
    public Group Join(SharedQuestion question)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue(question, out var answers)) _groups.Add(question, answers = new Answers());
            answers.Members++;
            return new Group(this, question, answers);
        }
    }

    /// <summary>One subscriber among those who ask the same; left by disposing it.</summary>
    internal sealed class Group(SharedAnswers all, SharedQuestion question, Answers answers) : IDisposable
    {
        /// <summary>The answer to an event.</summary>
        /// <param name="identity">What tells the event from all others.</param>
        /// <param name="make">Makes the answer, if nobody has.</param>
        public Task<ReadOnlyMemory<byte>> Get(object identity, Func<Task<ReadOnlyMemory<byte>>> make) => answers.Get(identity, make);

        public void Dispose()
        {
            lock (all._lock)
            {
                if (--answers.Members == 0) all._groups.Remove(question);
            }
        }
    }

    internal sealed class Answers
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<object, Task<ReadOnlyMemory<byte>>> _byEvent = [];
        private readonly Queue<object> _order = new();
        private long _bytes;

        /// <summary>How many subscribers ask; under the lock of all groups.</summary>
        public int Members { get; set; }

        public Task<ReadOnlyMemory<byte>> Get(object identity, Func<Task<ReadOnlyMemory<byte>>> make)
        {
            TaskCompletionSource<ReadOnlyMemory<byte>> answer;
            lock (_lock)
            {
                if (_byEvent.TryGetValue(identity, out var known)) return known;
                answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _byEvent.Add(identity, answer.Task);
                _order.Enqueue(identity);
            }
            _ = Make(identity, make, answer);
            return answer.Task;
        }

        private async Task Make(object identity, Func<Task<ReadOnlyMemory<byte>>> make, TaskCompletionSource<ReadOnlyMemory<byte>> answer)
        {
            try
            {
                var bytes = await make();
                lock (_lock)
                {
                    _bytes += bytes.Length;
                    while (_order.Count > KeptAnswers || (_bytes > KeptBytes && _order.Count > 1)) Drop(_order.Dequeue());
                }
                answer.SetResult(bytes);
            }
            catch (Exception exception)
            {
                // Whoever asks next tries again.
                lock (_lock) _byEvent.Remove(identity);
                answer.SetException(exception);
            }
        }

        private void Drop(object identity)
        {
            if (_byEvent.Remove(identity, out var answer) && answer.IsCompletedSuccessfully) _bytes -= answer.Result.Length;
        }
    }
}
