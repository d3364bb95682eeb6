using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>What the known kustomizations patch. Nothing is patched here, but an object that will be is not what it will be.</summary>
internal sealed class KustomizePatches
{
    private readonly IReadOnlyDictionary<string, Kustomize> _byFolder;
    private readonly ILookup<string, Manifest> _parts;
    private readonly HashSet<string> _files;

    public KustomizePatches(IReadOnlyDictionary<string, Kustomize> byFolder, IEnumerable<Manifest> manifests)
    {
        _byFolder = byFolder;
        _files = byFolder.Values.SelectMany(Files).ToHashSet(StringComparer.Ordinal);
        _parts = _files.Count == 0 ? Array.Empty<Manifest>().ToLookup(m => m.Name, StringComparer.Ordinal)
            : manifests
                .Where(m => m.Source is ManifestSource.Text { Map.File: var file } && _files.Contains(file))
                .ToLookup(m => ((ManifestSource.Text)m.Source).Map.File, StringComparer.Ordinal);
    }

    /// <summary>Whether a file holds parts of objects and no objects.</summary>
    public bool AreIn(string file) => _files.Contains(file);

    /// <summary>An object with the file that patches it, if any on its ways does.</summary>
    public Manifest Mark(Manifest manifest, IReadOnlyList<KustomizeChain> chains)
    {
        var by = chains.SelectMany(c => c.Kustomizations).SelectMany(k => Of(k, depth: 0)).FirstOrDefault(p => p.IsFor(manifest.Reference));
        return by is null ? manifest : manifest with { PatchedBy = by.File };
    }

    /// <summary>A kustomization's own patches, and those of the components it takes in, which are for everything it has.</summary>
    private IEnumerable<KustomizePatch> Of(Kustomize kustomization, int depth)
    {
        var own =
            kustomization.Changes.Concat(
                Files(kustomization).SelectMany(file => _parts[file].Select(part => new KustomizePatch(part.Reference.Kind, part.Name, file))));
        return depth > 16 ? own : own.Concat(kustomization.Resources
            .Select(r => _byFolder.GetValueOrDefault(KustomizeTree.Join(kustomization.Source.Folder, r)))
            .Where(k => k is { Reference.Kind: "Component" })
            .SelectMany(k => Of(k!, depth + 1)));
    }

    /// <summary>The files that a kustomization patches with.</summary>
    public static IEnumerable<string> Files(Kustomize kustomization) => kustomization.Patches.Select(p => KustomizeTree.Join(kustomization.Source.Folder, p));
}
