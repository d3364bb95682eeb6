using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>The object of a storage operator that says how the pool of a class, or of a volume, keeps its copies.</summary>
internal static class PoolObjects
{
    private static readonly Lazy<(string Operator, string[] Parameters, string Namespace)[]> Named = new(() =>
    [
        .. ShippedOperators.All
            .Where(o => o.Mark("pool-namespace").Length > 0)
            .Select(o => (o.Title, o.Mark("pool-parameters").Split(", "), o.Mark("pool-namespace"))),
    ]);

    /// <summary>By the names that the parameters of a class give; null where it was not found.</summary>
    public static BackupObject? Of(StorageClass storageClass, Shelf<BackupObject> objects, StoragePolicy policy) =>
        policy.Catalog.FindBackend(storageClass.Provisioner) is { } entry
            ? Of(entry, new BackendQuestion(AccessModes.None, IsBlock: false) { Class = storageClass }, objects)
            : null;

    /// <summary>By the names that the parameters, or the attributes of the volume, give; null where it was not found.</summary>
    public static BackupObject? Of(BackendEntry entry, BackendQuestion question, Shelf<BackupObject> objects)
    {
        if (objects.IsEmpty || entry.Traits.ReplicasParameter.Length == 0)
        {
            return null;
        }

        foreach (var (maker, parameters, ns) in Named.Value)
        {
            foreach (var parameter in parameters)
            {
                foreach (var pool in question.Parameter(parameter) is { Length: > 0 } name ? objects.At(question.Parameter(ns), name) : [])
                {
                    if (pool.Kind.Role == BackupRole.Pool && string.Equals(pool.Kind.Operator, maker, StringComparison.Ordinal))
                    {
                        return pool;
                    }
                }
            }
        }

        return null;
    }
}
