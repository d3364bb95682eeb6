using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Migrating;

/// <summary>The image whose Job copies, where nobody names one.</summary>
public static class CopyImage
{
    /// <summary>The image of this program that runs among some manifests; null where none does.</summary>
    public static string? In(IEnumerable<Manifest> manifests) => manifests
        .OfType<Workload>()
        .SelectMany(w => w.Pod.Containers)
        .Where(c => string.Equals(c.Image.Leaf, JobLabels.Manager, StringComparison.Ordinal))
        .Select(c => c.Image.Written)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>That of a version.</summary>
    public static string Of(Version version) => $"ghcr.io/{JobLabels.Manager}/{JobLabels.Manager}:{version.ToString(3)}";
}
