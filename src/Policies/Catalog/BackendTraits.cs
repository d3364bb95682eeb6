using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What a backend promises.</summary>
public sealed record BackendTraits
{
    /// <summary>How its bytes are reached.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>Where its bytes are.</summary>
    public required Whereabouts Where { get; init; }

    /// <summary>Whether a database may trust its file locks.</summary>
    public required FileLocks Locks { get; init; }

    /// <summary>The class parameter that says how many copies are kept; empty when none does.</summary>
    public string ReplicasParameter { get; init; } = string.Empty;

    /// <summary>How many copies are kept where nothing says.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Access modes it serves for file systems.</summary>
    public AccessModes AccessModes { get; init; }

    /// <summary>Access modes it serves for raw block devices.</summary>
    public AccessModes BlockAccessModes { get; init; }

    /// <summary>Whether volumes can grow.</summary>
    public bool IsExpandable { get; init; }

    /// <summary>Whether volumes can be snapshotted.</summary>
    public bool HasSnapshots { get; init; }

    /// <summary>Whether the driver keeps the data of a deleted volume, or puts them aside, although the class says Delete.</summary>
    public bool KeepsDeleted { get; init; }

    /// <summary>Whether every volume of the class is the same folder, so that deleting one deletes the data of all.</summary>
    public bool IsOneFolder { get; init; }

    /// <summary>Whether the only copy may be on another node than the pod that uses it: what binds the pod says nothing of it.</summary>
    public bool IsOnAnyNode { get; init; }

    /// <summary>Whether nothing is read or written where too few of the copies are left, although one would have all the data.</summary>
    public bool NeedsMajority { get; init; }

    /// <summary>So many copies must be left for reads and writes to go on: two of three, one of two.</summary>
    public int Needed => NeedsMajority ? Replicas - (Replicas / 2) : 1;

    /// <summary>What a protocol's locks are worth as a rule.</summary>
    public static FileLocks UsualLocks(Protocol protocol) => protocol switch
    {
        Protocol.Block or Protocol.Directory => FileLocks.Safe,
        Protocol.Cephfs => FileLocks.Fragile,
        Protocol.Nfs or Protocol.Smb or Protocol.Fuse or Protocol.Object => FileLocks.Unsafe,
        _ => FileLocks.Unknown,
    };
}
