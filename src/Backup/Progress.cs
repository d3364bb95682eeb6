namespace HomelabStorage.Backup;

/// <summary>Says on a terminal how far it is, once it takes longer than a second.</summary>
internal sealed class Progress : IDisposable
{
    private readonly Action<string>? _show;
    private readonly ITimer? _timer;
    private long _done;

    public Progress(Surroundings surroundings, string verb, long total)
    {
        if (surroundings.Progress is { } show)
        {
            _show = show;
            _timer = surroundings.Time.CreateTimer(
                _ => show($"\r{verb} {ByteSize.Spell(Interlocked.Read(ref _done))} of {ByteSize.Spell(total)}\u001b[K"),
                null,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromMilliseconds(200));
        }
    }

    public void Add(long bytes) => Interlocked.Add(ref _done, bytes);

    public void Dispose()
    {
        if (_timer is not null)
        {
            _timer.Dispose();
            _show!("\r\u001b[K");
        }
    }
}
