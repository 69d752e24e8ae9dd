using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NapGrains.Grains.Delivery;

namespace NapGrains.Tests.Storage;

/// <summary>A state as grains have them: records, immutable collections, an enum.</summary>
internal sealed record Note(
    string Text,
    ImmutableArray<NoteLine> Lines = default,
    ImmutableDictionary<NoteKind, int>? Counts = null,
    NoteKind Kind = NoteKind.Plain);

internal sealed record NoteLine(int Number, string Text);

internal enum NoteKind
{
    Plain,
    Urgent,
}

/// <summary>One activation's view of a row.</summary>
internal sealed class StoredNote : IGrainState<Row<Note>>
{
    private StoredNote()
    {
    }

    [AllowNull]
    public Row<Note> State { get; set; } = new();

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }

    public string? Text => State.State?.Text;

    public static GrainId Id(string key, string grainType = "note") => GrainId.Create(grainType, key);

    /// <summary>What an activation reads at its start.</summary>
    public static async Task<StoredNote> ReadAsync(OpenStorage storage, string key, string state = "note", string grainType = "note")
    {
        var row = new StoredNote();
        await storage.Grains.ReadStateAsync(state, Id(key, grainType), row);
        return row;
    }

    /// <summary>What an activation has that was never told about a row.</summary>
    public static StoredNote Unread() => new();

    public Task WriteAsync(OpenStorage storage, string key, string text, bool unsent = false, string state = "note", string grainType = "note") =>
        WriteAsync(storage, key, new Note(text), unsent, state, grainType);

    public Task WriteAsync(OpenStorage storage, string key, Note note, bool unsent = false, string state = "note", string grainType = "note")
    {
        State = new Row<Note> { Unsent = unsent, State = note };
        return storage.Grains.WriteStateAsync(state, Id(key, grainType), this);
    }

    public Task ClearAsync(OpenStorage storage, string key, string state = "note") => storage.Grains.ClearStateAsync(state, Id(key), this);
}
