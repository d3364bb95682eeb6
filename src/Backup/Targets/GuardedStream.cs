namespace HomelabStorage.Backup.Targets;

/// <summary>Turns trouble with writing a target's file (no space left, stale handle) into the target's trouble.</summary>
internal sealed class GuardedStream(FileStream inner, FolderTarget target) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override void Flush() => _ = target.Guarded(() =>
    {
        inner.Flush();
        return 0;
    });

    public override void Write(byte[] buffer, int offset, int count) => _ = target.Guarded(() =>
    {
        inner.Write(buffer, offset, count);
        return 0;
    });

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _ = target.Guarded(() =>
        {
            inner.Write(buffer.Span);
            return 0;
        });
        return ValueTask.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
