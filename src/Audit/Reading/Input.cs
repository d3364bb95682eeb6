using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Reading;

/// <summary>What a command was given to judge.</summary>
internal abstract record Input
{
    private Input()
    {
    }

    /// <summary>It was read.</summary>
    /// <param name="Readings">What was read.</param>
    /// <param name="Clusters">The same as it is deployed, by cluster.</param>
    /// <param name="GuardedSince">When the webhook was installed in the cluster that was read; null for files, and where it is not.</param>
    public sealed record Read(IReadOnlyList<ManifestReading> Readings, IReadOnlyList<ClusterReadings> Clusters, DateTimeOffset? GuardedSince = null) : Input;

    /// <summary>It could not be read, which has been said already.</summary>
    public sealed record Unusable(int ExitCode) : Input;
}
