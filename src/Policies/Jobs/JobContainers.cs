namespace HomelabStorage.Policies.Jobs;

/// <summary>The names of the containers of our pods, by which their ends are told from those of containers that others put beside them.</summary>
public static class JobContainers
{
    /// <summary>Copies a claim, checks a copy, tries a target or restores a claim.</summary>
    public const string Backup = "backup";

    /// <summary>Dumps a database server before its dump is copied.</summary>
    public const string Dump = "dump";

    /// <summary>Looks how much a claim holds that is to move.</summary>
    public const string Look = "look";

    /// <summary>Copies a claim that moves.</summary>
    public const string Copy = "copy";

    /// <summary>Restores that copy into the claim's new place.</summary>
    public const string Restore = "restore";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Backup, Dump, Look, Copy, Restore];
}
