using System.Collections.Concurrent;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Finds what backs a claim up: a CronJob that mounts it, or one in the namespace that dumps a database over the network,
/// or a backup operator's own mark on the claim or plan for it. What is found in one inventory is remembered for whoever asks next.
/// </summary>
internal sealed class BackupResolver
{
    private readonly Shelf<Claim> _claims;
    private readonly Shelf<Workload> _copiers;
    private readonly Shelf<Workload> _cronJobs;
    private readonly Shelf<BackupPlan> _plans;
    private readonly StoragePolicy _policy;
    private readonly Memo<Claim, IReadOnlyList<BackupFacts>> _ofClaim;
    private readonly ConcurrentDictionary<(string Namespace, string Claim), BackupFacts[]> _jobs;
    private readonly ConcurrentDictionary<string, Workload[]> _dumps;

    private BackupResolver(Inventory inventory, StoragePolicy policy, BackupResolver? shared)
    {
        (_claims, _copiers, _cronJobs, _plans, _policy) = (inventory.Claims, inventory.Copiers, inventory.CronJobs, inventory.BackupPlans, policy);
        _ofClaim = new Memo<Claim, IReadOnlyList<BackupFacts>>(inventory, Find, shared?._ofClaim);
        _jobs = shared?._jobs ?? new();
        _dumps = shared?._dumps ?? new(StringComparer.Ordinal);
    }

    /// <summary>A resolver for an inventory, which shares what another has found out where everything that backups depend on is the same.</summary>
    public static BackupResolver For(Inventory inventory, StoragePolicy policy, BackupResolver? shared)
    {
        var isShared = shared is not null
            && ReferenceEquals(shared._copiers, inventory.Copiers)
            && ReferenceEquals(shared._cronJobs, inventory.CronJobs)
            && ReferenceEquals(shared._plans, inventory.BackupPlans);
        return isShared && ReferenceEquals(shared!._claims, inventory.Claims) ? shared : new BackupResolver(inventory, policy, isShared ? shared : null);
    }

    public IReadOnlyList<BackupFacts> Of(ClaimLink link) => link.Claim is { } claim ? _ofClaim.Of(claim) : [.. Jobs(link.Namespace, link.Name)];

    private IReadOnlyList<BackupFacts> Find(Claim claim) => [.. Jobs(claim.Namespace, claim.Name), .. ByOperators(claim, _plans, _policy)];

    private IEnumerable<BackupFacts> Jobs(string ns, string claim) => ClaimNames.Of(claim).SelectMany(name => JobsOf(ns, name));

    /// <summary>The CronJobs that mount a claim. Only names that are mounted are remembered: whoever asks may ask for any.</summary>
    private BackupFacts[] JobsOf(string ns, string claim) => _copiers.At(claim) is { IsEmpty: false } copiers
        ? _jobs.GetOrAdd((ns, claim), static (key, all) => [.. all.Where(w => SameNamespace(w.Namespace, key.Namespace)).Select(w => new BackupFacts(w.Reference.ToString()))], copiers)
        : [];

    /// <summary>What backup operators have been told of a claim, on it or beside it.</summary>
    public static IEnumerable<BackupFacts> ByOperators(Claim claim, Shelf<BackupPlan> plans, StoragePolicy policy)
    {
        foreach (var mark in policy.Catalog.BackupMarks)
        {
            if (claim.Metadata.Annotations.TryGetValue(mark.Key, out var value))
            {
                if (string.Equals(value, mark.Value, StringComparison.OrdinalIgnoreCase))
                {
                    yield return new BackupFacts($"annotation {mark.Key}");
                }

                // Marked as not to be copied: a plan for the whole namespace passes it over.
                yield break;
            }
        }

        foreach (var plan in plans.At(claim.Name))
        {
            if (SameNamespace(plan.Namespace, claim.Namespace) && Nearness.SameCopy(plan, claim))
            {
                yield return new BackupFacts(plan.Reference.ToString());
            }
        }

        foreach (var plan in plans.At(string.Empty))
        {
            if (string.Equals(plan.Namespace, claim.Namespace, StringComparison.Ordinal) && Nearness.SameCopy(plan, claim))
            {
                yield return new BackupFacts(plan.Reference.ToString());
            }
        }
    }

    /// <summary>CronJobs of a namespace that dump a database server.</summary>
    public IReadOnlyList<BackupFacts> OfDatabase(Workload asker)
    {
        if (_cronJobs.At(asker.Namespace).IsEmpty)
        {
            return [];
        }

        List<BackupFacts>? backups = null;
        foreach (var workload in _dumps.GetOrAdd(asker.Namespace, Dumps))
        {
            if (Nearness.SameCopy(workload, asker))
            {
                (backups ??= []).Add(new BackupFacts(workload.Reference.ToString()));
            }
        }

        return backups is null ? [] : backups;
    }

    private Workload[] Dumps(string ns) =>
        [.. _cronJobs.At(ns).Where(workload => workload.Pod.Containers.Any(c => _policy.Catalog.DumpTools.Any(tool => Runs(c, tool))))];

    private static bool Runs(Container container, string tool) => container.CommandLine.Contains(tool, StringComparison.Ordinal);

    private static bool SameNamespace(string one, string other) => one.Length == 0 || other.Length == 0 || string.Equals(one, other, StringComparison.Ordinal);
}
