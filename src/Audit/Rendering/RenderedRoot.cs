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
}
