using System.Threading.Channels;

namespace HomelabStorage.Webhook.Files;

/// <summary>
/// Wakes whoever reads files when one of them may have changed: at an event in a folder that decides what a path leads to, and now and then without one,
/// since no network file system tells what others write.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    /// <summary>How often it wakes without having heard anything.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    /// <summary>How often it wakes where nothing can be heard: a folder that is missing, or a node whose processes have taken all its watches.</summary>
    public static readonly TimeSpan Unheard = TimeSpan.FromSeconds(5);

    /// <summary>How long it waits after the first event: whoever writes a file, or two that belong together, is not done with the first byte.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromMilliseconds(500);

    private readonly string[] _files;
    private readonly TimeProvider _time;
    private readonly ITimer _clock;

    /// <summary>Rung many times before it is heard, it is heard once.</summary>
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly List<FileSystemWatcher> _ears = [];

    public FileWatch(TimeProvider time, params string[] files)
    {
        (_files, _time) = (files, time);
        _clock = time.CreateTimer(_ => _bell.Writer.TryWrite(true), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks at once, and whenever the files may have changed. Goes on until it is stopped.</summary>
    public async Task Run(Action look, CancellationToken stop)
    {
        while (true)
        {
            // What is written from here on is heard; what was before is seen.
            _clock.Change(Listen() ? Recheck : Unheard, Timeout.InfiniteTimeSpan);
            look();
            await _bell.Reader.ReadAsync(stop);
            if (_ears.Count > 0)
            {
                await Task.Delay(Settles, _time, stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _clock.Dispose();
        Deafen();
    }

    /// <summary>Listens to the folders as they are now; false when it cannot.</summary>
    private bool Listen()
    {
        Deafen();
        try
        {
            foreach (var folder in _files.SelectMany(PathSteps.Of).GroupBy(step => step.Folder, step => step.Name, StringComparer.Ordinal))
            {
                Hear(folder.Key, folder);
            }

            return true;
        }
        catch (Exception deaf) when (deaf is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Deafen();
            return false;
        }
    }

    private void Hear(string folder, IEnumerable<string> names)
    {
        var ear = new FileSystemWatcher(folder);
        _ears.Add(ear);
        ear.NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Attributes;
        foreach (var name in names)
        {
            ear.Filters.Add(name);
        }

        void Ring() => _bell.Writer.TryWrite(true);
        ear.Changed += (_, _) => Ring();
        ear.Created += (_, _) => Ring();
        ear.Deleted += (_, _) => Ring();
        ear.Renamed += (_, _) => Ring();
        ear.Error += (_, _) => Ring();
        ear.EnableRaisingEvents = true;
    }

    private void Deafen()
    {
        foreach (var ear in _ears)
        {
            ear.Dispose();
        }

        _ears.Clear();
    }
}
