namespace HomelabStorage.Policies.Vocabulary;

/// <summary>The first moment at which something that was found will be otherwise although nothing changes. Any number of threads may find something.</summary>
internal sealed class Expiry
{
    private long _ticks = DateTimeOffset.MaxValue.UtcTicks;

    /// <summary>The moment; the end of time where nothing that was found depends on one.</summary>
    public DateTimeOffset Moment => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Some time after a moment, which may be written as late as one can be.</summary>
    public static DateTimeOffset After(DateTimeOffset moment, TimeSpan time) =>
        time < DateTimeOffset.MaxValue - moment ? moment + time : DateTimeOffset.MaxValue;

    /// <summary>Something that was found ends at a moment.</summary>
    public void NoLaterThan(DateTimeOffset end)
    {
        var ticks = end.UtcTicks;
        for (var known = Interlocked.Read(ref _ticks); ticks < known;)
        {
            var found = Interlocked.CompareExchange(ref _ticks, ticks, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }
}
