using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What stands behind a volume of a pod, or behind a PersistentVolume.</summary>
public abstract record VolumeSource
{
    private VolumeSource()
    {
    }

    /// <summary>What a pod has it by, as remedies name what is to be replaced.</summary>
    public string Spoken => this switch
    {
        EmptyDirectory => "emptyDir",
        ByEphemeralClaim => "ephemeral",
        Plugin { Name: Plugin.HostPath, NodePath: var path } => $"hostPath {path}",
        Plugin { Server: { Length: > 0 } server, Share: var share } => $"{server}:{share}",
        _ => "the volume's own source",
    };

    /// <summary>A claim by name.</summary>
    public sealed record ByClaim(string ClaimName) : VolumeSource;

    /// <summary>A claim made for each replica of a StatefulSet.</summary>
    public sealed record ByTemplate(ClaimTemplate Template) : VolumeSource;

    /// <summary>A claim that lives and dies with the pod.</summary>
    public sealed record ByEphemeralClaim(ClaimTemplate Template) : VolumeSource;

    /// <summary>A storage plugin or CSI driver named directly, with its attributes.</summary>
    public sealed record Plugin(string Name, IReadOnlyDictionary<string, string> Attributes) : VolumeSource
    {
        /// <summary>The name of the plugin for directories of the node.</summary>
        public const string HostPath = "kubernetes.io/host-path";

        /// <summary>The path on the node, for host paths and local volumes; empty otherwise.</summary>
        public string NodePath { get; init; } = string.Empty;

        /// <summary>The server, for network file systems; empty otherwise.</summary>
        public string Server { get; init; } = string.Empty;

        /// <summary>The folder of the server, for network file systems; empty otherwise.</summary>
        public string Share { get; init; } = string.Empty;

        /// <summary>The driver's own name for the volume; empty for anything that is not a driver's.</summary>
        public string Handle { get; init; } = string.Empty;
    }

    /// <summary>An empty directory that is deleted with the pod.</summary>
    public sealed record EmptyDirectory(bool InMemory) : VolumeSource;

    /// <summary>A ConfigMap, a Secret, a projection: written elsewhere, mounted to be read.</summary>
    public sealed record Projection : VolumeSource
    {
        /// <summary>The ConfigMap that is mounted; empty for a Secret and for several things at once.</summary>
        public string ConfigMap { get; init; } = string.Empty;

        /// <summary>The Secret that is mounted; empty for a ConfigMap and for several things at once.</summary>
        public string Secret { get; init; } = string.Empty;

        /// <summary>The keys that are mounted under names of their own, by those names; empty where all are mounted as they are.</summary>
        public IReadOnlyDictionary<string, string> Items { get; init; } = FrozenDictionary<string, string>.Empty;

        /// <summary>The one instance.</summary>
        public static Projection Instance { get; } = new();
    }

    /// <summary>A volume that is mounted but not declared.</summary>
    public sealed record Undeclared : VolumeSource
    {
        /// <summary>The one instance.</summary>
        public static Undeclared Instance { get; } = new();
    }
}
