namespace HomelabStorage.Backup;

/// <summary>The surroundings do not allow what was asked; caught once, at the verb.</summary>
public sealed class BackupException : Exception
{
    /// <summary>Without a reason.</summary>
    public BackupException()
    {
    }

    /// <summary>With a reason.</summary>
    public BackupException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what led to it.</summary>
    public BackupException(string message, Exception inner)
        : base(message, inner)
    {
    }

    private BackupException(int exit, string message, Exception? inner)
        : base(message, inner) => Exit = exit;

    /// <summary>The exit code it leads to.</summary>
    public int Exit { get; } = BackupExit.Failed;

    /// <summary>Whether a target answers that an object is not there, as when it was removed since it was listed.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>Data could not be copied or restored.</summary>
    public static BackupException Failed(string message, Exception? inner = null) => new(BackupExit.Failed, message, inner);

    /// <summary>What was asked is refused before anything was touched.</summary>
    public static BackupException Refused(string message) => new(BackupExit.Wrong, message, null);

    /// <summary>A target does not hold the backup that was asked for.</summary>
    public static BackupException NoBackup(string target, string which) =>
        Refused($"{target} has no complete backup {which}; backup list shows what there is");

    /// <summary>A target answers that it has no such object.</summary>
    public static BackupException Missing(string message, Exception inner) => new(BackupExit.Target, message, inner) { IsMissing = true };

    /// <summary>The target is unreachable, full, read-only or lies.</summary>
    public static BackupException Target(string message, Exception? inner = null) => new(BackupExit.Target, message, inner);
}
