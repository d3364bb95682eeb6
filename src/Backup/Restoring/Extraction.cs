using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>
/// Unpacks an archive into an empty folder of ours and compares every entry with the manifest: nothing more, nothing less, nothing else. Links
/// are made last, so that nothing is ever written through one.
/// </summary>
internal sealed class Extraction(string into, IReadOnlyList<FileFacts> expected)
{
    private readonly Dictionary<string, FileFacts> _missing = expected.ToDictionary(f => f.Path, StringComparer.Ordinal);
    private readonly HashSet<string> _folders = expected.Where(f => f.Type is "folder").Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _files = expected.Where(f => f.Type is "file").Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
    private readonly List<(string Path, EntryMetadata Metadata)> _metadata = [];
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly List<(string Path, string First)> _namesOfLinks = [];
    private readonly List<Remark> _problems = [];

    /// <summary>What was not as it should be.</summary>
    public IReadOnlyList<Remark> Problems => _problems;

    /// <summary>Whether the manifest has a file of that path: no link, and nothing outside.</summary>
    public bool HasFile(string path) => _files.Contains(path);

    /// <summary>What the data folder itself had; null before the archive is unpacked.</summary>
    public EntryMetadata? Root { get; private set; }

    public async Task Unpack(Stream archive, ArchiveFacts facts, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = new SourceStream(archive, facts.Bytes, hash);
        try
        {
            await using var gzip = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
            await using var tar = new TarReader(gzip);
            while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
            {
                await Take(entry, stop);
            }

            await source.CopyToAsync(Stream.Null, stop);
            var found = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (source.HasShrunk || !string.Equals(found, facts.Sha256, StringComparison.Ordinal))
            {
                _problems.Add(new Remark(
                    facts.Name,
                    source.HasShrunk
                        ? "the archive is shorter than its manifest says"
                        : $"the archive's SHA-256 is {found[..12]}…, not {facts.Sha256[..Math.Min(12, facts.Sha256.Length)]}…"));
            }
        }
        catch (Exception trouble) when (trouble is InvalidDataException or EndOfStreamException or FormatException)
        {
            _problems.Add(new Remark(facts.Name, $"the archive cannot be read: {trouble.Message}"));
        }

        foreach (var (path, points) in _links)
        {
            File.CreateSymbolicLink(Path.Combine(into, path), points);
        }

        foreach (var (path, first) in _namesOfLinks)
        {
            NameAgain(path, first);
        }

        _problems.AddRange(_missing.Keys.Select(path => new Remark(path, "is in the manifest and not in the archive")));
    }

    /// <summary>Gives everything its mode, owner and time, in the archive's order: each folder after what is in it.</summary>
    public void ApplyMetadata(bool withOwner)
    {
        foreach (var (path, metadata) in _metadata)
        {
            var whole = Path.Combine(into, path);
            _problems.AddRange(metadata.Apply(whole, withOwner).Select(trouble => new Remark(path, trouble)));
            if (metadata.SetTime(whole) != 0)
            {
                _problems.Add(new Remark(path, $"its time cannot be set: {Native.LastError()}"));
            }
        }
    }

    private async Task Take(TarEntry entry, CancellationToken stop)
    {
        if (EntryPath.Read(entry.Name) is not { } path)
        {
            _problems.Add(new Remark(entry.Name, "would leave the destination"));
        }
        else if (!_missing.Remove(path, out var facts) || !string.Equals(facts.Type, Type(entry), StringComparison.Ordinal))
        {
            _problems.Add(new Remark(path, $"the archive has a {Type(entry)} that the manifest does not have"));
        }
        else if (!_folders.Contains(Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "."))
        {
            _problems.Add(new Remark(path, "is in what is not a folder of the manifest"));
        }
        else
        {
            await Make(entry, path, facts, stop);
        }
    }

    private async Task Make(TarEntry entry, string path, FileFacts facts, CancellationToken stop)
    {
        var whole = Path.Combine(into, path);
        var metadata = EntryMetadata.Of(entry, facts);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        switch (facts.Type)
        {
            case "folder" when path is ".":
                Root = metadata;
                return;
            case "folder":
                Directory.CreateDirectory(whole);
                break;
            case "file":
                var (bytes, sha256) = await SparseFile.Write(whole, entry.DataStream ?? Stream.Null, facts.Sparse, stop);
                if (bytes != facts.Bytes || !string.Equals(sha256, facts.Sha256, StringComparison.Ordinal))
                {
                    _problems.Add(new Remark(path, "its content is not what the manifest says"));
                }

                break;
            case "symlink":
                _links.Add(path, entry.LinkName);
                break;
            case "hardlink":
                var first = EntryPath.Read(entry.LinkName) ?? string.Empty;
                if (_links.ContainsKey(first))
                {
                    _namesOfLinks.Add((path, first));
                }
                else if (FileStatus.Find(Path.Combine(into, first)) is { Kind: FileKind.File })
                {
                    NameAgain(path, first);
                }
                else
                {
                    _problems.Add(new Remark(path, $"is a hard link to {entry.LinkName}, which is not a file of the archive before it"));
                }

                return;
        }

        _metadata.Add((path, metadata));
    }

    /// <summary>Gives a file or a symbolic link one more name; the call follows no link at the end of the first.</summary>
    private void NameAgain(string path, string first)
    {
        if (Native.Link(Path.Combine(into, first), Path.Combine(into, path)) != 0)
        {
            _problems.Add(new Remark(path, $"cannot be made a hard link to {first}: {Native.LastError()}"));
        }
    }

    private static string Type(TarEntry entry) => entry.EntryType switch
    {
        TarEntryType.Directory => "folder",
        TarEntryType.RegularFile => "file",
        TarEntryType.SymbolicLink => "symlink",
        TarEntryType.HardLink => "hardlink",
        _ => $"entry of type {entry.EntryType}",
    };
}
