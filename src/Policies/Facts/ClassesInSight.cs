using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>The known StorageClasses: those that may be meant, and those that may be advised.</summary>
public readonly record struct ClassesInSight(Shelf<StorageClass> Classes)
{
    /// <summary>Whether there are none, so that nothing can be told from one's absence.</summary>
    public bool AreNone => Classes.IsEmpty;

    /// <summary>Their names, in an order that is the same in every run.</summary>
    public IEnumerable<string> Names => Classes.Keys;

    /// <summary>Whether one has a name.</summary>
    public bool Have(string name) => !Classes.At(name).IsEmpty;

    /// <summary>The class that is meant by a name, as one asks whose manifest lies in a folder; null when none is known.</summary>
    public StorageClass? Meant(string name, string folder) => Classes.Nearest(name, folder);
}
