namespace HomelabStorage.Cluster.Restoring;

/// <summary>What a Job of a restore does.</summary>
internal enum RestoreStage
{
    /// <summary>It says what there is and whether there is room, while the app runs.</summary>
    Look,

    /// <summary>It restores a backup into scratch and checks it, where the volume is lost.</summary>
    Prove,

    /// <summary>It copies what is there now to the target.</summary>
    Copy,

    /// <summary>It unpacks beside the data, checks, and swaps.</summary>
    Swap,

    /// <summary>It says how far a swap has come that failed. It is asked again each time.</summary>
    Check,
}
