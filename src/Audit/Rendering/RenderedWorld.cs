using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The roots that go into one cluster.</summary>
/// <param name="Cluster">Its name; empty where there is one.</param>
/// <param name="Roots">The roots.</param>
internal sealed record RenderedWorld(string Cluster, IReadOnlyList<RenderedRoot> Roots)
{
    /// <summary>The releases in it, of which objects are made.</summary>
    public IEnumerable<ObjectReference> Releases => Roots.SelectMany(root => root.Releases);

    /// <summary>Everything in it. What a controller applies is not what a person applies to begin with once more.</summary>
    public IEnumerable<ManifestReading> Readings
    {
        get
        {
            var applied = Roots.Where(r => r.Root.Controller is not null).SelectMany(r => r.Objects).ToHashSet();
            return Roots.SelectMany(r => (r.Root.Controller is null ? r.Without(applied) : r).Readings);
        }
    }
}
