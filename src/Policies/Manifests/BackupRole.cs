namespace HomelabStorage.Policies.Manifests;

/// <summary>What an object of a backup operator is there for.</summary>
public enum BackupRole
{
    /// <summary>Says when one claim is copied.</summary>
    ClaimPlan,

    /// <summary>Says when plans are followed that do not say so themselves.</summary>
    Timetable,

    /// <summary>Says when the claims of its namespace are copied.</summary>
    NamespacePlan,

    /// <summary>Says when the volumes of chosen namespaces are copied.</summary>
    SelectionPlan,

    /// <summary>Says when the volumes of a group are copied.</summary>
    GroupPlan,

    /// <summary>Says when a database cluster is copied.</summary>
    ClusterPlan,

    /// <summary>Tells of a run that has ended.</summary>
    Run,

    /// <summary>Stands for a volume, and says which groups it is in.</summary>
    Volume,

    /// <summary>Says how storage keeps the volumes of a class: how many copies, on what.</summary>
    Pool,

    /// <summary>Says what becomes of snapshots: they stay on the storage, or are copied to where its backups go.</summary>
    SnapshotClass,

    /// <summary>Says where copies go.</summary>
    Target,

    /// <summary>A setting of the operator.</summary>
    Setting,
}
