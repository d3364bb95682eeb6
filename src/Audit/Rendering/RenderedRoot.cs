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

    /// <summary>The same without some of its workloads and claims.</summary>
    public RenderedRoot Without(HashSet<ObjectReference> others) => others.Count == 0 || !Objects.Any(others.Contains)
        ? this
        : this with { Readings = [.. Readings.Where(reading => !IsOf(reading, others))] };

    private static bool IsOf(ManifestReading reading, HashSet<ObjectReference> objects) =>
        reading is ManifestReading.Understood { Manifest: Workload or Claim } own && objects.Contains(own.Manifest.Reference);
}
