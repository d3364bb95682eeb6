namespace HomelabStorage.Backup.Archives;

/// <summary>A SQLite database in a backup: how it was copied and what the copy was found to be.</summary>
internal sealed record DatabaseFacts
{
    public required string Path { get; init; }

    /// <summary>backup-api, or copy-aside where a plain open cannot work on a read-only mount.</summary>
    public required string Method { get; init; }

    /// <summary>wal or rollback.</summary>
    public required string Journal { get; init; }

    public required long Bytes { get; init; }

    public required long Pages { get; init; }

    public required int PageSize { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>What integrity_check said of the copy.</summary>
    public required string Integrity { get; init; }

    public required long UserVersion { get; init; }

    public required long ApplicationId { get; init; }

    public required long Tables { get; init; }
}
