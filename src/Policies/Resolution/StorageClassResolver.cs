using System.Collections.Concurrent;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds what is behind a StorageClass and beside it: the claims that end up with it, and other default classes.</summary>
internal sealed class StorageClassResolver(
    Inventory inventory,
    StoragePolicy policy,
    ClaimResolver claims,
    Func<Claim, IReadOnlyList<MountFacts>> consumers,
    Func<Workload, IReadOnlyList<MountFacts>> mounts)
{
    /// <summary>The claims that ask for each class, by the class they get: files of several clusters hold several of one name.</summary>
    private readonly ConcurrentDictionary<string, ILookup<StorageClass?, Claim>> _asking = new(StringComparer.Ordinal);

    public StorageClassFacts Resolve(StorageClass storageClass, Surroundings surroundings) => new()
    {
        Class = storageClass,
        Surroundings = surroundings,
        Backend = BackendResolver.OfClass(
            storageClass, AccessModes.ReadWriteOnce, isBlock: false, policy, PoolObjects.Of(storageClass, inventory.VolumeObjects, policy)),
        Entry = policy.Catalog.FindBackend(storageClass.Provisioner),
        OtherDefaults = OtherDefaults(storageClass),
        Consumers = [.. Claims(storageClass).SelectMany(consumers), .. ToBeMade(storageClass)],
    };

    /// <summary>The names of other default classes, in their order. One that nobody applies is no other of one that somebody does.</summary>
    private string[] OtherDefaults(StorageClass storageClass)
    {
        var defaults = inventory.DefaultClasses.At(string.Empty);
        return defaults.IsEmpty || (defaults is [var only] && ReferenceEquals(only, storageClass)) ? [] :
        [
            .. defaults
                .Where(c => storageClass.IsUnapplied || !c.IsUnapplied)
                .Select(c => c.Name)
                .Where(name => !string.Equals(name, storageClass.Name, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The claims that end up with it, by namespace and name: files and a cluster tell of them in one order.</summary>
    private IEnumerable<Claim> Claims(StorageClass storageClass) => Asking(storageClass, storageClass.Name)
        .Concat(storageClass.IsDefault ? Asking(storageClass, string.Empty) : [])
        .OrderBy(claim => claim.Namespace, StringComparer.Ordinal)
        .ThenBy(claim => claim.Name, StringComparer.Ordinal);

    /// <summary>The mounts of claims that are still to be made of templates, and will end up with it.</summary>
    private IEnumerable<MountFacts> ToBeMade(StorageClass storageClass) => Makers(storageClass.Name)
        .Concat(storageClass.IsDefault ? Makers(string.Empty) : [])
        .OrderBy(workload => workload.Namespace, StringComparer.Ordinal)
        .ThenBy(workload => workload.Name, StringComparer.Ordinal)
        .SelectMany(mounts)
        .Where(mount => mount.IsToBeMade && mount.Claim?.Class is StorageClassReference.Known { Class: var asked } && ReferenceEquals(asked, storageClass));

    private IEnumerable<Workload> Makers(string name) => inventory.MakersByClass.At(name).Where(workload => !ObjectSize.Of(workload).IsTooLarge);

    private IEnumerable<Claim> Asking(StorageClass storageClass, string name) => inventory.ClaimsByClass.At(name).IsEmpty ? [] :
        _asking.GetOrAdd(name, asked => inventory.ClaimsByClass.At(asked).ToLookup<Claim, StorageClass?>(
            claim => (claims.ClassOf(claim) as StorageClassReference.Known)?.Class,
            ReferenceEqualityComparer.Instance))[storageClass];
}
