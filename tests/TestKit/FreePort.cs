using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace HomelabStorage.TestKit;

/// <summary>A port for a program that must be told one before it runs.</summary>
public static class FreePort
{
    // Below what Linux gives to outgoing connections (ip_local_port_range, 32768 and up): nobody else is handed one of these in the meantime.
    private const int First = 12000;
    private const int End = 32000;
    private static readonly ConcurrentDictionary<int, byte> Given = new();

    /// <summary>One that nobody listens on, and that this process has not given before.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (Given.TryAdd(port, 0) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
