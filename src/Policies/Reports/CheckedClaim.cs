namespace HomelabStorage.Policies.Reports;

/// <summary>A claim that a CronJob of homelab-storage copies, and what is known of checks of its copies.</summary>
public sealed record CheckedClaim
{
    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Claim { get; init; }

    /// <summary>When a CronJob restores the newest copy and checks it; empty where none does.</summary>
    public required string Schedule { get; init; }

    /// <summary>When one was last restored and found good; null for never.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>When the last check failed and why; empty where it did not.</summary>
    public string LastFailure { get; init; } = string.Empty;
}
