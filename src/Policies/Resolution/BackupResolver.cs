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
internal sealed class BackupResolver(Inventory inventory, StoragePolicy policy)
{
    private readonly ConcurrentDictionary<Claim, IReadOnlyList<BackupFacts>> _ofClaim = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<(string Namespace, string Claim), BackupFacts[]> _jobs = new();
    private readonly ConcurrentDictionary<string, Workload[]> _dumps = new(StringComparer.Ordinal);

    public IReadOnlyList<BackupFacts> Of(ClaimLink link)
    {
        if (link.Claim is not { } claim)
        {
            return [.. ClaimNames.Of(link.Name).SelectMany(name => Jobs(link.Namespace, name))];
        }

        if (!_ofClaim.TryGetValue(claim, out var backups))
        {
            _ofClaim[claim] = backups = [.. ClaimNames.Of(link.Name).SelectMany(name => Jobs(link.Namespace, name)), .. ByOperators(claim, inventory, policy)];
        }

        return backups;
    }

    /// <summary>The CronJobs that mount a claim. Only names that are mounted are remembered: whoever asks may ask for any.</summary>
    private BackupFacts[] Jobs(string ns, string claim)
    {
        if (inventory.Consumers.At(claim).IsEmpty)
        {
            return [];
        }

        return _jobs.GetOrAdd((ns, claim), static (key, all) => [.. all.ConsumersOf(key.Namespace, key.Claim).Where(w => w.Reference.Kind is "CronJob").Select(w => new BackupFacts(w.Reference.ToString()))], inventory);
    }

    /// <summary>What backup operators have been told of a claim, on it or beside it.</summary>
    public static IEnumerable<BackupFacts> ByOperators(Claim claim, Inventory inventory, StoragePolicy policy)
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

        foreach (var plan in inventory.BackupPlans.At(claim.Name))
        {
            if (SameNamespace(plan.Namespace, claim.Namespace) && Nearness.SameCopy(plan, claim))
            {
                yield return new BackupFacts(plan.Reference.ToString());
            }
        }

        foreach (var plan in inventory.BackupPlans.At(string.Empty))
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
        if (inventory.CronJobs.At(asker.Namespace).IsEmpty)
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
        [.. inventory.CronJobs.At(ns).Where(workload => workload.Pod.Containers.Any(c => policy.Catalog.DumpTools.Any(tool => Runs(c, tool))))];

    private static bool Runs(Container container, string tool) => container.CommandLine.Contains(tool, StringComparison.Ordinal);

    private static bool SameNamespace(string one, string other) => one.Length == 0 || other.Length == 0 || string.Equals(one, other, StringComparison.Ordinal);
}
