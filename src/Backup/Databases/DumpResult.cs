using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Databases;

/// <summary>
/// What the database server's own container wrote beside its dumps once all were made and checked. Lines of words: engine NAME, version TEXT,
/// database FILE SHA256 NAME, roles FILE SHA256, and complete as the last.
/// </summary>
internal static class DumpResult
{
    public const string File = "homelab-storage-dump";

    /// <summary>Reads the result of a folder and checks every dump it names; what stands in the way throws.</summary>
    public static DumpFacts Read(string folder)
    {
        var path = Path.Combine(folder, File);
        if (FileStatus.Find(path) is not { Kind: FileKind.File })
        {
            throw BackupException.Refused($"{path}: there is none, so the database's own container has not dumped or not checked its databases; "
                + "its log says why (homelab-storage backup dump-script prints what it runs)");
        }

        var lines = Lines(path).Select(l => l.Split(' ', 4)).ToArray();
        var engine = Word(lines, "engine");
        if (engine is not ("postgresql" or "mariadb" or "mysql"))
        {
            throw BackupException.Refused($"{path}: engine '{engine}': only dumps of postgresql, mariadb and mysql can be checked; use the server's own "
                + "backup tool for others");
        }

        if (lines is not [.., ["complete"]])
        {
            throw BackupException.Refused($"{path}: its last line is not 'complete', so the dump was interrupted");
        }

        var files = lines.Where(l => l[0] is "database" or "roles").Select(l => Check(folder, engine, l)).ToArray();
        return files.Any(f => f.Database.Length > 0) && files.Any(f => f.Database.Length == 0)
            ? new DumpFacts(engine, Word(lines, "version"), files)
            : throw BackupException.Refused($"{path}: it names no {(files.Any(f => f.Database.Length > 0) ? "roles" : "database")}");
    }

    private static string[] Lines(string path)
    {
        using var text = new StreamReader(AppFile.Read(path));
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Word(string[][] lines, string key) =>
        lines.FirstOrDefault(l => l.Length > 1 && string.Equals(l[0], key, StringComparison.Ordinal)) is { } line ? string.Join(' ', line[1..]) : string.Empty;

    private static DumpFile Check(string folder, string engine, string[] line)
    {
        var (name, promised) = line.Length == (line[0] is "database" ? 4 : 3)
            ? (line[1], line[2])
            : throw BackupException.Refused($"{File}: '{string.Join(' ', line)}' is not understood");
        var path = Path.Combine(folder, name);
        if (name.Contains('/', StringComparison.Ordinal) || FileStatus.Find(path) is not { Kind: FileKind.File })
        {
            throw BackupException.Failed($"{path}: the dump that {File} names is not there");
        }

        using var content = AppFile.Read(path);
        var found = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!string.Equals(found, promised, StringComparison.Ordinal))
        {
            throw BackupException.Failed($"{path}: the dump changed after it was checked (SHA-256 {found[..12]}…, "
                + $"not {promised[..Math.Min(12, promised.Length)]}…)");
        }

        var isArchive = line.Length == 4 && engine is "postgresql";
        if (isArchive ? !Begins(content, "PGDMP"u8) : !EndsWithDone(content, engine))
        {
            throw BackupException.Failed(
                $"{path}: {(isArchive ? "it is not an archive of pg_dump -Fc" : "its last lines do not say that the dump is complete")}");
        }

        return new DumpFile(line.Length == 4 ? line[3] : string.Empty, name, content.Length, found, isArchive ? "pg_restore -l" : "completion line");
    }

    private static bool Begins(FileStream content, ReadOnlySpan<byte> magic)
    {
        Span<byte> head = stackalloc byte[magic.Length];
        return RandomAccess.Read(content.SafeFileHandle, head, 0) == magic.Length && head.SequenceEqual(magic);
    }

    /// <summary>pg_dumpall and mariadb-dump both end with a comment that says they finished.</summary>
    private static bool EndsWithDone(FileStream content, string engine)
    {
        Span<byte> tail = stackalloc byte[256];
        var text = Encoding.UTF8.GetString(tail[..RandomAccess.Read(content.SafeFileHandle, tail, Math.Max(0, content.Length - tail.Length))]);
        return text.Contains(engine is "postgresql" ? "PostgreSQL database cluster dump complete" : "-- Dump completed", StringComparison.Ordinal);
    }
}
