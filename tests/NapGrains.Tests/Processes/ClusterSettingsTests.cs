using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NapGrains.Server.Clustering;

namespace NapGrains.Tests.Processes;

/// <summary>What an operator says about a process's part in a cluster, and what is answered to what makes no sense.</summary>
public sealed class ClusterSettingsTests
{
    private static readonly (string, string)[] Postgres = [("Nap:Storage", "Postgres"), ("ConnectionStrings:Nap", "Host=db;Database=nap")];

    [Fact]
    public void Without_any_setting_a_process_does_everything_and_is_reached_from_its_own_machine_alone()
    {
        Assert.Equal(new ClusterSettings(ProcessRole.All, IPAddress.Loopback, 11111, 30000, TimeSpan.FromSeconds(2)), Read());
    }

    [Fact]
    public void A_silo_s_address_may_be_a_name()
    {
        var settings = Read([.. Postgres, ("Nap:Role", "silo"), ("Nap:AdvertisedAddress", "localhost"), ("Nap:SiloPort", "1"), ("Nap:GatewayPort", "65535"), ("Nap:DrainTime", "00:00:30")]);

        Assert.Equal(new ClusterSettings(ProcessRole.Silo, IPAddress.Loopback, 1, 65535, TimeSpan.FromSeconds(30)), settings);
    }

    [Fact]
    public void A_gateway_with_an_issuer_needs_no_key()
    {
        Assert.Equal(ProcessRole.Gateway, Read([.. Postgres, ("Nap:Role", "Gateway"), ("Nap:Auth:Authority", "https://issuer.example")]).Role);
    }

    [Theory]
    [InlineData("Nap:Role", "Node", "Nap:Role is \"Node\". Set it to All")]
    [InlineData("Nap:Role", "1", "Nap:Role is \"1\". Set it to All")]
    [InlineData("Nap:Role", "Gateway", "Nap:Auth:KeyFile is empty")]
    [InlineData("Nap:AdvertisedAddress", "no.such.name.invalid", "Nap:AdvertisedAddress is \"no.such.name.invalid\"")]
    [InlineData("Nap:SiloPort", "0", "Nap:SiloPort is \"0\"")]
    [InlineData("Nap:GatewayPort", "65536", "Nap:GatewayPort is \"65536\"")]
    [InlineData("Nap:SiloPort", "x", "Nap:SiloPort is \"x\"")]
    [InlineData("Nap:DrainTime", "-00:00:01", "Nap:DrainTime is \"-00:00:01\"")]
    [InlineData("Nap:DrainTime", "soon", "Nap:DrainTime is \"soon\"")]
    public void What_makes_no_sense_is_refused_with_what_to_write_instead(string setting, string value, string message)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read([.. Postgres, (setting, value)]));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public void Silos_and_gateways_need_the_database(string role)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("Nap:Role", role)));

        Assert.Contains("Nap:Storage is not Postgres", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_makes_no_key_of_its_own()
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var refused = Assert.Throws<OptionsValidationException>(() => Read([.. Postgres, ("Nap:Role", "Gateway"), ("Nap:Auth:KeyFile", missing)]));

        Assert.Contains($"{missing}, is not there", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }

    private static ClusterSettings Read(params (string Key, string Value)[] settings) => ClusterSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
