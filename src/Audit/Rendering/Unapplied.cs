using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Marks what the known controllers skip.</summary>
internal static class Unapplied
{
    /// <summary>An overlay whose objects say that no known controller applies them.</summary>
    public static RenderedRoot Marked(RenderedRoot overlay) => overlay with { Readings = [.. overlay.Readings.Select(Marked)] };

    /// <summary>Files that no known controller applies: nobody applies by hand what was put away either.</summary>
    public static IReadOnlyList<ManifestReading> ByHand(IReadOnlyList<ManifestReading> files, string top) =>
        [.. files.Select(f => f is ManifestReading.Understood u && PutAwayFolder.HoldsRetired(u.Manifest.Source.Folder[top.Length..]) ? Marked(f) : f)];

    /// <summary>The folder that everything is in: where the repository itself is tells nothing.</summary>
    public static string Top(IReadOnlyList<ManifestReading> readings) => readings.OfType<ManifestReading.Understood>()
        .Select(r => r.Manifest.Source.Folder)
        .DefaultIfEmpty(string.Empty)
        .Aggregate((one, other) => one[..MountPath.Shared(one, other)]);

    /// <summary>What is made of an object that no known controller applies is not applied either, unless another of its name is.</summary>
    public static IEnumerable<ManifestReading> Inherited(IReadOnlyCollection<ManifestReading> made, IEnumerable<ManifestReading> of)
    {
        var written = of.OfType<ManifestReading.Understood>().Select(r => r.Manifest).ToLookup(m => m.IsUnapplied, m => m.Reference);
        var passed = written[true].ToHashSet();
        passed.ExceptWith(written[false]);
        return passed.Count == 0 ? made : made.Select(r => r is ManifestReading.Understood { Manifest.Origin: { } origin } && passed.Contains(origin.Reference)
            ? Marked(r)
            : r);
    }

    /// <summary>An object that says so.</summary>
    public static ManifestReading Marked(ManifestReading reading) =>
        reading is ManifestReading.Understood { Manifest: var manifest } ? new ManifestReading.Understood(manifest with { IsUnapplied = true }) : reading;
}
