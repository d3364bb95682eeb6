namespace HomelabStorage.Backup.Targets;

/// <summary>An object on its way. Nobody sees it before it is committed; disposed without that, it leaves nothing behind.</summary>
internal abstract class Upload : IAsyncDisposable
{
    /// <summary>Takes the bytes, written from front to back.</summary>
    public abstract Stream Content { get; }

    /// <summary>Makes the object durable and visible under its name.</summary>
    public abstract Task Commit(CancellationToken stop);

    /// <summary>Takes back what was not committed.</summary>
    public abstract ValueTask DisposeAsync();
}
