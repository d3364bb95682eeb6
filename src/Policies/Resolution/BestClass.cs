using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>The class the matrix prefers for a claim, of those known that serve what it asks.</summary>
internal sealed record BestClass(StorageClass Class, Backend.Known Backend)
{
    /// <summary>Its name.</summary>
    public string Name => Class.Name;

    /// <summary>The class, which may be the one the claim has; null when none of the matrix is known and serves it.</summary>
    public static BestClass? Of(Claim claim, DataKind kind, Criticality criticality, Surroundings surroundings, StoragePolicy policy)
    {
        BestClass? second = null;
        foreach (var name in policy.Row(kind).Classes(criticality))
        {
            if (surroundings.Classes.Meant(name, claim.Source.Folder) is { } storageClass && Serves(storageClass, claim.Spec, kind, policy) is { } backend)
            {
                if (FittingClass.IsFirst(storageClass, backend, kind, criticality, policy))
                {
                    return new BestClass(storageClass, backend);
                }

                second ??= new BestClass(storageClass, backend);
            }
        }

        return second;
    }

    /// <summary>What is behind a class for such a claim; null when it does not serve what is asked, or would lose the data.</summary>
    private static Backend.Known? Serves(StorageClass storageClass, ClaimSpec spec, DataKind kind, StoragePolicy policy)
    {
        if (FittingClass.Of(storageClass, spec.AccessModes, spec.IsBlock, kind, policy) is not { } known)
        {
            return null;
        }

        var served = spec.IsBlock ? known.Traits.BlockAccessModes : known.Traits.AccessModes;
        var serves = (!spec.IsBlock || served != AccessModes.None) && (served == AccessModes.None || (spec.AccessModes & ~served) == AccessModes.None);
        return serves ? known : null;
    }
}
