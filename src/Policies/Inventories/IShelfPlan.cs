using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>What a shelf is for, whatever stands on it.</summary>
internal interface IShelfPlan
{
    /// <summary>Whether its keys are the names of what stands on it, so that each manifest is found here.</summary>
    bool IsByName { get; }

    /// <summary>Whether manifests of such a type stand here, if they have a key.</summary>
    bool Takes(Manifest? manifest);

    /// <summary>The shelf with those of some manifests that belong on it.</summary>
    IShelf Fill(IReadOnlyCollection<Manifest> manifests);
}
