namespace HomelabStorage.Backup.Restoring;

/// <summary>How far a restore has come.</summary>
internal enum RestorePhase
{
    /// <summary>The archive is being unpacked beside the data; restarted when interrupted.</summary>
    Unpacking,

    /// <summary>The old data is being moved aside.</summary>
    Leaving,

    /// <summary>The restored data is being moved in.</summary>
    Entering,

    /// <summary>The folder itself is given its owner, mode and time; the journal waits in what was there before, so that removing it changes no more.</summary>
    Closing,
}
