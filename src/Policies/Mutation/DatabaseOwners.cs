using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Mutation;

/// <summary>Whom the files of each container belong to, read from its environment once for all of its mounts.</summary>
internal sealed class DatabaseOwners(StoragePolicy policy)
{
    private readonly Dictionary<Container, DatabaseOwner> _known = new(ReferenceEqualityComparer.Instance);

    public DatabaseOwner Of(MountFacts mount)
    {
        if (!_known.TryGetValue(mount.Container, out var owner))
        {
            _known[mount.Container] = owner = DatabaseOwner.Of(mount, policy);
        }

        return owner;
    }
}
