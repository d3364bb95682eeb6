using System.Collections.Frozen;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds what a namespace and the policy say for everything in it.</summary>
internal static class NamespaceResolver
{
    public static NamespaceFacts Resolve(string name, string folder, Inventory inventory, StoragePolicy policy)
    {
        var manifest = name.Length == 0 ? null : inventory.Namespaces.At(name).Nearest(folder);
        var labels = manifest?.Metadata.Labels ?? FrozenDictionary<string, string>.Empty;
        var annotations = manifest?.Metadata.Annotations ?? FrozenDictionary<string, string>.Empty;
        NamespaceEntry[] entries = name.Length == 0 ? [] : [.. policy.Namespaces.Where(e => e.Selector.Matches(name, labels))];
        return new NamespaceFacts
        {
            Name = name,
            Annotations = annotations,
            Criticality = Annotation.Criticality(annotations) ?? Array.Find(entries, e => e.Criticality is not null)?.Criticality,
            IsLeftAlone = Array.Exists(entries, e => e.IsLeftAlone),
            Entries = entries,
        };
    }
}
