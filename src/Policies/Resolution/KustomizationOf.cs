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
        if (inventory.Kustomizations.Count == 0)
        {
            return null;
        }

        var labels = manifest.Metadata.Labels;
        if (labels.TryGetValue(NameLabel, out var name) && labels.TryGetValue(NamespaceLabel, out var ns))
        {
            return inventory.Kustomizations.At($"{ns}/{name}").Nearest(manifest.Source.Folder);
        }

        Kustomization? deepest = null;
        foreach (var kustomization in inventory.Kustomizations.All)
        {
            if (kustomization.Path.Length > 0 && Lies(manifest.Source.Folder, kustomization.Path) && kustomization.Path.Length > (deepest?.Path.Length ?? 0))
            {
                deepest = kustomization;
            }
        }

        return deepest;
    }

    private static bool Lies(string folder, string path) => $"/{folder}/".Contains($"/{path}/", StringComparison.Ordinal);
}
