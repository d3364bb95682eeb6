using System.Buffers;
using System.IO.Pipelines;

namespace HomelabStorage.Webhook.Admission;

/// <summary>The bytes of a request, in one piece, borrowed and given back.</summary>
internal sealed class RequestBody(byte[] rented, int length) : IDisposable
{
    /// <summary>Larger ones are rare, and a pool that keeps them for the next one keeps the memory of a pod.</summary>
    private const int LargestKept = 1024 * 1024;

    public Memory<byte> Bytes => rented.AsMemory(0, length);

    /// <summary>As much of an oversized body is read and thrown away, so that its sender gets to read why: one who is cut off sees a broken connection only.</summary>
    private const int MostThrownAway = 64 * 1024 * 1024;

    /// <summary>Reads a body to its end; null when it is longer than allowed. A body that claims no length is bounded all the same.</summary>
    public static ValueTask<RequestBody?> Read(PipeReader reader, long? claimed, int limit, CancellationToken stop) =>
        claimed is > 0 and var length && length <= limit ? Read(reader, (int)length, stop) : ReadUnclaimed(reader, limit, stop);

    /// <summary>Of a body whose length is known every part is put in its place as it comes, so that the server never holds it twice.</summary>
    private static async ValueTask<RequestBody?> Read(PipeReader reader, int length, CancellationToken stop)
    {
        var body = new RequestBody(Space(length), length);
        try
        {
            for (var read = 0; ;)
            {
                var result = await reader.ReadAsync(stop);
                result.Buffer.CopyTo(body.Bytes.Span[read..]);
                read += (int)result.Buffer.Length;
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static byte[] Space(int length) => length > LargestKept ? GC.AllocateUninitializedArray<byte>(length) : ArrayPool<byte>.Shared.Rent(length);

    private static async ValueTask<RequestBody?> ReadUnclaimed(PipeReader reader, int limit, CancellationToken stop)
    {
        while (true)
        {
            var result = await reader.ReadAsync(stop);
            var buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                await ThrowAway(reader, stop);
                return null;
            }

            if (result.IsCompleted)
            {
                var length = (int)buffer.Length;
                var rented = Space(length);
                buffer.CopyTo(rented);
                reader.AdvanceTo(buffer.End);
                return new RequestBody(rented, length);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async ValueTask ThrowAway(PipeReader reader, CancellationToken stop)
    {
        for (var thrown = 0L; thrown < MostThrownAway;)
        {
            var result = await reader.ReadAsync(stop);
            thrown += result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        if (length <= LargestKept)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
