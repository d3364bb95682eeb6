using System.Runtime.InteropServices;

namespace HomelabStorage.Backup.Commands;

/// <summary>
/// SIGTERM, as a pod gets it before it is killed, and Ctrl+C: what is at work ends orderly, says so and takes its working files along. A second one
/// ends it at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _wish;
    private readonly PosixSignalRegistration[] _signals;

    public Interruption(CancellationToken stop)
    {
        _wish = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Wish), PosixSignalRegistration.Create(PosixSignal.SIGINT, Wish)];
    }

    public CancellationToken Token => _wish.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _wish.Dispose();
    }

    private void Wish(PosixSignalContext signal)
    {
        signal.Cancel = !_wish.IsCancellationRequested;
        _wish.Cancel();
    }
}
