using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Databases;

/// <summary>
/// Copies a database with what belongs to it where SQLite cannot open it read-only: closed cleanly in WAL mode, after a reboot, or with a hot
/// journal. It counts only with proof that nothing moved meanwhile. SQLite then recovers the copy, as the app would.
/// </summary>
internal static class CopyAside
{
    private const int Tries = 3;
    private static readonly string[] Parts = ["", "-wal", "-journal"];

    public static void Make(string source, string copy)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var before = Fingerprint(source);
            foreach (var part in Parts)
            {
                File.Delete(copy + part);
                if (FileStatus.Find(source + part) is not null)
                {
                    Bytes(source + part, copy + part);
                }
            }

            File.Delete(copy + "-shm");
            if (before.SequenceEqual(Fingerprint(source), StringComparer.Ordinal))
            {
                return;
            }
        }

        throw new IOException($"it changed during each of {Tries} copies, and SQLite cannot open it read-only; run the backup again, or mount "
            + "the app's data where the app runs");
    }

    /// <summary>
    /// Size, time and inode of each part, SQLite's change counters and the salts of its WAL; -shm only by being there: an app that starts makes one.
    /// </summary>
    private static List<string> Fingerprint(string source)
    {
        var prints = new List<string>();
        foreach (var part in (string[])[.. Parts, "-shm"])
        {
            if (FileStatus.Find(source + part) is not { } status)
            {
                prints.Add($"no {part}");
            }
            else if (string.Equals(part, "-shm", StringComparison.Ordinal))
            {
                prints.Add("a -shm");
            }
            else
            {
                prints.Add($"{part} {status.Size} {status.Modified} {status.Inode} {Head(source + part)}");
            }
        }

        return prints;
    }

    /// <summary>The first hundred bytes: of a database they hold the change counters, of a WAL and a journal the salts.</summary>
    private static string Head(string path)
    {
        Span<byte> bytes = stackalloc byte[DatabaseHeader.Length];
        using var file = AppFile.Open(path);
        return Convert.ToHexString(bytes[..RandomAccess.Read(file, bytes, 0)]);
    }

    private static void Bytes(string from, string to)
    {
        using var source = AppFile.Read(from);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        source.CopyTo(target, 1 << 20);
    }
}
