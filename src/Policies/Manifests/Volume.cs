using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A PersistentVolume.</summary>
public sealed record Volume : Manifest
{
    /// <summary>What holds the bytes.</summary>
    public required VolumeSource.Plugin Backing { get; init; }

    /// <summary>The class it belongs to; empty for none.</summary>
    public string ClassName { get; init; } = string.Empty;

    /// <summary>How it may be mounted.</summary>
    public AccessModes AccessModes { get; init; }

    /// <summary>Whether it is a raw block device.</summary>
    public bool IsBlock { get; init; }

    /// <summary>Its size in bytes; zero when it is not said.</summary>
    public decimal Size { get; init; }

    /// <summary>Namespace of the claim it is kept for; empty when not said.</summary>
    public string ClaimNamespace { get; init; } = string.Empty;

    /// <summary>Name of the claim it is kept for; empty for none.</summary>
    public string ClaimName { get; init; } = string.Empty;

    /// <summary>What provisioned it, as the annotation of every provisioner says; empty for one made by hand.</summary>
    public string Provisioner { get; init; } = string.Empty;

    /// <summary>Whether it is for one very claim and no other of its name, as provisioners and the volume binder write it.</summary>
    public bool IsBound { get; init; }

    /// <summary>Whether a person or Git made it, so that refusing it changes something: a provisioner would make it again and again.</summary>
    public bool IsByHand => Provisioner.Length == 0 && !IsBound;

    /// <summary>Whether its bytes stay when its claim goes.</summary>
    public bool IsRetained { get; init; }

    /// <summary>From which nodes it can be used; the scheduler puts its pods there.</summary>
    public NodeReach Nodes { get; init; } = NodeReach.Any.Instance;

    /// <summary>Options of its mount.</summary>
    public IReadOnlyList<string> MountOptions { get; init; } = [];
}
