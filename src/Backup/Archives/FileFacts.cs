namespace HomelabStorage.Backup.Archives;

/// <summary>
/// An entry of the archive: file, folder, symlink or hardlink, and when it was changed, in seconds since 1970 with nine digits (a tar has seven).
/// </summary>
internal sealed record FileFacts(string Path, string Type, string Modified)
{
    public long Bytes { get; init; }

    /// <summary>Of a file's content.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What a link points at.</summary>
    public string? Link { get; init; }

    /// <summary>Whether the source had holes, so that a restored file gets them back.</summary>
    public bool Sparse { get; init; }
}
