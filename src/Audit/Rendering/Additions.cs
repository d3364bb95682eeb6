using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What whoever applies a root gives to each of its objects.</summary>
internal static class Additions
{
    /// <summary>An object with its labels and annotations, and with a namespace where it names none.</summary>
    public static ManifestReading Of(ManifestReading reading, Root root)
    {
        var marked = root.Labels.Count + root.Annotations.Count == 0 ? reading : Marked(reading, root);
        return root.UsualNamespace.Length == 0 ? marked : Placed(marked, root.UsualNamespace);
    }

    /// <summary>An object with the labels and annotations that whoever applies it gives to everything, whatever it said itself.</summary>
    private static ManifestReading Marked(ManifestReading reading, Root root) => reading is ManifestReading.Understood { Manifest: var manifest }
        ? new ManifestReading.Understood(manifest with
        {
            Metadata = manifest.Metadata with
            {
                Labels = With(manifest.Metadata.Labels, root.Labels),
                Annotations = With(manifest.Metadata.Annotations, root.Annotations),
            },
        })
        : reading;

    private static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> own,
        IReadOnlyDictionary<string, string> more) => more.Count == 0
        ? own
        : own.Concat(more).GroupBy(p => p.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);

    /// <summary>An object that names no namespace in the one that is given to such.</summary>
    private static ManifestReading Placed(ManifestReading reading, string ns) =>
        reading is ManifestReading.Understood { Manifest: { Namespace.Length: 0 } manifest } && ManifestKinds.Of(manifest.Reference) is { IsNamespaced: true }
            ? new ManifestReading.Understood(manifest with { Reference = manifest.Reference with { Namespace = ns } })
            : reading;
}
