using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HomelabStorage.TestKit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>
/// OpenStack Swift with its S3 interface, out of Debian: an S3 server that nobody here wrote. One disk, five processes, all on the loopback
/// interface.
/// </summary>
internal sealed class SwiftServer : IAsyncDisposable
{
    /// <summary>The account's user and its key, as S3 credentials.</summary>
    public const string Key = "house:backup";
    public const string Secret = "correct-horse";

    // Swift keeps what it knows about a file in extended attributes, which not every memory file system has.
    private readonly string _folder = Directory.CreateDirectory($"/var/tmp/homelab-storage-swift-{Guid.NewGuid():N}").FullName;
    private readonly List<Process> _programs = [];
    private readonly int[] _ports = [.. Enumerable.Range(0, 5).Select(_ => FreePort.Next())];

    private SwiftServer()
    {
    }

    public string Address => $"http://127.0.0.1:{_ports[0]}";

    public static async Task<SwiftServer> Start(CancellationToken stop)
    {
        var server = new SwiftServer();
        try
        {
            await server.Begin(stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(CancellationToken.None);
            program.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task Begin(CancellationToken stop)
    {
        Directory.CreateDirectory(In("disks/d"));
        Write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = home\nswift_hash_path_prefix = home\n");
        Run("memcached", "-u", "nobody", "-l", "127.0.0.1", "-p", $"{_ports[1]}");
        foreach (var (kind, port) in (ReadOnlySpan<(string, int)>)[("account", _ports[2]), ("container", _ports[3]), ("object", _ports[4])])
        {
            Programs.Shell($"""
                cd {_folder}
                swift-ring-builder {kind}.builder create 0 1 1 >/dev/null
                swift-ring-builder {kind}.builder add r1z1-127.0.0.1:{port}/d 1 >/dev/null
                swift-ring-builder {kind}.builder rebalance >/dev/null
                """);
            Write(
                $"{kind}.conf",
                $"{Defaults(port)}devices = {In("disks")}\nmount_check = false\n[pipeline:main]\npipeline "
                    + $"= {kind}-server\n[app:{kind}-server]\nuse = egg:swift#{kind}\n");
            Run($"swift-{kind}-server", In($"{kind}.conf"));
        }

        string[] others = ["catch_errors", "gatekeeper", "listing_formats", "bulk", "copy", "dlo", "slo", "symlink"];
        Write("proxy.conf", $"""
            {Defaults(_ports[0])}
            [pipeline:main]
            pipeline = catch_errors gatekeeper cache listing_formats bulk s3api tempauth copy dlo slo versioned_writes symlink proxy-server
            [app:proxy-server]
            use = egg:swift#proxy
            account_autocreate = true
            [filter:s3api]
            use = egg:swift#s3api
            [filter:tempauth]
            use = egg:swift#tempauth
            user_{Key.Replace(':', '_')} = {Secret} .admin
            [filter:versioned_writes]
            use = egg:swift#versioned_writes
            allow_object_versioning = true
            [filter:cache]
            use = egg:swift#memcache
            memcache_servers = 127.0.0.1:{_ports[1]}
            {string.Concat(others.Select(f => $"[filter:{f}]\nuse = egg:swift#{f}\n"))}
            """);
        Run("swift-proxy-server", In("proxy.conf"));
        await Eventually.Holds("Swift listens", () => _programs.TrueForAll(MustRun) && Array.TrueForAll(_ports, IsOpen), stop);
    }

    private string Defaults(int port) =>
        $"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nworkers = 0\nswift_dir = {_folder}\nuser = root\nlog_level = WARNING\n";

    private string In(string name) => Path.Combine(_folder, name);

    private bool MustRun(Process program) => !program.HasExited ? true : throw new InvalidOperationException($"a server ended: {File.ReadAllText(In("log"))}");

    private void Write(string name, string text) => File.WriteAllText(In(name), text);

    private void Run(string program, params string[] arguments) =>
        _programs.Add(Programs.Start("bash", ["-c", $"exec \"$@\" >>{In("log")} 2>&1", "bash", program, .. arguments]));

    public static bool IsOpen(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
