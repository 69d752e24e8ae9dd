namespace NapGrains.Server.Storage.Sqlite;

/// <summary>Identity of a row, compared to the letter. The grain's class is no part of it, so state names are unique per class.</summary>
internal readonly record struct RowId(string State, string Key);
