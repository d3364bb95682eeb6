namespace HomelabStorage.Policies.Policy;

/// <summary>The Litestream sidecar, as the household wants it.</summary>
public sealed record LitestreamSettings
{
    /// <summary>The name where the household gives none.</summary>
    public const string UsualName = "homelab-storage-litestream";

    /// <summary>What the container that replicates is called; the one that restores has <c>-restore</c> behind it, a second database a number.</summary>
    public string Name { get; init; } = UsualName;

    /// <summary>Its image.</summary>
    public required string Image { get; init; }

    /// <summary>Where it replicates to; namespace, claim and file are put behind the path. A query (<c>?endpoint=…</c>) stays at the end.</summary>
    public required string Replica { get; init; }

    /// <summary>The Secret of each namespace that holds its credentials as variables; empty for none.</summary>
    public string Secret { get; init; } = string.Empty;

    /// <summary>Whether the cluster knows native sidecars (Kubernetes 1.29); without them it is an ordinary container.</summary>
    public bool IsNative { get; init; } = true;
}
