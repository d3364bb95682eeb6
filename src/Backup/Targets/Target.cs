using System.Security.Cryptography;

namespace HomelabStorage.Backup.Targets;

/// <summary>
/// A place that keeps objects by name. Names are relative, with slashes, and never used twice, except for what was found out about a backup. Trouble of
/// the place is a <see cref="BackupException"/> of kind target that says what, where and what to do; every implementation passes TargetContract.
/// </summary>
internal abstract class Target : IAsyncDisposable
{
    /// <summary>The limit on bytes a second, both ways; null for none.</summary>
    public Bandwidth? Bandwidth { get; set; }

    /// <summary>How messages name it; no credentials.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// Every object whose name begins with a prefix, in ordinal order. Unfinished uploads are not among them. A place that does not answer throws.
    /// </summary>
    public abstract Task<IReadOnlyList<StoredObject>> List(string prefix, CancellationToken stop);

    /// <summary>The bytes of an object, no faster than is allowed.</summary>
    public async Task<Stream> Open(string name, CancellationToken stop)
    {
        var content = await Fetch(name, stop);
        if (Bandwidth is not { } limit)
        {
            return content;
        }

        return new SlowStream(content, limit);
    }

    /// <summary>Removes an object; one that is gone already is no trouble.</summary>
    public abstract Task Delete(string name, CancellationToken stop);

    /// <summary>Removes what interrupted uploads under a prefix left behind before a moment; the names of what was removed.</summary>
    public abstract Task<IReadOnlyList<string>> Sweep(string prefix, DateTimeOffset before, CancellationToken stop);

    /// <summary>Writes an object, makes it durable, and reads it back: what the target does not return byte for byte is taken back and is an error.</summary>
    public Task<Receipt> Store(string name, Func<Stream, Task> write, CancellationToken stop) => Store(name, Existing.Stays, write, stop);

    /// <summary>The same, in the place of what was there before.</summary>
    public Task<Receipt> Replace(string name, Func<Stream, Task> write, CancellationToken stop) => Store(name, Existing.IsReplaced, write, stop);

    private async Task<Receipt> Store(string name, Existing existing, Func<Stream, Task> write, CancellationToken stop)
    {
        using var sent = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes;
        await using (var upload = await Begin(name, existing, stop))
        {
            await using var content = new HashingStream(upload.Content, sent, Bandwidth);
            await write(content);
            await content.FlushAsync(stop);
            bytes = content.Length;
            await upload.Commit(stop);
        }

        var hash = Convert.ToHexStringLower(sent.GetHashAndReset());
        var kept = await ReadBackOrTakeBack(name, stop);
        if (kept.Bytes != bytes || !string.Equals(kept.Sha256, hash, StringComparison.Ordinal))
        {
            await Delete(name, stop);
            throw BackupException.Target($"{Description} does not keep what it is given: {name} was {bytes} bytes with SHA-256 {hash[..12]}…, "
                + $"and {kept.Bytes} bytes with {kept.Sha256[..12]}… came back; it was removed again");
        }

        return new Receipt(name, bytes, hash);
    }

    /// <summary>The size and hash of an object as the target returns it.</summary>
    public async Task<Receipt> ReadBack(string name, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await Open(name, stop);
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0; bytes += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return new Receipt(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>What cannot be read back does not count either: it is removed, if the target still lets it.</summary>
    private async Task<Receipt> ReadBackOrTakeBack(string name, CancellationToken stop)
    {
        try
        {
            return await ReadBack(name, stop);
        }
        catch (BackupException unread)
        {
            try
            {
                await Delete(name, stop);
            }
            catch (BackupException unremoved)
            {
                throw BackupException.Target($"{unread.Message}; nor can it be removed: {unremoved.Message}", unread);
            }

            throw;
        }
    }

    /// <summary>Whether what is stored lands in a folder of this machine.</summary>
    public virtual bool LiesIn(string folder) => false;

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>The bytes of an object as fast as they come.</summary>
    protected abstract Task<Stream> Fetch(string name, CancellationToken stop);

    /// <summary>Begins an object.</summary>
    protected abstract Task<Upload> Begin(string name, Existing existing, CancellationToken stop);
}
