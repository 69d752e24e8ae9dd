using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace NapGrains.Grains.Delivery;

/// <summary>A row beside a grain's own: segments of a feed, superseded revisions. Only one grain writes it.</summary>
/// <param name="stateName">Name of the state, unique per kind of row.</param>
/// <param name="id">Whose row it is.</param>
/// <param name="storage">The store.</param>
internal sealed class GrainRow<T>(string stateName, GrainId id, IGrainStorage storage)
    where T : class
{
    private readonly GrainState<Row<T>> _state = new(new Row<T>());

    /// <summary>A row with a key of its own.</summary>
    public GrainRow(string stateName, string key, IGrainStorage storage)
        : this(stateName, GrainId.Create(stateName, key), storage)
    {
    }

    /// <summary>What was read or written last.</summary>
    public T? Value => _state.State?.State;

    public static IGrainStorage Storage(IServiceProvider services) =>
        services.GetRequiredKeyedService<IGrainStorage>(NapStorage.Name);

    public async Task<T?> Read()
    {
        await storage.ReadStateAsync(stateName, id, _state);
        _state.State ??= new Row<T>();
        return Value;
    }

    public async Task Write(T value)
    {
        var before = _state.State;
        _state.State = new Row<T> { State = value };
        try
        {
            await storage.WriteStateAsync(stateName, id, _state);
        }
        catch
        {
            _state.State = before;
            throw;
        }
    }

    /// <summary>Writes a row that never changes; where it is there already, it stays.</summary>
    public async Task WriteOnce(T value)
    {
        try
        {
            await Write(value);
        }
        catch (InconsistentStateException)
        {
            // Written before: by this call's earlier attempt, which failed after this step.
        }
    }
}
