using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds the Flux Kustomization that applies an object: by the labels Flux puts on it, or by the folder it lies in.</summary>
internal static class KustomizationOf
{
    private const string NameLabel = "kustomize.toolkit.fluxcd.io/name";
    private const string NamespaceLabel = "kustomize.toolkit.fluxcd.io/namespace";

    public static Kustomization? Find(Manifest manifest, Inventory inventory)
    {
        if (inventory.Kustomizations.IsEmpty)
        {
            return null;
        }

        var labels = manifest.Metadata.Labels;
        if (labels.TryGetValue(NameLabel, out var name) && labels.TryGetValue(NamespaceLabel, out var ns))
        {
            return inventory.Kustomizations.Nearest(ns, name, manifest.Source.Folder);
        }

        // A path is taken from the repository's root, which may be anywhere above: every run of folders on the way here may be it, the longest first.
        var parts = manifest.Source.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var length = parts.Length; length > 0; length--)
        {
            for (var start = 0; start + length <= parts.Length; start++)
            {
                if (inventory.KustomizationsByPath.Nearest(string.Join('/', parts, start, length), manifest.Source.Folder) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
