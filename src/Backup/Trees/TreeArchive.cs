using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Trees;

/// <summary>A tar being written: an entry goes into the archive and, as a line, into the manifest's list.</summary>
internal sealed class TreeArchive(TarWriter tar, TextWriter list, Progress progress)
{
    private readonly Dictionary<(ulong Device, ulong Inode), string> _linked = [];

    private readonly List<Remark> _warnings = [];

    /// <summary>What of an entry no tar can hold.</summary>
    public IReadOnlyList<Remark> Warnings => _warnings;

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>The first path of a file that has several names, once it is archived; nothing for all others.</summary>
    public string LinkedTo(FileStatus status) => status.Links > 1 && _linked.TryGetValue((status.Device, status.Inode), out var first) ? first : string.Empty;

    /// <summary>Archives a folder, even when it is gone by now: what lies in it is in the archive, and cannot be restored without it.</summary>
    public async Task WriteFolder(TreeEntry entry, string source, CancellationToken stop)
    {
        Dictionary<string, string> attributes = [];
        IOException? trouble = null;
        try
        {
            attributes = Attributes(source);
        }
        catch (IOException unreadable)
        {
            trouble = unreadable;
        }

        await Write(Entry(TarEntryType.Directory, entry, string.Empty, attributes), Facts(entry, "folder"), stop);
        if (trouble is not null)
        {
            throw new IOException(trouble.Message, trouble);
        }
    }

    public Task WriteLink(TreeEntry entry, string source, CancellationToken stop)
    {
        Name(entry);
        var points = new FileInfo(source).LinkTarget ?? throw new IOException($"{source}: the link is gone");
        return points.Contains('\ufffd', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(points) != entry.Status.Size
            ? throw new IOException("what it points at is not UTF-8, so it cannot be archived; rename that, and make the link again")
            : Write(Entry(TarEntryType.SymbolicLink, entry, points, Attributes(source)), Facts(entry, "symlink") with { Link = points }, stop);
    }

    public Task WriteHardLink(TreeEntry entry, string source, string first, CancellationToken stop) =>
        Write(Entry(TarEntryType.HardLink, entry, first, Attributes(source)), Facts(entry, "hardlink") with { Link = first }, stop);

    /// <summary>Archives content under an entry's name; its hash, and whether it ended early.</summary>
    public async Task<WrittenFile> WriteFile(TreeEntry entry, string source, Stream content, long length, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var hashed = new SourceStream(content, length, hash) { Seen = progress.Add };
        var written = Entry(TarEntryType.RegularFile, entry, string.Empty, Attributes(source));
        written.DataStream = hashed;
        await tar.WriteEntryAsync(written, stop);
        Name(entry);
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        await List(Facts(entry, "file") with { Bytes = length, Sha256 = sha256, Sparse = entry.Status.IsSparse });
        Files++;
        Bytes += length;
        return new WrittenFile(sha256, hashed.HasShrunk, hashed.Trouble);
    }

    /// <summary>Remembers the first of several names.</summary>
    private void Name(TreeEntry entry)
    {
        if (entry.Status.Links > 1)
        {
            _linked.TryAdd((entry.Status.Device, entry.Status.Inode), entry.Path);
        }
    }

    private static FileFacts Facts(TreeEntry entry, string type) =>
        new(entry.Path, type, string.Create(CultureInfo.InvariantCulture, $"{entry.Status.Modified.Seconds}.{entry.Status.Modified.Nanoseconds:000000000}"));

    private static Dictionary<string, string> Attributes(string source) => ExtendedAttributes.Of(source).ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// An entry as every tar reads it. Pax records end with a line break and .NET reads none that holds one, so that such a name goes as GNU tar writes it.
    /// </summary>
    private TarEntry Entry(TarEntryType type, TreeEntry entry, string link, Dictionary<string, string> attributes)
    {
        var name = type != TarEntryType.Directory ? entry.Path : entry.Path is "." ? "./" : entry.Path + "/";
        LargeOwner.Add(entry.Status, attributes);
        var isOneLine = !name.Contains('\n', StringComparison.Ordinal) && !link.Contains('\n', StringComparison.Ordinal);
        if (!isOneLine && attributes.Count > 0)
        {
            _warnings.Add(new Remark(entry.Path, "its extended attributes are left out: a name with a line break cannot have them in a tar"));
        }

        TarEntry written = isOneLine ? new PaxTarEntry(type, name, attributes) : new GnuTarEntry(type, name);
        written.Mode = (UnixFileMode)entry.Status.Mode;
        written.Uid = (int)Math.Min(entry.Status.User, int.MaxValue);
        written.Gid = (int)Math.Min(entry.Status.Group, int.MaxValue);
        written.ModificationTime = Time(entry.Status.Modified);
        if (link.Length > 0)
        {
            written.LinkName = link;
        }

        return written;
    }

    /// <summary>A time as near as a tar of .NET takes it; the manifest has it exactly.</summary>
    private static DateTimeOffset Time(TimeSpec time) => DateTimeOffset
        .FromUnixTimeSeconds(Math.Clamp(time.Seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
        .AddTicks(time.Nanoseconds / 100);

    private async Task Write(TarEntry entry, FileFacts facts, CancellationToken stop)
    {
        await tar.WriteEntryAsync(entry, stop);
        await List(facts);
    }

    private Task List(FileFacts facts) => list.WriteLineAsync(JsonSerializer.Serialize(facts, ArchiveJson.Default.FileFacts));
}
