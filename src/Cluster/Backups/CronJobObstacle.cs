using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Cluster.Backups;

/// <summary>What may be in the way of a CronJob that is planned, and the way out.</summary>
internal static class CronJobObstacle
{
    public static Obstacle NameTaken(BackupJob job) => new(
        "NameTaken",
        $"{job.Spoken} is there and does not have the labels, the field manager and the owner of one that was made by homelab-storage for claim {job.Claim}, "
            + "so it is left as it is",
        "delete or rename it");

    /// <summary>
    /// What the API server warns of where the namespace enforces a pod security standard; null when nothing is in the way. Warnings of a standard that is
    /// not enforced do not count: pods start all the same.
    /// </summary>
    public static Obstacle? PodSecurity(BackupJob job, IEnumerable<string> warnings) =>
        job.Enforced.Length > 0
        && warnings.FirstOrDefault(w => w.Contains($"violate PodSecurity \"{job.Enforced}:", StringComparison.Ordinal)) is { } violation
            ? new(
                "PodSecurity",
                $"the pods of {job.Spoken} would never start: {violation}",
                "use a target that the namespace's pod security standard allows (s3://… or claim://NAME), or run the app as a user of its own")
            : null;

    public static Obstacle Refused(BackupJob job, string message) => new(
        "Refused",
        $"the API server refuses {job.Spoken}: {message}",
        "correct the schedule, the time zone or the target; where somebody else's admission refuses it, make an exception there for CronJobs with label "
            + $"{JobLabels.ManagedBy}={JobLabels.Manager}");

    /// <summary>What the API server did not do, and may do later.</summary>
    public static Obstacle NotWritten(string message, ApiAnswer answer) => new(
        "NotWritten",
        $"{message}: {answer.Complaint}",
        answer is ApiAnswer.Refused { Status: 403 }
            ? "raise the quota, make an exception in the policy that refuses it, or, where a right is missing, apply the component of backups again; it is "
                + "tried again by itself"
            : "nothing needs to be written: it is tried again by itself");
}
