using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Why a claim that could be copied has no CronJob yet.</summary>
internal static class MissingCronJob
{
    /// <summary>Nobody has made it.</summary>
    public static Obstacle Of(Claim claim) => new(
        Obstacle.NoCronJob,
        $"no CronJob of homelab-storage copies claim {claim.Name}, and none is being prepared",
        "if the claim is older than a minute, add deploy/manifests/components/backups to the kustomization of homelab-storage: without it the server makes no "
            + "CronJobs; with it kubectl -n homelab-storage logs deployment/homelab-storage says why");

    /// <summary>It is being deleted.</summary>
    public static Obstacle OfDeleted(Claim claim) => new(
        Obstacle.BeingDeleted,
        $"claim {claim.Name} is being deleted, so no CronJob is made for it",
        "nothing needs to be written; Kubernetes deletes it once no pod uses it");
}
