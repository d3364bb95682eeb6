using System.Collections.Immutable;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Finds everything in an inventory that is to copy the data of a mount, and grades it at a moment. What jobs copy is remembered for whoever asks
/// next.
/// </summary>
/// <param name="inventory">What is known.</param>
/// <param name="policy">What the household decided.</param>
/// <param name="now">The moment.</param>
/// <param name="expiry">Until when what is found stays so.</param>
/// <param name="mountsOf">What is behind the mounts of a workload, but for what covers them.</param>
/// <param name="shared">What found out about an inventory that differs in a few objects; null for the first.</param>
internal sealed class ProtectionResolver(
    Inventory inventory,
    StoragePolicy policy,
    DateTimeOffset now,
    Expiry expiry,
    Func<Workload, IReadOnlyList<MountFacts>> mountsOf,
    ProtectionResolver? shared)
{
    /// <summary>So many jobs that share a claim are asked what they do about each other's data.</summary>
    private const int MostJobs = 8;

    private readonly Grading _grading = shared?._grading ?? new(policy, now, expiry);

    private readonly JobShelf _jobs = JobShelf.For(inventory, policy, mountsOf, shared?._jobs);

    private ServedPlace? _served;

    /// <summary>The pod that was asked about last: its mounts are asked about one after the other.</summary>
    private PodView? _pod;

    /// <summary>Where servers of the cluster keep copies; what covers these in turn is asked without looking for the next.</summary>
    public ServedPlace Served => _served ?? Interlocked.CompareExchange(
        ref _served,
        new ServedPlace(mountsOf, store => Of(store, places: null), _jobs, policy),
        comparand: null) ?? _served;

    /// <summary>What covers a mount. Jobs are asked only where nothing else mounts their claim: what they see otherwise belongs to others.</summary>
    public Coverage Of(MountFacts mount) => Of(mount, this);

    private Coverage Of(MountFacts mount, ProtectionResolver? places)
    {
        if (IsOfOthers(mount) || mount.IsEphemeral || mount.Backend is Backend.Projection)
        {
            return Coverage.None;
        }

        var found = Found(mount, places);
        return found.Best is not null ? found
            : HoldsCritical(mount) && AnyIsCopied ? found with { OthersAreCopied = true }
            : PartedFolder.IsLeftOut(mount, this, places) ? found with { IsLeftOut = true }
            : found;
    }

    /// <summary>What covers a mount by itself.</summary>
    internal Coverage Found(MountFacts mount, ProtectionResolver? places)
    {
        var pod = ViewOf(mount.Workload.Pod);
        var backups = new FoundBackups(mount, places);
        OfClaim(mount, ref backups);
        foreach (var plan in Plans(BackupRole.SelectionPlan))
        {
            backups.Add(SelectionPlans.Of(plan, mount, pod, policy), plan);
        }

        foreach (var job in _jobs.Seeing(mount))
        {
            var backup = backups.IsFound(_jobs.Of(job).Source) ? null : _jobs.Following(job, mount);
            backups.Add(ReferenceEquals(job, mount.Workload) && backup is not { WhyNot.Length: 0, Doubt.Length: 0 } ? null : backup, job);
        }

        foreach (var replica in Replicas.Of(mount, pod, mountsOf, policy))
        {
            backups.Add(replica, mount.Workload);
        }

        OfDatabase(mount, ref backups);
        Unseen.Add(mount, inventory, ref backups);
        return backups.Count == 0 ? Coverage.None : _grading.Of(mount, backups.All);
    }

    private PodView ViewOf(PodTemplate pod) => _pod is { } last && ReferenceEquals(last.Pod, pod) ? last : _pod = new PodView(pod);

    private static bool HoldsCritical(MountFacts mount)
    {
        for (var i = 0; i < mount.Data.Count; i++)
        {
            if (mount.Data[i] is { Criticality: Criticality.Critical, IsResidue: false })
            {
                return true;
            }
        }

        return false;
    }

    private bool AnyIsCopied => !inventory.Backups.At(BackupObject.KeyOfPlans).IsEmpty || _jobs.MakeBackups;

    /// <summary>Whether a maker of backups has been told of a claim already.</summary>
    public static bool IsTold(Claim claim, Inventory inventory) =>
        NamespacePlans.HasMark(claim.Metadata, inventory)
        || inventory.Backups
            .At(claim.Name)
            .Concat(inventory.Backups.At(BackupObject.KeyOf(BackupRole.NamespacePlan)))
            .Any(plan => plan.Kind.Role is BackupRole.ClaimPlan or BackupRole.NamespacePlan
                && (plan.Kind.Role == BackupRole.ClaimPlan || NamespacePlans.Copies(plan))
                && IsNeighbour(plan, claim));

    /// <summary>
    /// Whether what covers a mount of a job is told where others mount the claim. Of a claim of many jobs nothing is told there: each would be asked about
    /// the data of all.
    /// </summary>
    private bool IsOfOthers(MountFacts mount) => mount.Workload.IsBatch && (mount.Claim is null || IsOfOthers(mount.Workload, Volumes.ClaimName(mount)));

    private bool IsOfOthers(Workload job, string claim)
    {
        Workload[] consumers = [.. ClaimNames.Of(claim).SelectMany(name => inventory.ConsumersOf(job.Namespace, name)).Take(MostJobs + 1)];
        return consumers.Length > MostJobs || Array.Exists(consumers, other => !other.IsBatch);
    }

    private void OfClaim(MountFacts mount, ref FoundBackups backups)
    {
        if (mount.Claim is null)
        {
            return;
        }

        // Those that name the claim, and those that choose claims by their labels.
        OfClaim(inventory.Backups.At(Volumes.ClaimName(mount)), mount, ref backups);
        OfClaim(Plans(BackupRole.ClaimPlan), mount, ref backups);
        var isPlanned = false;
        foreach (var plan in Plans(BackupRole.NamespacePlan))
        {
            // One that only checks or prunes makes no backups.
            if (NamespacePlans.Makes(plan) && IsNeighbour(plan, mount.Workload))
            {
                isPlanned |= NamespacePlans.Copies(plan);
                backups.Add(NamespacePlans.Of(plan, mount, policy), plan);
            }
        }

        backups.Add(NamespacePlans.Marked(mount, isPlanned), mount.Workload);
        foreach (var plan in Plans(BackupRole.GroupPlan))
        {
            backups.Add(GroupPlans.Of(plan, mount), plan);
        }

        var found = backups.Count;
        foreach (var plan in Plans(BackupRole.ClusterPlan))
        {
            backups.Add(IsNeighbour(plan, mount.Workload) ? ClusterPlans.Of(plan, mount, policy) : null, plan);
        }

        backups.Add(backups.Count > found ? null : ClusterPlans.Without(mount), mount.Workload);
    }

    private void OfClaim(ImmutableArray<BackupObject> plans, MountFacts mount, ref FoundBackups backups)
    {
        foreach (var plan in plans)
        {
            if (plan.Kind.Role == BackupRole.ClaimPlan && IsNeighbour(plan, mount.Workload) && ClaimPlans.Names(plan, mount))
            {
                backups.Add(ClaimPlans.Of(plan, mount, policy), plan);
            }
        }
    }

    private void OfDatabase(MountFacts mount, ref FoundBackups backups)
    {
        if (!mount.Data.Any(d => d.Kind == DataKind.Database))
        {
            return;
        }

        foreach (var job in _jobs.Near(mount.Workload).Concat(_jobs.Dumping(mount.Workload)))
        {
            backups.Add(_jobs.Of(job).OfDatabase(mount), job);
        }
    }

    private ImmutableArray<BackupObject> Plans(BackupRole role) => inventory.Backups.At(BackupObject.KeyOf(role));

    private static bool IsNeighbour(Manifest plan, Manifest other) =>
        (plan.Namespace.Length == 0 || other.Namespace.Length == 0 || string.Equals(plan.Namespace, other.Namespace, StringComparison.Ordinal))
            && Nearness.SameCopy(plan, other);
}
