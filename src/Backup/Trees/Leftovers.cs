namespace HomelabStorage.Backup.Trees;

/// <summary>What may lie at the top of a volume and is no data of the app: a file system's own folder, and what a restore keeps there.</summary>
internal static class Leftovers
{
    /// <summary>Being restored.</summary>
    public const string Restoring = ".hs-restore-";

    /// <summary>What was there before a restore.</summary>
    public const string Before = ".hs-before-";

    /// <summary>How far a restore has come.</summary>
    public const string Journal = Restorer + "json";

    /// <summary>Who restores, where the file system itself keeps no two apart.</summary>
    public const string Lock = Restorer + "lock";

    private const string Restorer = ".hs-restoring.";

    /// <summary>Whether an entry at the top is one of them.</summary>
    public static bool Is(string name) =>
        string.Equals(name, "lost+found", StringComparison.Ordinal)
            || name.StartsWith(Restorer, StringComparison.Ordinal)
            || name.StartsWith(Restoring, StringComparison.Ordinal) || name.StartsWith(Before, StringComparison.Ordinal);
}
