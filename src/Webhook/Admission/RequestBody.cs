using System.Buffers;
using System.IO.Pipelines;

namespace HomelabStorage.Webhook.Admission;

/// <summary>The bytes of a request, in one piece, borrowed and given back.</summary>
internal sealed class RequestBody(byte[] rented, int length) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => rented.AsMemory(0, length);

    /// <summary>Reads a body to its end; null when it is longer than allowed. A body that claims no length is bounded all the same.</summary>
    public static async ValueTask<RequestBody?> Read(PipeReader reader, int limit, CancellationToken stop)
    {
        while (true)
        {
            var result = await reader.ReadAsync(stop);
            var buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                return null;
            }

            if (result.IsCompleted)
            {
                var length = (int)buffer.Length;
                var rented = ArrayPool<byte>.Shared.Rent(length);
                buffer.CopyTo(rented);
                reader.AdvanceTo(buffer.End);
                return new RequestBody(rented, length);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
