using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Plans the CronJobs of a cluster: for every claim that is to be backed up what has to be there, or why nothing can be.</summary>
/// <param name="resolver">What is known of the cluster.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="image">The image of this program.</param>
public sealed class JobPlanner(Resolver resolver, StoragePolicy policy, string image)
{
    /// <summary>Until when the plans that were made hold, if nothing changes.</summary>
    public DateTimeOffset Until => resolver.Expiry.Moment;

    /// <summary>The plans, by namespace and claim.</summary>
    public IReadOnlyList<ClaimPlan> All() =>
    [
        .. resolver.Inventory.Claims.All
            .OrderBy(claim => claim.Namespace, StringComparer.Ordinal)
            .ThenBy(claim => claim.Name, StringComparer.Ordinal)
            .Select(Of)
            .OfType<ClaimPlan>(),
    ];

    /// <summary>The plan for a claim; null for one that is not ours to back up.</summary>
    public ClaimPlan? Of(Claim claim) =>
        claim.Metadata.Uid.Length == 0 || ClaimOwner.IsAnother(claim, policy) || resolver.Resolve(claim) is not ClaimFacts facts ? null
        : BackupOrder.Of(facts, policy) is { } order ? Of(facts, order)
        : BackupOrder.MayCome(facts, policy) ? new ClaimPlan.Undecided { Claim = claim }
        : null;

    /// <summary>Why a claim of a cluster that is to be backed up cannot be; null where it is not ours to back up, or can be.</summary>
    public static Obstacle? Obstacle(ClaimFacts claim, StoragePolicy policy) => Checked(claim, policy) is not { } checks ? null
        : checks is { Obstacle: null } or { IsOnlyUnbound: true } && TargetObstacle.Seen(claim, checks.Target!) is { } seen ? seen : checks.Obstacle;

    /// <summary>What a claim of a cluster waits for that is not copied and could be; null where it is not ours to back up.</summary>
    public static Obstacle? Awaited(ClaimFacts claim, StoragePolicy policy) =>
        Checked(claim, policy) is { Obstacle: null, Target: { } target }
            ? SuspendedCronJob.Of(claim) ?? TargetObstacle.UnderWay(claim, target) ?? MissingCronJob.Of(claim.Claim)
        : claim.Claim.Metadata is { IsBeingDeleted: true, Uid.Length: > 0 } && policy.Protection.HasOwnJobs ? MissingCronJob.OfDeleted(claim.Claim)
        : null;

    private static JobChecks? Checked(ClaimFacts claim, StoragePolicy policy) =>
        claim.Claim.Metadata.Uid.Length == 0 || ClaimOwner.IsAnother(claim.Claim, policy) || BackupOrder.Of(claim, policy) is not { } order
            ? null
            : new JobChecks(claim, order, policy);

    private ClaimPlan Of(ClaimFacts claim, BackupOrder order)
    {
        var checks = new JobChecks(claim, order, policy);
        if (checks is { Obstacle: { } obstacle, IsOnlyUnbound: false })
        {
            return new ClaimPlan.Obstructed { Claim = claim.Claim, Limit = order.Limit, Obstacle = obstacle };
        }

        var (mount, target, user) = (checks.Mount!, checks.Target!, checks.User!);
        var copy = new BackupJob
        {
            Role = JobRole.Backup,
            Namespace = claim.Claim.Namespace,
            Name = JobName.Of(claim.Claim, JobRole.Backup),
            Claim = claim.Claim.Name,
            ClaimUid = claim.Claim.Metadata.Uid,
            Schedule = order.Schedule,
            Enforced = claim.Surroundings.Namespace.Enforced,
            TimeZone = policy.Protection.TimeZone,
            Image = image,
            Arguments = JobArguments.Backup(claim, mount, order, target, policy),
            Dump = checks.Dump,
            Target = target,
            User = user,
            FsGroup = order.IsDump ? null : mount.Workload.Pod.FsGroup,
            ScratchSize = claim.Claim.Spec.Size > 0 ? Quantity.Format(claim.Claim.Spec.Size) : string.Empty,
            Companions = order.IsDump ? null : Companions.Of(mount, claim.Link),
            Tolerations = mount.Workload.Pod.Tolerations ?? [],
        };
        var probe = copy with
        {
            Role = JobRole.Probe,
            Name = JobName.OfProbe(target),
            Arguments = JobArguments.Probe(claim, target, policy),
            Dump = null,
            Companions = null,
        };
        return checks.Obstacle is { } unbound
            ? new ClaimPlan.Obstructed
            {
                Claim = claim.Claim,
                Limit = order.Limit,
                Obstacle = unbound,
                Probe = order.Restore == RestoreMoment.OnCreate ? probe : null,
            }
            : new ClaimPlan.Ready { Claim = claim.Claim, Limit = order.Limit, Probe = probe, Jobs = Jobs(claim, order, copy) };
    }

    private BackupJob[] Jobs(ClaimFacts claim, BackupOrder order, BackupJob copy) => order.Verify.Length == 0 ? [copy] :
    [
        copy,
        copy with
        {
            Role = JobRole.Verify,
            Name = JobName.Of(claim.Claim, JobRole.Verify),
            Schedule = order.Verify,
            Arguments = JobArguments.Verify(claim, copy.Target, policy),
            Companions = null,
        },
    ];
}
