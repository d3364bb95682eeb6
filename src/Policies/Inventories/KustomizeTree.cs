using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Which kustomizations every file passes through on its way to the cluster.</summary>
internal static class KustomizeTree
{
    /// <summary>The ways of every file that a kustomization lists, by the kustomizations' folders.</summary>
    public static Dictionary<string, List<KustomizeChain>> Chains(IReadOnlyDictionary<string, Kustomize> byFolder)
    {
        var chains = new Dictionary<string, List<KustomizeChain>>(StringComparer.Ordinal);
        var listed = byFolder.Values.SelectMany(k => k.Resources.Select(r => Join(k.Source.Folder, r))).ToHashSet(StringComparer.Ordinal);
        foreach (var root in byFolder.Values.Where(k => !listed.Contains(k.Source.Folder)).OrderBy(k => k.Source.Folder, StringComparer.Ordinal))
        {
            Walk(root, [], byFolder, chains);
        }

        return chains;
    }

    private static void Walk(
        Kustomize kustomize,
        ImmutableArray<Kustomize> above,
        IReadOnlyDictionary<string, Kustomize> byFolder,
        Dictionary<string, List<KustomizeChain>> chains)
    {
        if (above.Contains(kustomize))
        {
            return;
        }

        var here = above.Add(kustomize);
        foreach (var resource in kustomize.Resources)
        {
            var path = Join(kustomize.Source.Folder, resource);
            if (byFolder.TryGetValue(path, out var below))
            {
                Walk(below, here, byFolder, chains);
            }
            else if (chains.TryGetValue(path, out var known))
            {
                known.Add(new KustomizeChain(here));
            }
            else
            {
                chains[path] = [new KustomizeChain(here)];
            }
        }
    }

    /// <summary>A path as it is from a folder.</summary>
    public static string Join(string folder, string relative)
    {
        var parts = new List<string>(relative.StartsWith('/') ? [string.Empty] : folder.Length == 0 ? [] : folder.Split('/', StringSplitOptions.None));
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
