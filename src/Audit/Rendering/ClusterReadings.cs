using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What one cluster gets: it is judged on its own.</summary>
/// <param name="Cluster">What tells it from others of the repository; empty where there is one.</param>
/// <param name="Readings">Everything in it.</param>
internal sealed record ClusterReadings(string Cluster, IReadOnlyList<ManifestReading> Readings);
