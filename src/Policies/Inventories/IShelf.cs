using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>A shelf, whatever stands on it. Immutable: a change is a new shelf, or the same one where the manifest does not belong on it.</summary>
internal interface IShelf
{
    /// <summary>Everything on it, in an order that is the same in every run.</summary>
    IEnumerable<Manifest> All { get; }

    /// <summary>Whether a manifest itself stands on it by its name.</summary>
    bool Holds(Manifest manifest);

    /// <summary>The shelf with a manifest more; the same where there is none.</summary>
    IShelf With(Manifest? manifest);

    /// <summary>The shelf without a manifest that stands on it.</summary>
    IShelf Without(Manifest manifest);

    /// <summary>What stands here by the name of a manifest, and is of its namespace and kind.</summary>
    IReadOnlyList<Manifest> Find(Manifest manifest);
}
