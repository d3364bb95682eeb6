namespace HomelabStorage.Cluster.Restoring;

/// <summary>What somebody wants back.</summary>
public sealed record RestoreWish
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claim whose backups are meant.</summary>
    public required string Claim { get; init; }

    /// <summary>The claim that is written; the same unless another is named.</summary>
    public required string To { get; init; }

    /// <summary>The id of a backup; empty where a time says it, or the newest is meant.</summary>
    public string Archive { get; init; } = string.Empty;

    /// <summary>The time whose state is wanted, as it was written; empty for the newest.</summary>
    public string At { get; init; } = string.Empty;

    /// <summary>The restore that is to be undone; empty for none.</summary>
    public string Undo { get; init; } = string.Empty;

    /// <summary>Whether Flux and Argo are suspended for it, where they would start the app again.</summary>
    public bool Suspends { get; init; }

    /// <summary>Whether nothing but the plan is wanted.</summary>
    public bool IsDry { get; init; }

    /// <summary>What tells one wish about a claim from another; empty for the usual one.</summary>
    public string Asked =>
        $"{(Archive + At).Trim()}{(Undo.Length > 0 ? $"undo {Undo}" : string.Empty)}"
        + (string.Equals(Claim, To, StringComparison.Ordinal) ? string.Empty : $" from {Claim}");
}
