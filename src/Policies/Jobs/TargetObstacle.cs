using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>What a probe of a target has found to be in the way of every backup of a namespace that goes there.</summary>
public static class TargetObstacle
{
    /// <summary>The obstacle in the words of a probe.</summary>
    public static Obstacle Of(BackupTarget target, string ns, string words) => new(
        "TargetNotReady",
        $"target {target} of namespace {ns} cannot be used yet: {words}",
        "nothing is copied there until a probe succeeds; it is tried again, later each time, at the latest after 6 hours");

    /// <summary>What the youngest known probe says; null where none says anything.</summary>
    public static Obstacle? Seen(ClaimFacts claim, BackupTarget target) =>
        Youngest(claim, target)?.Noted(Annotation.BackupObstacle) is { Length: > 0 } words ? Of(target, claim.Claim.Namespace, words) : null;

    /// <summary>That the target is being tried before anything is copied there; null where no probe of it is known.</summary>
    public static Obstacle? UnderWay(ClaimFacts claim, BackupTarget target) => Youngest(claim, target) is not { } probe ? null : new(
        Obstacle.TargetBeingTried,
        $"target {target} of namespace {claim.Claim.Namespace} is being tried by Job {probe.Name}; backups begin once it has succeeded",
        $"nothing needs to be written; kubectl -n {claim.Claim.Namespace} describe job {probe.Name} shows how far it is");

    private static Workload? Youngest(ClaimFacts claim, BackupTarget target) => claim.Surroundings.Inventory.Workloads.All
        .Where(w => w.Reference.Kind is "Job"
            && string.Equals(w.Namespace, claim.Claim.Namespace, StringComparison.Ordinal)
            && string.Equals(w.Metadata.Labels.GetValueOrDefault(JobLabels.Role), JobLabels.Spell(JobRole.Probe), StringComparison.Ordinal)
            && string.Equals(w.Metadata.Labels.GetValueOrDefault(JobLabels.Target), target.Mark, StringComparison.Ordinal))
        .MaxBy(w => w.Created);
}
