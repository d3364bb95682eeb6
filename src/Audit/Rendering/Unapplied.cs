using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Marks what the known controllers skip.</summary>
internal static class Unapplied
{
    /// <summary>An overlay whose objects say that no known controller applies them.</summary>
    public static RenderedRoot Marked(RenderedRoot overlay) => overlay with { Readings = [.. overlay.Readings.Select(Marked)] };

    /// <summary>What is made of an object that no known controller applies is not applied either.</summary>
    public static IEnumerable<ManifestReading> Inherited(IReadOnlyCollection<ManifestReading> made, IEnumerable<ManifestReading> of)
    {
        var passed = of.OfType<ManifestReading.Understood>().Where(r => r.Manifest.IsUnapplied).Select(r => r.Manifest.Reference).ToHashSet();
        return passed.Count == 0 ? made : made.Select(r => r is ManifestReading.Understood { Manifest.Origin: { } origin } && passed.Contains(origin.Reference)
            ? Marked(r)
            : r);
    }

    /// <summary>An object that says so.</summary>
    public static ManifestReading Marked(ManifestReading reading) =>
        reading is ManifestReading.Understood { Manifest: var manifest } ? new ManifestReading.Understood(manifest with { IsUnapplied = true }) : reading;
}
