using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>
/// What tells the clusters of a repository apart: the folder below <c>clusters</c>, where two entries have one name the first folder in which they
/// differ, and where Argo says a destination that.
/// </summary>
internal sealed class ClusterNames(IEnumerable<Applier> entries)
{
    private readonly ILookup<ObjectReference?, Applier> _twins = entries.ToLookup(e => e.Controller?.Reference);

    /// <summary>The name of the cluster an entry is for; empty where nothing says one.</summary>
    public string Of(Applier entry)
    {
        if (entry.Controller is ArgoApplication { Cluster: { Length: > 0 } cluster })
        {
            return cluster;
        }

        var parts = entry.Folder.Split('/');
        if (Array.IndexOf(parts, "clusters") is >= 0 and var at && at + 1 < parts.Length)
        {
            return parts[at + 1];
        }

        return entry.Controller is null ? string.Empty : _twins[entry.Controller.Reference]
            .Where(e => e != entry)
            .Select(twin => Difference(entry.Folder, twin.Folder))
            .FirstOrDefault(name => name.Length > 0) ?? string.Empty;
    }

    /// <summary>The first folder on a path that is not on another; empty where the other goes further.</summary>
    public static string Difference(string folder, string other)
    {
        var parts = folder.Split('/');
        var common = parts.Zip(other.Split('/')).TakeWhile(p => string.Equals(p.First, p.Second, StringComparison.Ordinal)).Count();
        return common < parts.Length ? parts[common] : string.Empty;
    }
}
