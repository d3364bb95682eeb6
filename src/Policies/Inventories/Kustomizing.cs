using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// Does to manifests what their kustomizations will do: gives them the namespace, and other images. A manifest that two kustomizations treat
/// differently is left as it is: both are right, and neighbours are then found by folder.
/// </summary>
public static class Kustomizing
{
    /// <summary>The manifests as they will be applied.</summary>
    public static IEnumerable<Manifest> Apply(IReadOnlyCollection<Manifest> manifests)
    {
        var kustomizations = ByFolder(manifests);
        if (kustomizations.Count == 0)
        {
            return manifests;
        }

        var chains = KustomizeTree.Chains(kustomizations);
        var patches = new KustomizePatches(kustomizations, manifests);
        return manifests.Where(m => m.Source is not ManifestSource.Text { Map.File: var file } || !patches.AreIn(file))
            .Select(m => m.Source is ManifestSource.Text { Map.File: var file } && chains.TryGetValue(file, out var found)
                ? patches.Mark(Changed(m, found), found)
                : m);
    }

    /// <summary>The files that patch: they hold parts of objects, which need not say what they are parts of.</summary>
    public static IReadOnlySet<string> PatchFiles(IReadOnlyCollection<Manifest> manifests) =>
        ByFolder(manifests).Values.SelectMany(KustomizePatches.Files).ToHashSet(StringComparer.Ordinal);

    /// <summary>The files whose objects several kustomizations put into namespaces of their own, with the namespaces.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Shared(IReadOnlyCollection<Manifest> manifests) =>
        KustomizeTree.Chains(ByFolder(manifests))
            .Select(file => (file.Key, Namespaces: Namespaces(file.Value)))
            .Where(file => file.Namespaces.Length > 1)
            .ToDictionary(file => file.Key, file => (IReadOnlyList<string>)file.Namespaces, StringComparer.Ordinal);

    private static Dictionary<string, Kustomize> ByFolder(IEnumerable<Manifest> manifests) =>
        manifests.OfType<Kustomize>().GroupBy(k => k.Source.Folder, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private static string[] Namespaces(IReadOnlyList<KustomizeChain> chains) =>
        [.. chains.Select(c => c.Namespace).Where(ns => ns.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static Manifest Changed(Manifest manifest, IReadOnlyList<KustomizeChain> chains)
    {
        var namespaces = Namespaces(chains);
        var named = namespaces.Length == 1 && manifest.Namespace.Length == 0 && ManifestKinds.Of(manifest.Reference) is { IsNamespaced: true }
            ? Named(manifest, namespaces[0])
            : manifest;
        if (named is not Workload workload || !chains.Any(c => c.HasImages))
        {
            return named;
        }

        var pods = chains
            .Select(c => Containers(workload, c))
            .DistinctBy(containers => string.Join('\n', containers.Select(c => c.Image.Written)), StringComparer.Ordinal)
            .ToArray();
        return pods.Length == 1 ? workload with { Pod = workload.Pod with { Containers = pods[0] } } : workload;
    }

    private static Manifest Named(Manifest manifest, string ns) => manifest with
    {
        Reference = manifest.Reference with { Namespace = ns },
        Origin = manifest.Origin is { } origin ? origin with { Reference = origin.Reference with { Namespace = ns } } : null,
    };

    private static Container[] Containers(Workload workload, KustomizeChain chain) =>
        [.. workload.Pod.Containers.Select(c => chain.Image(c.Image) is var image && image != c.Image ? c with { Image = image } : c)];
}
