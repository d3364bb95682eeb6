using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Finds what backs a claim up: a CronJob that mounts it, or one in the namespace that dumps a database over the network,
/// or a backup operator's own mark on the claim or plan for it.
/// </summary>
internal static class BackupResolver
{
    public static IReadOnlyList<BackupFacts> Of(ClaimLink claim, Inventory inventory, StoragePolicy policy)
    {
        List<BackupFacts>? backups = null;
        foreach (var name in ClaimNames.Of(claim.Name))
        {
            foreach (var workload in inventory.Consumers.At(name))
            {
                if (workload.Reference.Kind is "CronJob" && SameNamespace(workload.Namespace, claim.Namespace))
                {
                    (backups ??= []).Add(new BackupFacts(workload.Reference.ToString()));
                }
            }
        }

        if (claim.Claim is { } manifest)
        {
            foreach (var backup in ByOperators(manifest, inventory, policy))
            {
                (backups ??= []).Add(backup);
            }
        }

        return backups is null ? [] : backups;
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
    public static IReadOnlyList<BackupFacts> OfDatabase(Workload asker, Inventory inventory, StoragePolicy policy)
    {
        List<BackupFacts>? backups = null;
        foreach (var workload in inventory.CronJobs.At(asker.Namespace))
        {
            if (Nearness.SameCopy(workload, asker) && workload.Pod.Containers.Any(c => policy.Catalog.DumpTools.Any(tool => Runs(c, tool))))
            {
                (backups ??= []).Add(new BackupFacts(workload.Reference.ToString()));
            }
        }

        return backups is null ? [] : backups;
    }

    private static bool Runs(Container container, string tool) => container.CommandLine.Contains(tool, StringComparison.Ordinal);

    private static bool SameNamespace(string one, string other) => one.Length == 0 || other.Length == 0 || string.Equals(one, other, StringComparison.Ordinal);
}
