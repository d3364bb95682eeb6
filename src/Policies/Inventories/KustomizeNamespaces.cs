using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// Gives manifests the namespace that kustomize will give them. A manifest that two kustomizations put into different
/// namespaces keeps none: both are right, and neighbours are then found by folder.
/// </summary>
public static class KustomizeNamespaces
{
    private static readonly HashSet<string> ClusterScoped = new(StringComparer.Ordinal) { "PersistentVolume", "StorageClass", "Namespace" };

    /// <summary>The manifests with their namespaces.</summary>
    public static IEnumerable<Manifest> Apply(IReadOnlyCollection<Manifest> manifests)
    {
        var kustomizations = manifests.OfType<Kustomize>().GroupBy(k => k.Source.Folder, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        if (kustomizations.Count == 0)
        {
            return manifests;
        }

        var namespaces = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kustomization in kustomizations.Values.OrderBy(k => k.Source.Folder, StringComparer.Ordinal))
        {
            if (kustomization.TargetNamespace.Length > 0)
            {
                Reach(kustomization, kustomization.TargetNamespace, kustomizations, namespaces, []);
            }
        }

        return manifests.Select(manifest => Named(manifest, namespaces));
    }

    private static void Reach(Kustomize kustomization, string ns, Dictionary<string, Kustomize> all, Dictionary<string, string> namespaces, HashSet<string> seen)
    {
        var folder = kustomization.Source.Folder;
        if (!seen.Add(folder))
        {
            return;
        }

        foreach (var resource in kustomization.Resources)
        {
            var path = Join(folder, resource);
            if (all.TryGetValue(path, out var below))
            {
                Reach(below, below.TargetNamespace.Length > 0 ? below.TargetNamespace : ns, all, namespaces, seen);
            }
            else
            {
                namespaces[path] = !namespaces.TryGetValue(path, out var other) || string.Equals(other, ns, StringComparison.Ordinal) ? ns : string.Empty;
            }
        }
    }

    private static Manifest Named(Manifest manifest, Dictionary<string, string> namespaces) =>
        manifest.Namespace.Length == 0
        && manifest.Source is ManifestSource.Text { Map.File: var file }
        && !ClusterScoped.Contains(manifest.Reference.Kind)
        && namespaces.TryGetValue(file, out var ns)
        && ns.Length > 0
            ? manifest with { Reference = manifest.Reference with { Namespace = ns } }
            : manifest;

    private static string Join(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.None));
        if (folder.Length == 0)
        {
            parts.Clear();
        }

        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is ".." && parts.Count > 0 && parts[^1] is not "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
