using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NapGrains.Server.Storage;
using NapGrains.Server.Storage.Postgres;

namespace NapGrains.Tests.Storage;

public sealed class StorageSettingsTests
{
    [Fact]
    public void Without_settings_rows_are_kept_in_the_users_local_application_data()
    {
        var settings = Read();

        Assert.Equal(StorageKind.Sqlite, settings.Kind);
        Assert.True(Path.IsPathFullyQualified(settings.DataDirectory));
        Assert.Equal("NapGrains", Path.GetFileName(settings.DataDirectory));
        Assert.Equal(TimeSpan.FromMinutes(1), settings.DatabaseWait);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.ClockTolerance);
    }

    [Fact]
    public void A_relative_data_directory_becomes_absolute() =>
        Assert.Equal(Path.GetFullPath("data"), Read(("Nap:DataDirectory", "data")).DataDirectory);

    [Theory]
    [InlineData("sqlite", StorageKind.Sqlite)]
    [InlineData("POSTGRES", StorageKind.Postgres)]
    public void Storage_is_chosen_by_name_in_any_case(string value, StorageKind kind) =>
        Assert.Equal(kind, Read(("Nap:Storage", value), ("ConnectionStrings:Nap", "Host=db")).Kind);

    [Theory]
    [InlineData("Redis", "Host=db", "00:01:00", "Set it to Sqlite")]
    [InlineData("1", "Host=db", "00:01:00", "Set it to Sqlite")]
    [InlineData("Postgres", "", "00:01:00", "ConnectionStrings:Nap is empty")]
    [InlineData("Postgres", "Username=nap", "00:01:00", "names no Host")]
    [InlineData("Postgres", "Host=db", "soon", "Nap:DatabaseWait is \"soon\"")]
    [InlineData("Postgres", "Host=db", "-00:00:01", "Nap:DatabaseWait")]
    public void A_wrong_setting_is_refused_with_what_to_write(string storage, string connection, string wait, string message)
    {
        var refusal = Assert.Throws<OptionsValidationException>(
            () => Read(("Nap:Storage", storage), ("ConnectionStrings:Nap", connection), ("Nap:DatabaseWait", wait)));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=secret;half")]
    [InlineData("Host=db;Password=abc;secret=1")]
    [InlineData("Host=db;Port=secret")]
    [InlineData("secret")]
    public void A_malformed_connection_string_is_not_repeated_in_the_message(string connection)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(("Nap:Storage", "Postgres"), ("ConnectionStrings:Nap", connection)));

        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_are_prepared_unless_the_operator_says_otherwise()
    {
        Assert.Contains("Max Auto Prepare=32", PostgresConnection.Complete("Host=db"), StringComparison.Ordinal);
        Assert.DoesNotContain("Max Auto Prepare=32", PostgresConnection.Complete("Host=db;Max Auto Prepare=0"), StringComparison.Ordinal);
        Assert.Contains("Max Auto Prepare=5", PostgresConnection.Complete("Host=db;MaxAutoPrepare=5"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_is_described_without_its_password() =>
        Assert.Equal("db:5433, database nap, user u", PostgresConnection.Describe("Host=db;Port=5433;Database=nap;Username=u;Password=secret"));

    private static StorageSettings Read(params (string Key, string? Value)[] settings) =>
        StorageSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build());
}
