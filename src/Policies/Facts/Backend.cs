using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>What stands behind a volume, as far as it can be told.</summary>
public abstract record Backend
{
    private Backend()
    {
    }

    /// <summary>The backend is known, and how.</summary>
    public sealed record Known : Backend
    {
        /// <summary>Its name as people say it.</summary>
        public required string Title { get; init; }

        /// <summary>The product family; empty for none.</summary>
        public string Family { get; init; } = string.Empty;

        /// <summary>What it promises.</summary>
        public required BackendTraits Traits { get; init; }

        /// <summary>How sure that is.</summary>
        public required Certainty Certainty { get; init; }

        /// <summary>What told: <c>class nfs → nfs.csi.k8s.io (StorageClass)</c>.</summary>
        public required string Evidence { get; init; }

        /// <summary>Sentences of the catalog that applied: why this is not what the name suggests.</summary>
        public IReadOnlyList<string> Because { get; init; } = [];

        /// <summary>The object that says how many copies are kept; null where none was found.</summary>
        public BackupObject? Pool { get; init; }

        /// <summary>The bytes are stored on one node and go with it.</summary>
        public bool IsNodeLocal => Traits.Where is Whereabouts.Node or Whereabouts.Memory || (Traits.Where == Whereabouts.Replicated && Traits.Replicas <= 1);

        /// <summary>The bytes are on a block device that several nodes keep.</summary>
        public bool IsReplicatedBlock => Traits is { Protocol: Protocol.Block, Where: Whereabouts.Replicated, Replicas: > 1 };

        /// <summary>Whether the bytes are stored on block devices of several nodes, attached to the pod or served to it over NFS.</summary>
        public bool IsOnReplicatedBlock => Traits is { Protocol: Protocol.Block or Protocol.Nfs, Where: Whereabouts.Replicated, Replicas: > 1 };

        /// <summary>The bytes are reached over a network file system.</summary>
        public bool IsNetworkFileSystem => Traits.Protocol is Protocol.Nfs or Protocol.Smb or Protocol.Cephfs or Protocol.Fuse or Protocol.Object;

        /// <summary>How messages name it: <c>NFS</c>, <c>Longhorn</c>.</summary>
        public string Spoken => Traits.Protocol switch
        {
            Protocol.Nfs => "NFS",
            Protocol.Smb => "SMB",
            Protocol.Cephfs => "CephFS",
            Protocol.Object => "an object store",
            Protocol.Fuse => $"{Title} (a network file system)",
            _ => Title,
        };
    }

    /// <summary>An empty directory that is deleted with the pod.</summary>
    public sealed record Ephemeral(bool InMemory) : Backend;

    /// <summary>Files from the API server, mounted to be read.</summary>
    public sealed record Projection : Backend
    {
        /// <summary>The one instance.</summary>
        public static Projection Instance { get; } = new();
    }

    /// <summary>Something that the chain leads to was not found; the reason ends the sentence "cannot tell, because …".</summary>
    public sealed record Unseen(string Reason) : Backend;
}
