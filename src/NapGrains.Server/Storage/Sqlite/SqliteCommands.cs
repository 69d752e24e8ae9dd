using Microsoft.Data.Sqlite;

namespace NapGrains.Server.Storage.Sqlite;

/// <summary>Short forms of what a connection is asked often.</summary>
internal static class SqliteCommands
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Prepares a statement with the parameters named.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }

        command.Prepare();
        return command;
    }

    public static SqliteCommand Set(this SqliteCommand command, string parameter, object? value)
    {
        command.Parameters[parameter].Value = value ?? DBNull.Value;
        return command;
    }
}
