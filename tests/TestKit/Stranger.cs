using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace HomelabStorage.TestKit;

/// <summary>Somebody who reaches the port, and stays.</summary>
public sealed class Stranger : IAsyncDisposable
{
    private const int MostAttempts = 10;

    private readonly TcpClient _client;
    private readonly Stream _stream;
    private readonly Task<string> _heard;
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Stranger(TcpClient client, Stream stream)
    {
        (_client, _stream) = (client, stream);
        _heard = Listen();
    }

    /// <summary>Whether the server has not closed the connection.</summary>
    public bool IsOpen => !_heard.IsCompleted;

    /// <summary>Whether the server has closed nothing and said nothing.</summary>
    public bool IsLeftAlone => IsOpen && !_first.Task.IsCompleted;

    /// <summary>What the server said first; nothing if it just closed the connection.</summary>
    public Task<string> First => _first.Task.WaitAsync(Eventually.Longest);

    /// <summary>What the server said until it closed the connection.</summary>
    public Task<string> Heard => _heard.WaitAsync(Eventually.Longest);

    /// <summary>Connects, shakes hands, and sends something. On a busy machine that may take longer than an impatient server waits; then again.</summary>
    public static async Task<Stranger> Connect(Uri server, string text = "")
    {
        for (var attempt = 1; ; attempt++)
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(server.Host, server.Port);
#pragma warning disable CA5359 // The server's certificate is made for this run and signed by nobody.
            var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
            try
            {
                await tls.AuthenticateAsClientAsync(server.Host);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                await tls.DisposeAsync();
                continue;
            }

            var stranger = new Stranger(client, tls);
            await stranger.Send(text);
            return stranger;
        }
    }

    /// <summary>Connects, and begins a handshake that it does not go on with.</summary>
    public static async Task<Stranger> HalfShake(Uri server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port);
        await client.GetStream().WriteAsync(new byte[] { 22, 3, 1, 2, 0, 1, 0 });
        return new Stranger(client, client.GetStream());
    }

    public async Task Send(string text)
    {
        if (text.Length > 0)
        {
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            await _stream.FlushAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _stream.DisposeAsync();
    }

    private async Task<string> Listen()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(buffer) is > 0 and var length)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, length));
                _first.TrySetResult(text.ToString());
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or SocketException)
        {
            // A connection that is cut ends what was heard.
        }

        _first.TrySetResult(string.Empty);
        return text.ToString();
    }
}
