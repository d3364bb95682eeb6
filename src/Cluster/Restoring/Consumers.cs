using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Who mounts a claim, and how each is stopped.</summary>
internal sealed class Consumers
{
    /// <summary>Kinds with <c>spec.replicas</c>.</summary>
    private static readonly string[] Scaled = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout"];

    private Consumers(IReadOnlyList<Workload> all) => All = all;

    private IEnumerable<Workload> Scalable => All.Where(w => Scaled.Contains(w.Reference.Kind, StringComparer.Ordinal));

    /// <summary>All of them; a Job ends by itself, and its pods are waited for.</summary>
    public IReadOnlyList<Workload> All { get; }

    /// <summary>The claim, as it was read; null where several are meant.</summary>
    public Claim? Claim { get; private init; }

    /// <summary>Those that run pods now, and have to be scaled down.</summary>
    public IEnumerable<Workload> Running => Scalable.Where(w => w.Replicas > 0);

    /// <summary>Those that are at no replicas, and have to stay there.</summary>
    public IEnumerable<Workload> Idle => Scalable.Where(w => w.Replicas == 0);

    /// <summary>Those that would begin by themselves.</summary>
    public IEnumerable<Workload> Timed => All.Where(w => w.Reference.Kind is "CronJob");

    /// <summary>Those that cannot be stopped.</summary>
    public IEnumerable<Workload> Unstoppable => All.Where(w => !w.IsBatch && !Scaled.Contains(w.Reference.Kind, StringComparer.Ordinal));

    /// <summary>The consumers of a claim, from a reading of its namespace; null with a complaint where that failed.</summary>
    public static async Task<(Consumers? Found, string Complaint)> Of(
        ApiServer server,
        string ns,
        string claim,
        StoragePolicy policy,
        DateTimeOffset now,
        CancellationToken stop)
    {
        var reading = await ClusterReader.Read(server, ns, () => { }, stop);
        if (reading is not ClusterReading.Whole whole)
        {
            return (null, ((ClusterReading.Failed)reading).Reason);
        }

        var inventory = Inventory.Of(whole.Manifests);
        return inventory.Claims.All.FirstOrDefault(c => string.Equals(c.Name, claim, StringComparison.Ordinal)) is { } found
            && new Resolver(inventory, policy, now).Resolve(found) is ClaimFacts facts
                ? (new Consumers(Of([facts]).All) { Claim = facts.Claim }, string.Empty)
                : (null, $"claim {ns}/{claim} cannot be read");
    }

    /// <summary>The consumers of claims that are known.</summary>
    public static Consumers Of(IEnumerable<ClaimFacts> claims) =>
        new([.. claims.SelectMany(c => c.Consumers).Select(m => m.Workload).DistinctBy(w => w.Reference)]);

    /// <summary>The address of a workload.</summary>
    public static string Path(Workload workload) =>
        $"{new WatchedResource(ManifestKinds.Of(workload.Reference)!).Path(workload.Namespace)}/{workload.Name}";
}
