using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What is written in files that were read.</summary>
internal sealed class WrittenFiles
{
    /// <summary>The annotation by which kustomize says where an object comes from.</summary>
    public const string Origin = "config.kubernetes.io/origin";

    private readonly Dictionary<string, IReadOnlyList<ManifestReading>> _byFile;

    public WrittenFiles(IEnumerable<(string File, IReadOnlyList<ManifestReading> Readings)> files) =>
        _byFile = files.DistinctBy(f => f.File, StringComparer.Ordinal).ToDictionary(f => f.File, f => f.Readings, StringComparer.Ordinal);

    /// <summary>
    /// The objects of a file once more, each a manifest of its own, so that a file which goes into several roots is read once. Null for a file that is
    /// not known, or has something else in it than objects.
    /// </summary>
    public IEnumerable<ManifestReading>? Again(string file) =>
        _byFile.TryGetValue(file, out var readings) && readings.All(r => r is ManifestReading.Understood or ManifestReading.Foreign)
            ? readings.Select(r => r is ManifestReading.Understood { Manifest: var manifest } ? new ManifestReading.Understood(manifest with { }) : r)
            : null;

    /// <summary>The map of the text a rendered object was written in; that of its rendering where it was made of other things.</summary>
    public SourceMap Place(Manifest rendered, SourceMap map, Root root)
    {
        var path = rendered.Metadata.Annotations.TryGetValue(Origin, out var origin) ? PathOf(origin) : string.Empty;
        var file = FilePath.Join(root.Folder, path);
        var same = path.Length == 0
            ? []
            : ObjectsOf(file).Where(m => string.Equals(m.Reference.Kind, rendered.Reference.Kind, StringComparison.Ordinal)).ToArray();
        var written = same.FirstOrDefault(m => string.Equals(m.Name, rendered.Name, StringComparison.Ordinal))
            ?? same.FirstOrDefault(m => rendered.Name.Contains(m.Name, StringComparison.Ordinal))
            ?? (same.Length == 1 ? same[0] : null);
        return written?.Source is ManifestSource.Text { Map: var own } ? own : map;
    }

    private IEnumerable<Manifest> ObjectsOf(string file) =>
        _byFile.GetValueOrDefault(file)?.OfType<ManifestReading.Understood>().Select(r => r.Manifest) ?? [];

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
