using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>The labels and annotations of our CronJobs, their Jobs and their pods. None is copied from anything: tools prune by labels.</summary>
public static class JobLabels
{
    /// <summary>Who manages an object of ours.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>, and the name under which we apply fields.</summary>
    public const string Manager = "homelab-storage";

    /// <summary>What the object does: <c>backup</c>, <c>verify</c>, <c>probe</c>, <c>restore</c> or <c>move</c>.</summary>
    public const string Role = Annotation.Role;

    /// <summary>The UID of the claim.</summary>
    public const string ClaimUid = "homelab-storage.io/claim-uid";

    /// <summary>The CronJob, on its Jobs and pods.</summary>
    public const string CronJob = "homelab-storage.io/cronjob";

    /// <summary>The target, as a hash: a Secret's name and an address are longer than a label may be.</summary>
    public const string Target = "homelab-storage.io/target";

    /// <summary>On a new pod: that a volume of it may be restored before its app starts, so that the leader sees why it waits.</summary>
    public const string Restores = "homelab-storage.io/restores";

    /// <summary>The restore that a Job belongs to.</summary>
    public const string Restore = "homelab-storage.io/restore-id";

    /// <summary>How a role is spelled.</summary>
    public static string Spell(JobRole role) => role switch
    {
        JobRole.Backup => "backup",
        JobRole.Verify => "verify",
        JobRole.Probe => "probe",
        JobRole.Move => "move",
        _ => "restore",
    };
}
