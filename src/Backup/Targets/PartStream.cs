namespace HomelabStorage.Backup.Targets;

/// <summary>Gathers what is written into parts, and passes a part on when more comes than it holds; the last one stays for <see cref="Rest"/>.</summary>
internal sealed class PartStream(Func<MemoryStream, CancellationToken, Task> send) : Stream
{
    /// <summary>The size of a part: S3 takes none below 5 MiB but the last, and 10,000 at most, so that 80 GB fit.</summary>
    public const int Size = 8 << 20;

    private byte[] _part = new byte[64 << 10];
    private int _filled;
    private long _bytes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _bytes;

    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    /// <summary>What was not passed on.</summary>
    public MemoryStream Rest() => new(_part, 0, _filled, writable: false);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == Size)
            {
                using var part = Rest();
                await send(part, cancellationToken);
                _filled = 0;
            }

            var taken = Take(buffer.Span);
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
        // A part goes when it is full, and the last one when the object is committed.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, Size - _filled);
        if (_filled + taken > _part.Length)
        {
            Array.Resize(ref _part, Math.Min(Size, Math.Max(_part.Length * 2, _filled + taken)));
        }

        bytes[..taken].CopyTo(_part.AsSpan(_filled));
        _filled += taken;
        _bytes += taken;
        return taken;
    }
}
