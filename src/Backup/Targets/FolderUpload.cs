using System.Globalization;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Targets;

/// <summary>A file that is written beside its name, made durable, and then renamed.</summary>
internal sealed class FolderUpload : Upload
{
    private readonly FolderTarget _target;
    private readonly string _path;
    private readonly Existing _existing;
    private readonly string _partial;
    private readonly FileStream _file;
    private bool _isCommitted;

    public FolderUpload(FolderTarget target, string path, Existing existing)
    {
        _target = target;
        _path = path;
        _existing = existing;
        var folder = Path.GetDirectoryName(path)!;
        FolderTarget.MakeFolder(folder);
        _partial = Path.Combine(
            folder,
            string.Create(CultureInfo.InvariantCulture, $"{FolderTarget.Partial}{Environment.MachineName}-{Environment.ProcessId}-{Path.GetFileName(path)}"));
        _file = new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.Read, 128 * 1024);
        Content = new GuardedStream(_file, target);
    }

    public override Stream Content { get; }

    /// <summary>Whether a partial file is of a process of this machine that no longer exists, so that nobody goes on writing it.</summary>
    public static bool IsOfDeadProcess(string name)
    {
        var mine = $"{FolderTarget.Partial}{Environment.MachineName}-";
        return name.StartsWith(mine, StringComparison.Ordinal)
            && int.TryParse(name[mine.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}"));
    }

    public override Task Commit(CancellationToken stop)
    {
        _ = _target.Guarded(() =>
        {
            _file.Flush(flushToDisk: true);

            // What is read back is to come from the disk or the server, and not from this machine's memory.
            _ = Native.Advise((int)_file.SafeFileHandle.DangerousGetHandle(), 0, 0, Native.Forget);
            _file.Dispose();
            _target.CheckMounted();
            if (_existing is Existing.Stays && File.Exists(_path))
            {
                throw new IOException($"{_path} is there already, and nothing is overwritten");
            }

            File.Move(_partial, _path, overwrite: _existing is Existing.IsReplaced);
            _isCommitted = true;
            Native.SyncFolder(Path.GetDirectoryName(_path)!);
            return _path;
        });
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        // Closing writes what is left, and on a full target fails; the file goes all the same, or the next run's sweep removes it.
        Quietly(() => _file.Dispose());
        if (!_isCommitted)
        {
            Quietly(() => File.Delete(_partial));
        }

        return ValueTask.CompletedTask;
    }

    private static void Quietly(Action work)
    {
        try
        {
            work();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
