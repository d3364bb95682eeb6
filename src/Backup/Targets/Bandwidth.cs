namespace HomelabStorage.Backup.Targets;

/// <summary>A limit on bytes a second, so that a backup leaves room on a slow line.</summary>
internal sealed class Bandwidth(long bytesPerSecond, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private long _bytes;

    /// <summary>Waits until so many bytes more may have gone.</summary>
    public async ValueTask Spend(int bytes, CancellationToken stop)
    {
        _bytes += bytes;
        var due = TimeSpan.FromSeconds((double)_bytes / bytesPerSecond) - time.GetElapsedTime(_began);
        if (due > TimeSpan.FromMilliseconds(5))
        {
            await Task.Delay(due, time, stop);
        }
    }
}
