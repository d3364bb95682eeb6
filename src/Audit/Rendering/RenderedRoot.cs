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

    /// <summary>The same without some of its objects.</summary>
    public RenderedRoot Without(HashSet<ObjectReference> others) => others.Count == 0 || !Readings.Any(reading => IsOneOf(reading, others))
        ? this
        : this with { Readings = [.. Readings.Where(reading => !IsOneOf(reading, others))] };

    /// <summary>Whether something is one of some objects.</summary>
    public static bool IsOneOf(ManifestReading reading, HashSet<ObjectReference> objects) =>
        reading is ManifestReading.Understood { Manifest.Reference: var reference } && objects.Contains(reference);
}
