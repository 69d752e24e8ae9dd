using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Schema.Errors;
using NapGrains.Grains;
using NapGrains.Server.Clustering;
using Orleans.Serialization;
using Polly.Timeout;

namespace NapGrains.Tests.Api;

/// <summary>What a client is told of a call that failed on its way, and not by a rule.</summary>
public sealed class GrainFaultTests
{
    public static TheoryData<Exception> OnTheWay =>
    [
        new StorageUnavailableException("The store cannot write now."),
        new TimeoutException("Response did not arrive on time."),
        new OrleansException("The silo is gone."),
        new OperationCanceledException("Message expired before placement could complete."),
    ];

    [Theory]
    [MemberData(nameof(OnTheWay), DisableDiscoveryEnumeration = true)]
    public void A_call_that_failed_on_its_way_may_be_made_again(Exception failure) =>
        Assert.Equal("UNAVAILABLE", new GrainFaults().Translate(failure)?.Code);

    [Fact]
    public void A_silo_that_gave_up_tells_so_to_a_gateway()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Nap:DataDirectory"] = Path.GetTempPath() });
        builder.AddNapCluster(ClusterSettings.Read(builder.Configuration));
        using var services = builder.Services.BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var failure = new OrleansException("No silo could be asked.", new TimeoutRejectedException());

        var received = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(failure));

        Assert.IsType<OrleansException>(received);
        Assert.Equal("UNAVAILABLE", new GrainFaults().Translate(received)?.Code);
        Assert.Equal("No silo could be asked.", received.Message);
    }
}
