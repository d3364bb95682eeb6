using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>
/// What tells the clusters of a repository apart: the folder below <c>clusters</c>, where two entries have one name the first folder in which they
/// differ, and where Argo says a destination that.
/// </summary>
internal static class ClusterNames
{
    /// <summary>The name of the cluster an entry is for; empty where nothing says one.</summary>
    public static string Of(Manifest entry, IReadOnlyList<Manifest> all)
    {
        if (entry is ArgoApplication { Cluster: { Length: > 0 } cluster })
        {
            return cluster;
        }

        var parts = entry.Source.Folder.Split('/');
        if (Array.IndexOf(parts, "clusters") is >= 0 and var at && at + 1 < parts.Length)
        {
            return parts[at + 1];
        }

        foreach (var twin in all.Where(e => e != entry && e.Reference == entry.Reference))
        {
            var others = twin.Source.Folder.Split('/');
            var common = parts.Zip(others).TakeWhile(p => string.Equals(p.First, p.Second, StringComparison.Ordinal)).Count();
            if (common < parts.Length)
            {
                return parts[common];
            }
        }

        return string.Empty;
    }
}
