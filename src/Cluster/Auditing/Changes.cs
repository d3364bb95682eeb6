namespace HomelabStorage.Cluster.Auditing;

/// <summary>Tells when there is something new to be looked at: once nothing has changed for a while, or after the longest time that one may wait.</summary>
internal sealed class Changes(TimeSpan quiet, TimeSpan longest, TimeProvider time)
{
    private AuditSource? _done;
    private AuditSource? _seen;
    private long _first;
    private long _last;

    /// <summary>Whether what there is now has not been looked at, and may be.</summary>
    public bool ArePending(AuditSource current)
    {
        var now = time.GetTimestamp();
        if (!current.IsSame(_seen))
        {
            (_first, _last, _seen) = (_seen is null || _seen.IsSame(_done) ? now : _first, now, current);
        }

        return !current.IsSame(_done)
            && (_done is null || time.GetElapsedTime(_last, now) >= quiet || time.GetElapsedTime(_first, now) >= longest);
    }

    /// <summary>Something has been looked at.</summary>
    public void Done(AuditSource source) => _done = source;
}
