using System.Net;
using System.Net.Sockets;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// What a Service does for the API server: one address in front of those servers that are ready, looked at a few times a second as the kubelet and
/// kube-proxy do. Connections that are open stay where they are.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<ServerProcess> _servers = [];
    private readonly Task _running;
    private List<ServerProcess> _ready = [];
    private int _next;

    public Balancer()
    {
        _listener.Start();
        _running = Task.WhenAll(Accept(), Probe());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Adds a server, which is ready.</summary>
    public void Add(ServerProcess server)
    {
        lock (_gate)
        {
            _servers.Add(server);
            _ready = [.. _ready, server];
        }
    }

    /// <summary>Takes a server out whatever it says.</summary>
    public void Remove(ServerProcess server)
    {
        lock (_gate)
        {
            _servers.Remove(server);
            _ready = [.. _ready.Where(s => s != server)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Probe()
    {
        while (!_stop.IsCancellationRequested)
        {
            ServerProcess[] servers;
            lock (_gate)
            {
                servers = [.. _servers];
            }

            var ready = new List<ServerProcess>();
            foreach (var server in servers)
            {
                if (await server.IsReady())
                {
                    ready.Add(server);
                }
            }

            lock (_gate)
            {
                _ready = [.. ready.Where(_servers.Contains)];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), _stop.Token);
        }
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Forward(client);
        }
    }

    private async Task Forward(TcpClient client)
    {
        using (client)
        {
            ServerProcess? server;
            lock (_gate)
            {
                server = _ready.Count == 0 ? null : _ready[_next++ % _ready.Count];
            }

            if (server is null)
            {
                return;
            }

            try
            {
                using var back = new TcpClient();
                await back.ConnectAsync(IPAddress.Loopback, server.Port, _stop.Token);
                await using var from = client.GetStream();
                await using var to = back.GetStream();
                await Task.WhenAny(from.CopyToAsync(to, _stop.Token), to.CopyToAsync(from, _stop.Token));
            }
            catch (Exception gone) when (gone is SocketException or IOException or OperationCanceledException)
            {
                // One of the two has gone, and so does the other.
            }
        }
    }
}
