using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>That our own CronJob of a claim is there and copies nothing, since it is suspended: by a person, or by a restore that has not ended.</summary>
internal static class SuspendedCronJob
{
    /// <summary>The obstacle; null where there is no such CronJob, or it runs.</summary>
    public static Obstacle? Of(ClaimFacts claim)
    {
        var (ns, name) = (claim.Claim.Namespace, JobName.Of(claim.Claim, JobRole.Backup));
        return claim.Surroundings.Inventory.Workloads.At(ns, name).Any(w => w is { Reference.Kind: "CronJob", Timetable.IsSuspended: true })
            ? new Obstacle(
                Obstacle.Suspended,
                $"CronJob {name} is suspended, so claim {claim.Claim.Name} is not copied",
                $"where a restore was interrupted, homelab-storage restore {ns}/{claim.Claim.Name} goes on with it; otherwise "
                    + $$$"""kubectl -n {{{ns}}} patch cronjob {{{name}}} -p '{"spec":{"suspend":false}}'""")
            : null;
    }
}
