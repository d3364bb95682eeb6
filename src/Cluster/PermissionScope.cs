namespace HomelabStorage.Cluster;

/// <summary>Where a permission holds, and when it is needed.</summary>
public enum PermissionScope
{
    /// <summary>In the whole cluster.</summary>
    Cluster,

    /// <summary>In the whole cluster, only where the server makes CronJobs of backups.</summary>
    Backups,

    /// <summary>In the server's own namespace.</summary>
    OwnNamespace,

    /// <summary>In the whole cluster, only where the server keeps its certificate itself.</summary>
    Certificate,

    /// <summary>In the server's own namespace, only where the server keeps its certificate itself.</summary>
    CertificateSecret,
}
