namespace HomelabStorage.Policies.Vocabulary;

/// <summary>How data of a tier are copied elsewhere.</summary>
public enum BackupStrategy
{
    /// <summary>Not by us.</summary>
    None,

    /// <summary>By a job on a schedule.</summary>
    Schedule,

    /// <summary>Continuously, by Litestream beside the app. For SQLite; other data is copied on the schedule.</summary>
    Litestream,
}
