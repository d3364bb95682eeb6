namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What becomes of the promise that a tier makes about the backups of a volume, the worst first.</summary>
public enum BackupState
{
    /// <summary>Nothing copies the data often enough, or nothing has in time.</summary>
    Broken,

    /// <summary>What would tell was not found.</summary>
    Unknown,

    /// <summary>Something known will copy the data, and had no time to prove it.</summary>
    NotProven,

    /// <summary>A copy was made in time.</summary>
    Kept,

    /// <summary>The tier asks for no backups.</summary>
    NotAsked,
}
