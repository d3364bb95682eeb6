using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Restoring;

/// <summary>What <c>backup restore</c> is asked to do.</summary>
internal sealed record RestoreRequest
{
    public required string Folder { get; init; }

    public required ClaimIdentity Identity { get; init; }

    /// <summary>The id of the backup; empty for the newest good one.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Without an id: the newest good one that began no later; null for the newest of all.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The id of an earlier restore, whose old data is put back in place of a backup; empty for none.</summary>
    public string Undo { get; init; } = string.Empty;

    /// <summary>The id that this restore has and what was there is kept under; empty for one that nobody has used. One that is used is done already.</summary>
    public string KeptAs { get; init; } = string.Empty;

    public bool WithOwner { get; init; } = true;

    /// <summary>Whether data that are there stay.</summary>
    public bool OnlyIfEmpty { get; init; }
}
