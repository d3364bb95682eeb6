using System.Text.Json.Nodes;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Restoring;

/// <summary>A claim of a new pod that is to be restored while its volume is empty, or why it cannot be.</summary>
internal sealed record RestoredClaim
{
    /// <summary>The claim's name.</summary>
    public required string Claim { get; init; }

    /// <summary>The pod's volume.</summary>
    public required string Volume { get; init; }

    /// <summary>Where backups are; null where nothing says so in words that are understood.</summary>
    public BackupTarget? Target { get; private init; }

    /// <summary>As whom it is restored; null where that cannot be told.</summary>
    public JsonObject? SecurityContext { get; private init; }

    /// <summary>What the program is told.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>Why it cannot be restored, as the end of "is not restored: …"; empty when it can.</summary>
    public string Obstacle { get; private init; } = string.Empty;

    /// <summary>What is known to be wrong with the target now, empty when nothing is. The pod waits for it all the same.</summary>
    public string Trouble { get; private init; } = string.Empty;

    /// <summary>The claims of a pod whose backups are ours, in tiers that restore.</summary>
    public static IEnumerable<RestoredClaim> Of(WorkloadFacts pod, Judge judge, StoragePolicy policy, string image)
    {
        if (!LitestreamSidecar.IsEverIn(pod.Workload) || BackupConsent.IsRefused(pod) || IsFresh(pod.Workload.Metadata))
        {
            yield break;
        }

        var mounts = pod.AllMounts.Where(m => m is { Claim.Claim: not null, IsEphemeral: false, Container.Role: ContainerRole.Main });
        foreach (var group in mounts.GroupBy(m => m.Claim!.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var mount = group.OrderBy(m => m.IsReadOnly).First();
            var claim = mount.Claim!.Claim!;
            if (!IsFresh(claim.Metadata)
                && !ClaimOwner.IsAnother(claim, policy)
                && judge.With(pod.Workload).Of(claim).Facts is ClaimFacts facts
                && BackupOrder.Of(facts, policy) is { Restore: RestoreMoment.OnCreate } order)
            {
                yield return Of(mount, facts, order, policy, image);
            }
        }
    }

    /// <summary>Whether an object's own annotation says that its data start over.</summary>
    private static bool IsFresh(Metadata metadata) => metadata.Annotations.TryGetValue(Annotation.Restore, out var wanted) && wanted is "false";

    private static RestoredClaim Of(MountFacts mount, ClaimFacts claim, BackupOrder order, StoragePolicy policy, string image)
    {
        var target = BackupTarget.Read(order.Target, out var complaint);
        var user = order.RunAs.Length == 0 ? DatabaseOwner.Of(mount, policy)
            : FileOwner.Read(order.RunAs) is { } said ? said.User == 0 ? DatabaseOwner.Root.Instance : new DatabaseOwner.Numbered(said.User, said.Group)
            : DatabaseOwner.Unsaid.Instance;
        var isRestricted = mount.Surroundings.Namespace.Enforced is "restricted";
        var obstacle = image.Length == 0 ? "the server was not told its own image (--backup-image, which components/backups sets)"
            : order.Target.Length == 0 ? "nothing says where its backups are; write protection.target into the policy, "
                + $"or annotation {Annotation.BackupTarget} on the claim"
            : target is null ? $"target {complaint}"
            : order.Strategy is "dump" ? "its backups are dumps, which its server has to read"
            : claim.Claim.Spec.IsBlock ? "it is a raw block device"
            : mount.IsReadOnly || mount.Volume.IsReadOnly ? "the pod mounts it read-only"
            : target is BackupTarget.Claim { Name: var name } && string.Equals(name, claim.Claim.Name, StringComparison.Ordinal)
                ? "its target is the claim itself"
            : isRestricted && target is BackupTarget.Nfs
                ? $"pod security standard restricted of namespace {claim.Claim.Namespace} forbids pods to mount NFS themselves"
            : isRestricted && user is DatabaseOwner.Root
                ? $"its files are root's, and pod security standard restricted of namespace {claim.Claim.Namespace} forbids root"
            : user is DatabaseOwner.Unsaid ? $"write securityContext.runAsUser, or annotation {Annotation.BackupRunAs}: \"1000:1000\" on the claim"
            : string.Empty;
        return new RestoredClaim
        {
            Claim = claim.Claim.Name,
            Volume = mount.Volume.Name,
            Target = target,
            Obstacle = obstacle,
            Trouble = obstacle.Length > 0 ? string.Empty
                : TargetObstacle.Seen(claim, target!) is { } seen ? seen.Message
                : Closed(mount, claim, user),
            SecurityContext = obstacle.Length > 0 ? null : Confined(user),
            Arguments = obstacle.Length > 0 ? [] : JobArguments.Restore(claim, target!, policy, withOwner: user is DatabaseOwner.Root),
        };
    }

    /// <summary>
    /// The folder of a new file system is root's. Whoever is not root may write there only where the kubelet gives it to a group of theirs; empty where that is
    /// so, or where the volume is not known to be a new one of that kind.
    /// </summary>
    private static string Closed(MountFacts mount, ClaimFacts claim, DatabaseOwner user) =>
        user is DatabaseOwner.Numbered { User: > 0 } numbered
        && mount.Workload.Pod.FsGroup is null
        && claim.Claim.Spec.VolumeName.Length == 0
        && claim.Link.Backend is Backend.Known { Traits.Protocol: Protocol.Block }
            ? $"if there is a backup, UID {numbered.User} may not write it into a new volume of class {claim.Link.Class.Name}, whose folder is root's: write "
                + $"securityContext.fsGroup: {numbered.Group ?? numbered.User} into the pod"
            : string.Empty;

    /// <summary>Root gives files back to whom they belonged, with their modes and times, for which it needs one more of its capabilities.</summary>
    private static JsonObject Confined(DatabaseOwner user)
    {
        var context = user.SecurityContext()!;
        if (user is DatabaseOwner.Root)
        {
            context["capabilities"]!["add"]!.AsArray().Add((JsonNode)"FOWNER");
        }

        return context;
    }
}
