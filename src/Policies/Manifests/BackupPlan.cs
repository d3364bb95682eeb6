namespace HomelabStorage.Policies.Manifests;

/// <summary>An object by which a backup operator is told what to copy: one claim, or every claim of its namespace.</summary>
public sealed record BackupPlan : Manifest
{
    /// <summary>The claim; empty for all of the namespace.</summary>
    public string ClaimName { get; init; } = string.Empty;
}
