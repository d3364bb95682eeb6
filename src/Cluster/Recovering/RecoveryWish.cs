namespace HomelabStorage.Cluster.Recovering;

/// <summary>A node whose claims somebody wants elsewhere.</summary>
public sealed record RecoveryWish
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>Claims that may be deleted without a good backup, as <c>NAMESPACE/CLAIM</c>.</summary>
    public IReadOnlyList<string> AcceptedLosses { get; init; } = [];

    /// <summary>Whether Flux and Argo are suspended for it, where they would start an app again.</summary>
    public bool Suspends { get; init; }

    /// <summary>Whether nothing but the plan is wanted.</summary>
    public bool IsDry { get; init; }
}
