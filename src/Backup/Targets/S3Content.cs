using Amazon.S3.Model;

namespace HomelabStorage.Backup.Targets;

/// <summary>The bytes of an object as they come: a server that stops in the middle, or says nothing for long, is the target's trouble.</summary>
internal sealed class S3Content(GetObjectResponse answer, TimeSpan silence, Func<Exception, BackupException> trouble) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => answer.ContentLength;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(silence);
        try
        {
            var read = await answer.ResponseStream.ReadAsync(buffer, patience.Token);
            _read += read;
            return read == 0 && buffer.Length > 0 && _read < answer.ContentLength
                ? throw new IOException($"the answer ended after {_read} of {answer.ContentLength} bytes")
                : read;
        }
        catch (Exception failed) when (S3Trouble.IsOfServer(failed, cancellationToken))
        {
            throw trouble(failed);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer.Dispose();
        }

        base.Dispose(disposing);
    }
}
