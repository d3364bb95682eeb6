namespace HomelabStorage.Backup;

/// <summary>What a backup verb says when it ends; docs/backup-format.md documents them.</summary>
public static class BackupExit
{
    /// <summary>All is good.</summary>
    public const int Good = 0;

    /// <summary>Data could not be copied, checked or restored as they should be.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are wrong, or what they ask for is refused before anything is touched.</summary>
    public const int Wrong = 2;

    /// <summary>The target could not be reached, read or written, or did not keep what it was given.</summary>
    public const int Target = 3;

    /// <summary>Stored, but suspicious: much less than before. Nothing is pruned until somebody accepts it.</summary>
    public const int Suspicious = 4;
}
