using System.Runtime.InteropServices;

namespace HomelabStorage.Backup.Commands;

/// <summary>
/// SIGTERM, as a pod gets it before it is killed, and Ctrl+C: what is at work ends orderly, says so and takes its working files along. A second one
/// ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _wish;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    public Interruption(CancellationToken stop)
    {
        _wish = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Wish);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Wish);
    }

    public CancellationToken Token => _wish.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _wish.Dispose();
    }

    private void Wish(PosixSignalContext signal)
    {
        signal.Cancel = !_wish.IsCancellationRequested;
        _wish.Cancel();
    }
}
