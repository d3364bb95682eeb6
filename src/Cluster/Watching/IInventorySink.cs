using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Watching;

/// <summary>Who is told what the cluster holds.</summary>
public interface IInventorySink
{
    /// <summary>Everything there is of a resource, and nothing else.</summary>
    void Replace(WatchedResource resource, IReadOnlyCollection<Observed> all);

    /// <summary>An object that was made or changed.</summary>
    void Put(WatchedResource resource, Observed observed);

    /// <summary>An object that is gone.</summary>
    void Remove(WatchedResource resource, ObjectReference reference);
}
