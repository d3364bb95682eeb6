using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>An appliance that the nodes mount themselves, so that a folder of theirs is a share of it.</summary>
internal static class MountedNas
{
    /// <summary>The appliance that a folder of a node is on, by the policy; null where it is the node's own.</summary>
    public static NasEntry? At(string path, StoragePolicy policy)
    {
        foreach (var nas in policy.Nas)
        {
            foreach (var mount in nas.Paths)
            {
                if (MountPath.Contains(mount, path))
                {
                    return nas;
                }
            }
        }

        return null;
    }

    public static Backend.Known Behind(NasEntry nas, string path, string evidence) => new()
    {
        Title = nas.Name,
        Traits = new BackendTraits
        {
            Protocol = nas.Protocol,
            Where = Whereabouts.Nas,
            Locks = BackendTraits.UsualLocks(nas.Protocol),
            AccessModes = AccessModes.ReadWriteOnce | AccessModes.ReadWriteMany | AccessModes.ReadOnlyMany,
        },
        Certainty = Certainty.Declared,
        Evidence = $"{evidence}: the nodes mount {path} from {nas.Name} (policy)",
    };
}
