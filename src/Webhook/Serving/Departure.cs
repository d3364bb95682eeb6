using System.Runtime.InteropServices;

namespace HomelabStorage.Webhook.Serving;

/// <summary>
/// Leaves without losing a request. At SIGTERM readiness fails at once, but the server goes on for a while: the API server keeps connections open, and
/// the endpoints of a Service are taken out a moment later. Then it stops taking connections and ends what it has begun. A second signal hurries.
/// </summary>
internal sealed class Departure(Readiness readiness, TimeSpan drain, IHostApplicationLifetime application, TimeProvider time) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _asked;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _ = Leave();
            }));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Leaves; asked again, at once.</summary>
    public async Task Leave()
    {
        readiness.Leave();
        if (Interlocked.Increment(ref _asked) == 1)
        {
            await Task.Delay(drain, time);
        }

        application.StopApplication();
    }

    public void Dispose() => _signals.ForEach(s => s.Dispose());
}
