using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging.Abstractions;
using NapGrains.Server.Clustering;
using Orleans.Networking.Shared;

namespace NapGrains.Tests.Processes;

/// <summary>What silos and gateways are connected by.</summary>
public sealed class ClusterSocketsTests : IDisposable
{
    private readonly ClusterSockets _sockets = new(NullLoggerFactory.Instance);

    public void Dispose() => _sockets.Dispose();

    [Fact]
    public async Task Both_ends_carry_bytes_and_give_up_what_is_not_acknowledged_for_ten_seconds_also_when_they_are_quiet()
    {
        await using var listener = await _sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);
        await using var one = await _sockets.ConnectAsync(listener.EndPoint, TestContext.Current.CancellationToken);
        await using var other = await listener.AcceptAsync(TestContext.Current.CancellationToken);

        await one.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes("report"), TestContext.Current.CancellationToken);
        var read = await other!.Transport.Input.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("report", Encoding.ASCII.GetString(read.Buffer));

        foreach (var socket in new[] { one, other }.Select(end => end.Features.Get<IConnectionSocketFeature>()!.Socket))
        {
            Assert.Equal(10_000, UserTimeout(socket));
            Assert.Equal(1, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
            Assert.Equal(5, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
            Assert.Equal(2, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval));
        }
    }

    [Fact]
    public async Task Where_nobody_listens_the_failure_is_one_that_Orleans_knows()
    {
        var listener = await _sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);
        var endpoint = listener.EndPoint;
        await listener.DisposeAsync();

        var failure = await Assert.ThrowsAsync<SocketConnectionException>(async () => await _sockets.ConnectAsync(endpoint, TestContext.Current.CancellationToken));
        Assert.Contains(endpoint.ToString()!, failure.Message, StringComparison.Ordinal);
    }

    private static int UserTimeout(Socket socket)
    {
        var value = new byte[sizeof(int)];
        socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, 18, value);
        return BitConverter.ToInt32(value);
    }
}
