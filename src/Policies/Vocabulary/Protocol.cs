namespace HomelabStorage.Policies.Vocabulary;

/// <summary>How a volume's bytes are reached.</summary>
public enum Protocol
{
    /// <summary>Nothing says.</summary>
    Unknown,

    /// <summary>A directory of the node's own file system.</summary>
    Directory,

    /// <summary>A block device with a local file system on it.</summary>
    Block,

    /// <summary>Network File System, any version.</summary>
    Nfs,

    /// <summary>SMB or CIFS.</summary>
    Smb,

    /// <summary>CephFS.</summary>
    Cephfs,

    /// <summary>Another network file system, as a rule in user space.</summary>
    Fuse,

    /// <summary>An object store mounted as a file system.</summary>
    Object,
}
