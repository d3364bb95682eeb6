using HomelabStorage.Webhook.Observability;
using Microsoft.AspNetCore.Connections;

namespace HomelabStorage.Webhook.Connections;

/// <summary>
/// The open connections. A new one is never refused, neither for its number nor for its address, which in many clusters is that of the node for everybody,
/// the API server too. Where there are too many, the one of least worth is closed, and of those the one that has been still longest.
/// </summary>
internal sealed class OpenConnections(int most, Refusals refusals, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<OpenConnection> _open = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Goes along with a connection from its beginning, before the handshake, to its end.</summary>
    public async Task Follow(ConnectionContext connection, ConnectionDelegate next)
    {
        var open = new OpenConnection(connection, time);
        connection.Features.Set(open);
        Enter(open);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(open);
        }
    }

    private void Enter(OpenConnection open)
    {
        OpenConnection? least = null;
        lock (_lock)
        {
            if (_open.Count >= most)
            {
                least = _open.MinBy(o => (o.Worth, o.Since));
                _open.Remove(least!);
            }

            _open.Add(open);
        }

        if (least is not null)
        {
            refusals.Connection();
            least.Close();
        }
    }

    private void Leave(OpenConnection open)
    {
        lock (_lock)
        {
            _open.Remove(open);
        }
    }
}
