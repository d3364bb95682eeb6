using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Restoring;

/// <summary>What <c>backup restore</c> is asked to do.</summary>
internal sealed record RestoreRequest
{
    public required string Folder { get; init; }

    public required ClaimIdentity Identity { get; init; }

    /// <summary>The id of the backup; empty for the newest good one.</summary>
    public string Id { get; init; } = string.Empty;

    public bool WithOwner { get; init; } = true;

    /// <summary>Whether data that are there stay.</summary>
    public bool OnlyIfEmpty { get; init; }
}
