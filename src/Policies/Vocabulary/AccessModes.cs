namespace HomelabStorage.Policies.Vocabulary;

/// <summary>The access modes of the Kubernetes API, one bit each.</summary>
[Flags]
public enum AccessModes
{
    /// <summary>None asked.</summary>
    None = 0,

    /// <summary>Read and written by the pods of one node.</summary>
    ReadWriteOnce = 1,

    /// <summary>Read by pods of many nodes.</summary>
    ReadOnlyMany = 2,

    /// <summary>Read and written by pods of many nodes.</summary>
    ReadWriteMany = 4,

    /// <summary>Read and written by one pod.</summary>
    ReadWriteOncePod = 8,
}
