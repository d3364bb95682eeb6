using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Jobs;

/// <summary>What there is to be in the cluster for a claim that is to be backed up: CronJobs, or a reason why nothing changes.</summary>
public abstract record ClaimPlan
{
    private ClaimPlan()
    {
    }

    /// <summary>The claim.</summary>
    public required Claim Claim { get; init; }

    /// <summary>How old the last copy may be; null where it cannot be told.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>CronJobs.</summary>
    public sealed record Ready : ClaimPlan
    {
        /// <summary>The one that copies the data first.</summary>
        public required IReadOnlyList<BackupJob> Jobs { get; init; }

        /// <summary>What tries their target before the first of them is made.</summary>
        public required BackupJob Probe { get; init; }
    }

    /// <summary>
    /// What there is: no app mounts the claim for now, so that it cannot be told whether the policy wants it copied, or it is being deleted, and Kubernetes
    /// removes its CronJobs with it. A CronJob that goes takes along what is known of its runs.
    /// </summary>
    public sealed record Undecided : ClaimPlan;

    /// <summary>Nothing new, because something is in the way.</summary>
    public sealed record Obstructed : ClaimPlan
    {
        /// <summary>What.</summary>
        public required Obstacle Obstacle { get; init; }

        /// <summary>
        /// What tries the target all the same, since a restore reads it before there is anything to copy; null where nothing is restored, or where more is in
        /// the way than that the claim has no volume yet.
        /// </summary>
        public BackupJob? Probe { get; init; }
    }
}
