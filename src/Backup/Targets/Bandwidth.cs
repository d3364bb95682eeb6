namespace HomelabStorage.Backup.Targets;

/// <summary>A limit on bytes a second, so that a backup leaves room on a slow line. What was not used in a pause is not made up for.</summary>
internal sealed class Bandwidth(long bytesPerSecond, TimeProvider time)
{
    /// <summary>A timer is late by as much.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    private readonly long _began = time.GetTimestamp();
    private TimeSpan _free;

    /// <summary>Waits until so many bytes have had their time.</summary>
    public async ValueTask Spend(int bytes, CancellationToken stop)
    {
        var now = time.GetElapsedTime(_began);
        _free = (_free > now - Slack ? _free : now - Slack) + TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
        if (_free - now > TimeSpan.FromMilliseconds(5))
        {
            await Task.Delay(_free - now, time, stop);
        }
    }
}
