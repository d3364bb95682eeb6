using System.Net;
using HomelabStorage.TestKit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>Requests over HTTP/2 whose bodies begin and do not go on.</summary>
internal sealed class SlowStreams(TestServer server) : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task<HttpResponseMessage>> _answers = [];

    public int StillOpen => _answers.Count(a => !a.IsCompleted);

    public async Task Begin(int connections, int perConnection, int length)
    {
        for (var connection = 0; connection < connections; connection++)
        {
            var client = server.Trusting();
            client.Timeout = Timeout.InfiniteTimeSpan;
            _clients.Add(client);
            for (var stream = 0; stream < perConnection; stream++)
            {
                var body = new UnfinishedContent(length);
                _answers.Add(client.SendAsync(
                    new HttpRequestMessage(HttpMethod.Post, new Uri("validate", UriKind.Relative))
                    {
                        Version = HttpVersion.Version20,
                        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                        Content = body,
                    },
                    _end.Token));
                await body.Begun;
            }
        }
    }

    public async Task<IReadOnlyList<HttpStatusCode>> Answers() =>
        [.. (await Task.WhenAll(_answers).WaitAsync(Eventually.Longest)).Select(a => a.StatusCode)];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_answers).ContinueWith(_ => { }, TaskScheduler.Default);
        _clients.ForEach(c => c.Dispose());
        _end.Dispose();
    }
}
