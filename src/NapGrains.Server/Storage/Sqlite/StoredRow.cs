namespace NapGrains.Server.Storage.Sqlite;

/// <summary>What is stored of a row.</summary>
/// <param name="Version">Rises by one with each write; never falls, since a cleared row stays as an empty one.</param>
/// <param name="Payload">JSON; null when cleared.</param>
internal sealed record StoredRow(long Version, byte[]? Payload);
