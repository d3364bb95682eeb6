namespace HomelabStorage.Cluster.Restoring;

/// <summary>How something is made to rest.</summary>
internal enum PauseWay
{
    /// <summary>By <c>spec.suspend</c>: CronJobs, and what Flux applies with.</summary>
    Suspend,

    /// <summary>By taking the automatic part out of an Argo Application's sync policy.</summary>
    Sync,

    /// <summary>By KEDA's own annotation, which holds its target at no replicas.</summary>
    Scaler,

    /// <summary>By scaling it to no replicas.</summary>
    Replicas,

    /// <summary>It is at no replicas already, and has to stay there.</summary>
    Idle,
}
