using System.Buffers;
using System.IO.Pipelines;

namespace HomelabStorage.Cluster.Watching;

/// <summary>A body as lines.</summary>
internal static class Lines
{
    /// <summary>Twice the largest object the API server takes.</summary>
    private const int Longest = 8 * 1024 * 1024;

    /// <summary>Each line as it comes. Ends when the body ends; a last line without an end is half an event and left out.</summary>
    /// <exception cref="TimeoutException">No line came for as long as <paramref name="silence"/>.</exception>
    /// <exception cref="InvalidDataException">A line is longer than any event can be.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Of(
        Stream body,
        TimeSpan silence,
        TimeProvider time,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 32 * 1024));
        try
        {
            while (true)
            {
                var read = await Read(pipe, silence, time, stop);
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end);
                    if (!line.IsEmpty)
                    {
                        yield return line.IsSingleSegment ? line.First : line.ToArray();
                    }

                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (read.IsCompleted)
                {
                    yield break;
                }

                if (buffer.Length > Longest)
                {
                    throw new InvalidDataException($"an event of more than {Longest} bytes");
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static async ValueTask<ReadResult> Read(PipeReader pipe, TimeSpan silence, TimeProvider time, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await pipe.ReadAsync(either.Token);
        }
        catch (OperationCanceledException waited) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {silence.TotalSeconds:0} s", waited);
        }
    }
}
