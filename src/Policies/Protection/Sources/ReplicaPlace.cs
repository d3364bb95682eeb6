using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Where a replicator sends its copies.</summary>
/// <param name="Spoken">As messages name it.</param>
/// <param name="Beside">What it is lost with; empty when it is elsewhere.</param>
/// <param name="Obstacle">Why nothing lasts there; empty when it does.</param>
internal sealed record ReplicaPlace(string Spoken, string Beside, string Obstacle)
{
    /// <summary>The address of a server; empty for a folder.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>Nowhere known.</summary>
    public static ReplicaPlace None { get; } = new(string.Empty, string.Empty, string.Empty);

    /// <summary>The place of an address: a folder of the container, or a server.</summary>
    /// <param name="address">As it is written.</param>
    /// <param name="data">What is copied.</param>
    /// <param name="container">The container that copies.</param>
    /// <param name="mounts">What is behind the mounts of the pod.</param>
    /// <param name="policy">What the household decided.</param>
    public static ReplicaPlace Of(string address, MountFacts data, Container container, Func<Workload, IReadOnlyList<MountFacts>> mounts, StoragePolicy policy)
    {
        var isFile = address.StartsWith("file://", StringComparison.Ordinal);
        if (isFile || address.StartsWith('/'))
        {
            return InFolder(MountPath.Normalise(isFile ? address["file://".Length..] : address), data, container, mounts, policy);
        }

        var endpoint = Places.Endpoint(address);
        return new ReplicaPlace(address.Split('?')[0], Places.Shared(data, endpoint, policy), string.Empty) { Address = endpoint };
    }

    private static ReplicaPlace InFolder(
        string path,
        MountFacts data,
        Container container,
        Func<Workload, IReadOnlyList<MountFacts>> mounts,
        StoragePolicy policy)
    {
        var own = container.Mounts.Where(m => MountPath.Contains(m.Path, path)).MaxBy(m => m.Path.Length);
        if (own is null)
        {
            return new ReplicaPlace(path, string.Empty, "its copies are lost with the container");
        }

        if (string.Equals(own.Volume, data.Mount.Volume, StringComparison.Ordinal))
        {
            return new ReplicaPlace(path, "the same volume", string.Empty);
        }

        var sink = mounts(data.Workload).FirstOrDefault(m => string.Equals(m.Mount.Volume, own.Volume, StringComparison.Ordinal));
        return sink is null ? new ReplicaPlace(path, string.Empty, string.Empty)
            : sink.IsEphemeral || sink.Backend is Backend.Projection ? new ReplicaPlace(path, string.Empty, "its copies are deleted with the pod")
            : new ReplicaPlace(Places.Spoken(sink), Places.Shared(data, sink, policy), string.Empty) { Address = Places.Address(sink) };
    }
}
