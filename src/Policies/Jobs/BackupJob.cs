using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>A CronJob of ours, before it is written down as one.</summary>
public sealed record BackupJob
{
    /// <summary>What it does.</summary>
    public required JobRole Role { get; init; }

    /// <summary>Its namespace, that of the claim.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The claim.</summary>
    public required string Claim { get; init; }

    /// <summary>The claim's UID.</summary>
    public required string ClaimUid { get; init; }

    /// <summary>When it runs.</summary>
    public required string Schedule { get; init; }

    /// <summary>The time zone that is meant in; empty for the control plane's.</summary>
    public string TimeZone { get; init; } = string.Empty;

    /// <summary>The pod security standard that the namespace's pods are held to; empty where its labels say none.</summary>
    public string Enforced { get; init; } = string.Empty;

    /// <summary>The image that runs.</summary>
    public required string Image { get; init; }

    /// <summary>The arguments of <c>homelab-storage</c>.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The dump that is copied in place of the claim's files; null where the files are copied.</summary>
    public DatabaseDump? Dump { get; init; }

    /// <summary>Where copies go.</summary>
    public required BackupTarget Target { get; init; }

    /// <summary>Whom it runs as.</summary>
    public required FileOwner User { get; init; }

    /// <summary>The group to which the kubelet gives the app's volumes, of which it has to be to do as the app does; null where that is none.</summary>
    public long? FsGroup { get; init; }

    /// <summary>The most that scratch space may take, as a quantity; empty for no limit.</summary>
    public string ScratchSize { get; init; } = string.Empty;

    /// <summary>The pods beside which it runs; null where any node will do that the volume allows.</summary>
    public Companions? Companions { get; init; }

    /// <summary>The taints it tolerates, each as JSON.</summary>
    public IReadOnlyList<string> Tolerations { get; init; } = [];

    /// <summary>How messages name it.</summary>
    public string Spoken => $"CronJob {Namespace}/{Name}";
}
