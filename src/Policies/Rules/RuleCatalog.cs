namespace HomelabStorage.Policies.Rules;

/// <summary>Every rule, in the order in which findings are reported.</summary>
public static class RuleCatalog
{
    /// <summary>The list. A new rule is one line here.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new ObjectTooLargeToJudge(),
        new SqliteOnNetworkFilesystem(),
        new EmbeddedDatabaseOnNetworkFilesystem(),
        new DatabaseOnUnsafeFilesystem(),
        new CriticalDataOnNodeLocal(),
        new UnknownDataOnNodeLocal(),
        new DataOnEphemeralVolume(),
        new DataPathNotMounted(),
        new DataPathMovedByUpgrade(),
        new CriticalDataWithoutBackup(),
        new BackupRarerThanRpo(),
        new BackupBesideItsData(),
        new BackupCopiesALiveDatabase(),
        new SqliteSharedByReplicas(),
        new ReadWriteOnceClaimSharedByReplicas(),
        new ReplicasWithDatabasesOfTheirOwn(),
        new SingleWriterVolumeShared(),
        new RollingUpdateOfSingleWriter(),
        new CacheOnNetworkStorage(),
        new BulkDataOnNodeLocal(),
        new BulkDataOnReplicatedBlock(),
        new ApplicationDataOnCeph(),
        new MediaMountedWritable(),
        new StorageClassNotChosen(),
        new StorageClassNotFound(),
        new AccessModeNotServed(),
        new HostPathVolume(),
        new MountOptionsInParameters(),
        new UnsafeNfsMountOptions(),
        new UnknownStorageClassParameter(),
        new ReclaimPolicyDeletesData(),
        new ReplicatedClassWithoutReplicas(),
        new SeveralDefaultStorageClasses(),
        new UnknownProvisioner(),
        new FluxForceDeletesClaim(),
        new FluxPruneDeletesCriticalClaim(),
        new ExemptionEnded(),
        new AnnotationNotUnderstood(),
    ];
}
