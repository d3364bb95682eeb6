using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The roots that go into one cluster.</summary>
/// <param name="Cluster">Its name; empty where there is one.</param>
/// <param name="Roots">The roots.</param>
internal sealed record RenderedWorld(string Cluster, IReadOnlyList<RenderedRoot> Roots)
{
    /// <summary>Everything in it.</summary>
    public IEnumerable<ManifestReading> Readings => Roots.SelectMany(r => r.Readings);
}
