using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.Measures;

namespace NapGrains.Tests.Pages;

/// <summary>Tests of pages share one server and run one after another, so that none changes the plan while another reads it.</summary>
[CollectionDefinition(Name)]
public sealed class PagesCollection : ICollectionFixture<PagesServer>
{
    public const string Name = "pages";
}

/// <summary>The whole server with the shipped register data, in the test's process.</summary>
public sealed class PagesServer : IAsyncLifetime
{
    public const string Plan = "az-nap-2022-2026";

    private readonly string _directory = Directory.CreateTempSubdirectory("napgrains-pages-").FullName;
    private readonly WebApplicationFactory<Program> _server;

    public PagesServer()
    {
        _server = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("Nap:DataDirectory", _directory)
            .UseSetting("Nap:SiloPort", FreePort())
            .UseSetting("Nap:GatewayPort", FreePort()));
    }

    public HttpClient Http { get; private set; } = null!;

    private IGrainFactory Grains => _server.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        Http = _server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        while ((await Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public Task<HttpResponseMessage> Get(string address) => Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>A page that is there, as its HTML.</summary>
    public async Task<string> Page(string address)
    {
        using var response = await Get(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<string> PlanPage(string rest = "") => Page($"/plans/{Plan}{rest}");

    /// <summary>Does something to a measure; ends when the pages show it.</summary>
    public async Task Change(string measure, Func<IMeasureGrain, Task> change)
    {
        var grain = Grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(Plan, measure));
        await change(grain);
        await Shown(grain);
    }

    /// <summary>Does something to an agency's part of a measure; ends when the pages show it.</summary>
    public async Task Change(string measure, string agency, Func<IAssignmentGrain, Task> change)
    {
        var grain = Grains.GetGrain<IAssignmentGrain>(GrainKeys.Assignment(Plan, measure, agency));
        await change(grain);
        await grain.Flush();
        await Shown(Grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(Plan, measure)));
    }

    private async Task Shown(IMeasureGrain changed)
    {
        await changed.Flush();
        var position = await Grains.GetGrain<IFeedGrain>(GrainKeys.Feed(Plan)).Head();
        var follower = await _server.Services.GetRequiredService<PlanViews>().Follow(Plan);
        await follower!.At(position, TestContext.Current.CancellationToken);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
