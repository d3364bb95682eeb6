namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Whether a database may trust the locks and shared memory of a file system.</summary>
public enum FileLocks
{
    /// <summary>Nothing says.</summary>
    Unknown,

    /// <summary>As on a local disk.</summary>
    Safe,

    /// <summary>Kept, but slow or given up under load.</summary>
    Fragile,

    /// <summary>Not to be trusted.</summary>
    Unsafe,
}
