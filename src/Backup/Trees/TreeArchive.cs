using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Trees;

/// <summary>A tar being written: an entry goes into the archive and, as a line, into the manifest's list.</summary>
internal sealed class TreeArchive(TarWriter tar, TextWriter list)
{
    private readonly Dictionary<(ulong Device, ulong Inode), string> _linked = [];

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>The first path of a file that has several names, once it is archived; nothing for all others.</summary>
    public string LinkedTo(FileStatus status) => status.Links > 1 && _linked.TryGetValue((status.Device, status.Inode), out var first) ? first : string.Empty;

    public Task WriteFolder(TreeEntry entry, string source, CancellationToken stop) =>
        Write(Entry(TarEntryType.Directory, entry.Path is "." ? "./" : entry.Path + "/", entry.Status, source), Facts(entry, "folder"), stop);

    public Task WriteLink(TreeEntry entry, string source, CancellationToken stop)
    {
        var points = new FileInfo(source).LinkTarget ?? throw new IOException($"{source}: the link is gone");
        var written = Entry(TarEntryType.SymbolicLink, entry.Path, entry.Status, source);
        written.LinkName = points;
        return Write(written, Facts(entry, "symlink") with { Link = points }, stop);
    }

    public Task WriteHardLink(TreeEntry entry, string source, string first, CancellationToken stop)
    {
        var written = Entry(TarEntryType.HardLink, entry.Path, entry.Status, source);
        written.LinkName = first;
        return Write(written, Facts(entry, "hardlink") with { Link = first }, stop);
    }

    /// <summary>Archives content under an entry's name; its hash, and whether it ended early.</summary>
    public async Task<WrittenFile> WriteFile(TreeEntry entry, string source, Stream content, long length, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var hashed = new SourceStream(content, length, hash);
        var written = Entry(TarEntryType.RegularFile, entry.Path, entry.Status, source);
        written.DataStream = hashed;
        await tar.WriteEntryAsync(written, stop);
        if (entry.Status.Links > 1)
        {
            _linked.TryAdd((entry.Status.Device, entry.Status.Inode), entry.Path);
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        await List(Facts(entry, "file") with { Bytes = length, Sha256 = sha256, Sparse = entry.Status.IsSparse });
        Files++;
        Bytes += length;
        return new WrittenFile(sha256, hashed.HasShrunk, hashed.Trouble);
    }

    private static FileFacts Facts(TreeEntry entry, string type) =>
        new(entry.Path, type, string.Create(CultureInfo.InvariantCulture, $"{entry.Status.Modified.Seconds}.{entry.Status.Modified.Nanoseconds:000000000}"));

    private static PaxTarEntry Entry(TarEntryType type, string name, FileStatus status, string source)
    {
        var attributes = ExtendedAttributes.Of(source).ToDictionary(StringComparer.Ordinal);
        return new PaxTarEntry(type, name, attributes)
        {
            Mode = (UnixFileMode)status.Mode,
            Uid = (int)status.User,
            Gid = (int)status.Group,
            ModificationTime = DateTimeOffset.FromUnixTimeSeconds(status.Modified.Seconds).AddTicks(status.Modified.Nanoseconds / 100),
        };
    }

    private async Task Write(PaxTarEntry entry, FileFacts facts, CancellationToken stop)
    {
        await tar.WriteEntryAsync(entry, stop);
        await List(facts);
    }

    private Task List(FileFacts facts) => list.WriteLineAsync(JsonSerializer.Serialize(facts, ArchiveJson.Default.FileFacts));
}
