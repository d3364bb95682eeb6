using System.Globalization;

namespace HomelabStorage.Audit;

/// <summary>Says how far the reading is, on a terminal, once it takes longer than a second.</summary>
internal sealed class Progress : IDisposable
{
    private readonly Terminal _terminal;
    private readonly Timer? _timer;
    private int _done;

    public Progress(Terminal terminal, int total, string what)
    {
        _terminal = terminal;
        if (terminal.ShowsProgress)
        {
            _timer = new Timer(
                _ => terminal.Error.Obeyed(string.Create(CultureInfo.InvariantCulture, $"\rread {Volatile.Read(ref _done)} of {total} {what}\u001b[K")),
                null,
                1000,
                200);
        }
    }

    public void Step() => Interlocked.Increment(ref _done);

    public void Dispose()
    {
        if (_timer is not null)
        {
            _timer.Dispose();
            _terminal.Error.Obeyed("\r\u001b[K");
        }
    }
}
