namespace HomelabStorage.Policies.Jobs;

/// <summary>What a CronJob of ours does.</summary>
public enum JobRole
{
    /// <summary>It copies the data.</summary>
    Backup,

    /// <summary>It restores the newest copy beside the data and checks it.</summary>
    Verify,

    /// <summary>It tries whether a target keeps what it is given.</summary>
    Probe,

    /// <summary>It restores a backup because somebody asked for it.</summary>
    Restore,

    /// <summary>It copies a claim to another class because somebody asked for it.</summary>
    Move,
}
