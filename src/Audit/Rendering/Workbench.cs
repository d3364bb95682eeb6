using System.Runtime.InteropServices;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The temporary folder of a run, in which everything lies that rendering needs. It goes when the run ends, also when it is interrupted.</summary>
internal sealed class Workbench : IDisposable
{
    private const int MostTries = 100;

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("homelab-storage-");
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _over = new();
    private readonly PosixSignalRegistration[] _signals;
    private bool _isOver;

    /// <summary>Makes one.</summary>
    public Workbench() =>
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, _ => Clear()))];

    /// <summary>Rung before the folder goes: whoever still writes into it has to end then.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>A new folder in it.</summary>
    public DirectoryInfo NewFolder()
    {
        lock (_gate)
        {
            return _isOver ? throw new IOException("the run was interrupted") : _home.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        Clear();
        _over.Dispose();
    }

    private void Clear()
    {
        _over.Cancel();
        lock (_gate)
        {
            _isOver = true;
            for (var tries = 0; tries < MostTries && Directory.Exists(_home.FullName); tries++)
            {
                try
                {
                    _home.Delete(recursive: true);
                }
                catch (IOException)
                {
                    // Somebody has put something into it since it was looked at: again.
                }
            }
        }
    }
}
