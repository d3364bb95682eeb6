using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>A root with what came of it.</summary>
/// <param name="Root">The root.</param>
/// <param name="Readings">Its objects.</param>
internal sealed record RenderedRoot(Root Root, IReadOnlyList<ManifestReading> Readings)
{
    /// <summary>The workloads and claims among them: no cluster has one twice.</summary>
    public IEnumerable<ObjectReference> Objects =>
        Readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).Where(m => m is Workload or Claim && m.HasName).Select(m => m.Reference);

    /// <summary>The releases among them, of which objects are made.</summary>
    public IEnumerable<ObjectReference> Releases =>
        Readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).OfType<ChartRelease>().Select(r => r.Reference);

    /// <summary>The same without some of its releases.</summary>
    public RenderedRoot WithoutReleases(HashSet<ObjectReference> others) =>
        Releases.Any(others.Contains) ? this with { Readings = [.. Readings.Where(reading => !IsRelease(reading, others))] } : this;

    /// <summary>Whether something is one of some releases.</summary>
    public static bool IsRelease(ManifestReading reading, HashSet<ObjectReference> releases) =>
        reading is ManifestReading.Understood { Manifest: ChartRelease { Reference: var reference } } && releases.Contains(reference);

    /// <summary>The same without some of its workloads and claims.</summary>
    public RenderedRoot Without(HashSet<ObjectReference> others) => others.Count == 0 || !Objects.Any(others.Contains)
        ? this
        : this with { Readings = [.. Readings.Where(reading => !IsOf(reading, others))] };

    private static bool IsOf(ManifestReading reading, HashSet<ObjectReference> objects) =>
        reading is ManifestReading.Understood { Manifest: Workload or Claim } own && objects.Contains(own.Manifest.Reference);
}
