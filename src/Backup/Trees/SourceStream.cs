using System.Security.Cryptography;

namespace HomelabStorage.Backup.Trees;

/// <summary>
/// A file of the app as an archive wants it: of a length fixed beforehand, hashed as it is read. An app may go on writing: what grows is cut there,
/// what shrinks is filled with zeros and said to have shrunk.
/// </summary>
internal sealed class SourceStream(Stream inner, long length, IncrementalHash hash) : Stream
{
    private long _position;

    /// <summary>Told of every piece that was read.</summary>
    public Action<long>? Seen { get; init; }

    /// <summary>Whether the file ended before its length.</summary>
    public bool HasShrunk { get; private set; }

    /// <summary>Why the file could not be read to its end; empty when it could.</summary>
    public string Trouble { get; private set; } = string.Empty;

    public override bool CanRead => true;

    /// <summary>The archive asks for length and position only; it is read once, from front to back.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            if (value != _position)
            {
                throw new NotSupportedException();
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        if (wanted <= 0)
        {
            return 0;
        }

        var read = HasShrunk ? 0 : ReadOn(buffer[..wanted]);
        if (read == 0)
        {
            HasShrunk = true;
            buffer[..wanted].Clear();
            read = wanted;
        }

        hash.AppendData(buffer[..read]);
        _position += read;
        Seen?.Invoke(read);
        return read;
    }

    private int ReadOn(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (IOException trouble)
        {
            Trouble = trouble.Message;
            return 0;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
