namespace NapGrains.Server.Storage;

/// <summary>Where the state of grains is kept.</summary>
public enum StorageKind
{
    /// <summary>One file in a data directory, for one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, 15 or newer, for a cluster.</summary>
    Postgres,
}
