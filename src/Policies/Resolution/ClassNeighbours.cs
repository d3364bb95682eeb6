using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What is known beside a StorageClass: the claims that end up with it, and other default classes.</summary>
internal static class ClassNeighbours
{
    /// <summary>The names of other default classes, in their order.</summary>
    public static IReadOnlyList<string> OtherDefaults(StorageClass storageClass, Inventory inventory)
    {
        var defaults = inventory.DefaultClasses.At(string.Empty);
        return defaults.IsEmpty || (defaults is [var only] && ReferenceEquals(only, storageClass)) ? [] :
        [
            .. defaults
                .Select(c => c.Name)
                .Where(name => !string.Equals(name, storageClass.Name, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The claims that end up with it, by namespace and name: files and a cluster tell of them in one order.</summary>
    public static IEnumerable<Claim> Claims(StorageClass storageClass, Inventory inventory, ClaimResolver claims)
    {
        var (named, unnamed) = (inventory.ClaimsByClass.At(storageClass.Name), storageClass.IsDefault ? inventory.ClaimsByClass.At(string.Empty) : []);
        return named.IsEmpty && unnamed.IsEmpty ? [] : named.Concat(unnamed)
            .Where(claim => claims.ClassOf(claim) is StorageClassReference.Known { Class: var found } && ReferenceEquals(found, storageClass))
            .OrderBy(claim => claim.Namespace, StringComparer.Ordinal)
            .ThenBy(claim => claim.Name, StringComparer.Ordinal);
    }
}
