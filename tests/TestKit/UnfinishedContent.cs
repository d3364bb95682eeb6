using System.Net;
using System.Net.Http.Headers;

namespace HomelabStorage.TestKit;

/// <summary>A body that begins, and ends only with its request.</summary>
public sealed class UnfinishedContent : HttpContent
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _length;

    public UnfinishedContent(int length)
    {
        _length = length;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Its beginning is on its way.</summary>
    public Task Begun => _begun.Task;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(new byte[_length], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _begun.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
