using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Reading;

/// <summary>What became of reading a whole cluster.</summary>
public abstract record ClusterReading
{
    private ClusterReading()
    {
    }

    /// <summary>Everything the judgement looks at.</summary>
    /// <param name="Manifests">The objects; those that a controller makes of another one are left out.</param>
    /// <param name="Unseen">What optional kinds could not be read, and why.</param>
    /// <param name="GuardedSince">When the webhook was installed; null where it is not.</param>
    public sealed record Whole(IReadOnlyList<Manifest> Manifests, IReadOnlyList<string> Unseen, DateTimeOffset? GuardedSince) : ClusterReading
    {
        /// <summary>Objects that could not be read.</summary>
        public IReadOnlyList<ManifestReading.Unreadable> Unreadable { get; init; } = [];
    }

    /// <summary>Something without which nothing can be judged could not be read.</summary>
    public sealed record Failed(string Reason) : ClusterReading;
}
