using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The objects as they are written in files, to find where one was written that kustomize rendered.</summary>
internal sealed class WrittenFiles
{
    /// <summary>The annotation by which kustomize says where an object comes from.</summary>
    public const string Origin = "config.kubernetes.io/origin";

    private readonly ILookup<string, Manifest> _byFile;

    public WrittenFiles(IEnumerable<Manifest> manifests) =>
        _byFile = manifests.Where(m => m.Source is ManifestSource.Text).ToLookup(m => ((ManifestSource.Text)m.Source).Map.File, StringComparer.Ordinal);

    /// <summary>The map of the text a rendered object was written in; that of its rendering where it was made of other things.</summary>
    public SourceMap Place(Manifest rendered, SourceMap map, Root root)
    {
        var path = rendered.Metadata.Annotations.TryGetValue(Origin, out var origin) ? PathOf(origin) : string.Empty;
        var file = FilePath.Join(root.Folder, path);
        var same = path.Length == 0
            ? []
            : _byFile[file].Where(m => string.Equals(m.Reference.Kind, rendered.Reference.Kind, StringComparison.Ordinal)).ToArray();
        var written = same.FirstOrDefault(m => string.Equals(m.Name, rendered.Name, StringComparison.Ordinal))
            ?? same.FirstOrDefault(m => rendered.Name.Contains(m.Name, StringComparison.Ordinal))
            ?? (same.Length == 1 ? same[0] : null);
        return written?.Source is ManifestSource.Text { Map: var own } ? own : map;
    }

    /// <summary>The file that the annotation names, from the root; empty where it names none.</summary>
    public static string PathOf(string origin) => Word(origin, "path:");

    private static string Word(string text, string key)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Trim().StartsWith(key, StringComparison.Ordinal))
            {
                return line.Trim()[key.Length..].Trim().Trim('"', '\'');
            }
        }

        return string.Empty;
    }
}
