using System.Collections.Concurrent;
using System.Collections.Frozen;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds what a namespace and the policy say for everything in it.</summary>
internal sealed class NamespaceResolver(Shelf<NamespaceManifest> shelf, StoragePolicy policy)
{
    /// <summary>Whoever asks may ask for any name; what is remembered must end somewhere.</summary>
    private const int MostRemembered = 4096;

    private Shelf<NamespaceManifest> Shelf => shelf;

    private readonly ConcurrentDictionary<(string Name, string Folder), NamespaceFacts> _known = new();

    /// <summary>A resolver for an inventory: the one that there is, where the namespaces are the same.</summary>
    public static NamespaceResolver For(Inventory inventory, StoragePolicy policy, NamespaceResolver? shared) =>
        shared is not null && ReferenceEquals(shared.Shelf, inventory.Namespaces) ? shared : new NamespaceResolver(inventory.Namespaces, policy);

    /// <summary>What is known of a namespace, as one asks who stands in a folder.</summary>
    public NamespaceFacts Resolve(string name, string folder)
    {
        // Where no manifest describes it, it is the same from every folder.
        folder = shelf.At(name).IsEmpty ? string.Empty : folder;
        if (!_known.TryGetValue((name, folder), out var facts))
        {
            facts = Find(name, folder);
            if (_known.Count < MostRemembered)
            {
                _known.TryAdd((name, folder), facts);
            }
        }

        return facts;
    }

    private NamespaceFacts Find(string name, string folder)
    {
        var manifest = name.Length == 0 ? null : shelf.Nearest(name, folder);
        var labels = manifest?.Metadata.Labels ?? FrozenDictionary<string, string>.Empty;
        var annotations = manifest?.Metadata.Annotations ?? FrozenDictionary<string, string>.Empty;
        NamespaceEntry[] entries = name.Length == 0 ? [] : [.. policy.Namespaces.Where(e => e.Selector.Matches(name, labels))];
        return new NamespaceFacts
        {
            Name = name,
            Annotations = annotations,
            Criticality = Annotation.Criticality(annotations) ?? Array.Find(entries, e => e.Criticality is not null)?.Criticality,
            Target = Array.Find(entries, e => e.Target.Length > 0)?.Target,
            Enforced = labels.GetValueOrDefault("pod-security.kubernetes.io/enforce", string.Empty),
            IsUnasked = labels.ContainsKey(Annotation.Ignore),
            IsLeftAlone = Array.Exists(entries, e => e.IsLeftAlone),
            Entries = entries,
        };
    }
}
