using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>
/// A lock for file systems without any: a file that only one can create. Its owner writes it again all the time; it is taken over from an owner that is
/// known to have ended, or of which nothing was heard for minutes. Since that can be wrong, an owner looks again before it changes what cannot be undone.
/// </summary>
internal sealed class LockFile : IDisposable
{
    /// <summary>After so long without a sign an owner is taken for dead. Measured by the clock of the file system on both sides.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);
    private const int Tries = 5;
    private readonly string _path;
    private readonly LockOwner _me;
    private readonly FileStream _file;
    private readonly ITimer _beats;

    private LockFile(string path, LockOwner me)
    {
        (_path, _me) = (path, me);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
        Write();
        _beats = TimeProvider.System.CreateTimer(_ => Write(), null, Beat, Beat);
    }

    public static LockFile Take(string folder)
    {
        var path = Path.Combine(folder, Leftovers.Lock);
        var me = LockOwner.New();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                return new LockFile(path, me);
            }
            catch (IOException) when (File.Exists(path) || attempt < Tries - 1)
            {
                // Whoever had it may have ended since.
                if (File.Exists(path))
                {
                    TakeOver(path, me);
                }
            }
        }

        throw Refusal(path);
    }

    /// <summary>Throws when the lock is somebody else's.</summary>
    public void Check()
    {
        if (!string.Equals(Read(_path), _me.ToString(), StringComparison.Ordinal))
        {
            throw BackupException.Failed($"{_path}: another restore took over while this one was stopped or slow; it goes on, and this one ends");
        }
    }

    public void Dispose()
    {
        _beats.Dispose();
        _file.Dispose();
        if (string.Equals(Read(_path), _me.ToString(), StringComparison.Ordinal))
        {
            File.Delete(_path);
        }
    }

    /// <summary>Removes a lock whose owner is dead; it throws when that one may live.</summary>
    private static void TakeOver(string path, LockOwner me)
    {
        var found = Read(path);
        if (LockOwner.Read(found) is not { IsDead: true } && Age(path, me) < Patience)
        {
            throw Refusal(path);
        }

        // Somebody else may have done the same meanwhile: what was moved away must be what was found, or it is put back.
        var aside = $"{path}.{me.Token}";
        if (Native.Rename(path, aside) != 0)
        {
            return;
        }

        if (!string.Equals(Read(aside), found, StringComparison.Ordinal) && Native.Link(aside, path) == 0)
        {
            File.Delete(aside);
            throw Refusal(path);
        }

        File.Delete(aside);
    }

    /// <summary>How long nothing was heard of an owner, by the clock that stamps the files: a file of our own says what it is now.</summary>
    private static TimeSpan Age(string path, LockOwner me)
    {
        var probe = $"{path}.{me.Token}";
        File.WriteAllText(probe, me.ToString());
        var now = FileStatus.Find(probe);
        File.Delete(probe);
        return FileStatus.Find(path) is { } then && now is { } stamp ? TimeSpan.FromSeconds(stamp.Modified.Seconds - then.Modified.Seconds) : TimeSpan.Zero;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return string.Empty;
        }
    }

    private static BackupException Refusal(string path) => BackupException.Refused(
        $"{Path.GetDirectoryName(path)}: another restore is at work there ({Path.GetFileName(path)} says {LockOwner.Read(Read(path))?.Machine ?? "who"}); "
            + $"wait until it has ended; one that was killed on another machine counts as ended after {Patience.TotalMinutes:0} minutes");

    /// <summary>A sign of life. One that fails is no trouble: what counts is what is there when it is looked at.</summary>
    private void Write()
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, System.Text.Encoding.UTF8.GetBytes(_me.ToString()), 0);
        }
        catch (Exception trouble) when (trouble is IOException or ObjectDisposedException)
        {
            return;
        }
    }
}
