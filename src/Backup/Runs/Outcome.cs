namespace HomelabStorage.Backup.Runs;

/// <summary>What a verb did, as one line of JSON on standard output and in the termination log. What is null does not apply.</summary>
internal sealed record Outcome
{
    public string ApiVersion { get; init; } = "homelab-storage.io/v1alpha1";

    public string Kind { get; init; } = "BackupResult";

    /// <summary>run, verify, restore, prune or probe.</summary>
    public required string Verb { get; init; }

    public required int Exit { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }

    public string? Archive { get; init; }

    public string? State { get; init; }

    public string? Consistency { get; init; }

    public string? Suspicious { get; init; }

    public long? Files { get; init; }

    public long? Bytes { get; init; }

    public long? ArchiveBytes { get; init; }

    public int? Databases { get; init; }

    public double? Seconds { get; init; }

    public int? Pruned { get; init; }

    /// <summary>Why nothing was pruned, when something held it back.</summary>
    public string? PruningHeld { get; init; }

    public int? Failures { get; init; }

    public int? Warnings { get; init; }

    /// <summary>The id under which a restore keeps what was there.</summary>
    public string? KeptAs { get; init; }

    /// <summary>How far a restore of the folder came that was interrupted.</summary>
    public string? Interrupted { get; init; }

    /// <summary>What earlier restores of the folder moved aside, by their ids.</summary>
    public IReadOnlyList<string>? Kept { get; init; }

    /// <summary>Whether the folder is empty.</summary>
    public bool? IsEmpty { get; init; }

    /// <summary>Why whoever runs this may not write into the folder.</summary>
    public string? Unwritable { get; init; }

    /// <summary>What there is to restore, the newest first: the id, a word for how good it is, the size of the data.</summary>
    public IReadOnlyList<string>? Offered { get; init; }

    /// <summary>The first problems; all of them are in the manifest.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
