using HomelabStorage.Backup.Tests.Targets;

namespace HomelabStorage.Backup.Tests;

/// <summary>An app's data and a bucket of a server that fails on command: what it is asked is the moment at which a test lets something happen.</summary>
internal sealed class S3Home : IAsyncDisposable
{
    private S3Home(S3Stub server) => (Server, Home) = (server, new Home
    {
        TargetUrl = $"s3://backups/a?endpoint={server.Address}",
        Variable = v => v is "AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY" ? "x" : null,
    });

    public S3Stub Server { get; }

    public Home Home { get; }

    public static async Task<S3Home> Start() => new(await S3Stub.Start());

    /// <summary>Backs up and says the backup's name.</summary>
    public string Stored()
    {
        var answer = Home.Run("--strategy", "files");
        return answer.Exit == 0 ? answer.Outcome!.Archive! : throw new InvalidOperationException(answer.Error);
    }

    /// <summary>Takes a backup away, as somebody else's pruning does.</summary>
    public void Remove(string archive)
    {
        foreach (var key in Server.Objects.Keys.Where(k => k.Contains(archive, StringComparison.Ordinal)))
        {
            Server.Objects.TryRemove(key, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Home.Dispose();
        await Server.DisposeAsync();
    }
}
