using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Foresight;

/// <summary>On which nodes pods still run after losses, and are started again.</summary>
/// <param name="losses">What is lost.</param>
/// <param name="sight">What is known of nodes.</param>
internal sealed class NodesLeft(IReadOnlyList<Loss> losses, InSight sight)
{
    /// <summary>
    /// The nodes that run the API server, where it is lost with them and the cluster is not: all of them, or so many that its database has no majority.
    /// None where it is left, or nothing tells.
    /// </summary>
    public IReadOnlyList<string> LostControlPlane
    {
        get
        {
            var (servers, voters) = (sight.ControlPlane, sight.Voters);
            return losses.Contains(new Loss.Cluster()) ? []
                : servers.All(IsLost) && servers.Count > 0 ? servers
                : voters.Count > 0 && 2 * voters.Count(n => !IsLost(n)) <= voters.Count ? [.. voters.Where(IsLost)]
                : [];
        }
    }

    /// <summary>Whether nothing tells of a node that is left: several are lost, and no other is named.</summary>
    public bool MayHaveNone => sight.AllNodes.Count == 0 && sight.Nodes.Count > 1 && sight.Nodes.All(IsLost);

    /// <summary>The nodes that a pod may be started on; none where it may run anywhere.</summary>
    public IReadOnlyList<string> Of(PodTemplate pod) => sight.NodesOf(pod);

    /// <summary>The labels that a pod asks of its node where no known node has them, so that the lost one may be the only one; empty where it is not.</summary>
    public string UnseenLabels(PodTemplate pod) => losses.Any(l => l is Loss.Node or Loss.OwnNode) ? sight.UnseenLabels(pod) : string.Empty;

    /// <summary>How many nodes are lost, and how many are left; null for these where nothing tells how many there are.</summary>
    public (int Lost, int? Left) Count
    {
        get
        {
            var lost = losses.OfType<Loss.Node>().Distinct().Count() + (losses.Contains(new Loss.OwnNode()) ? 1 : 0);
            return (lost, sight.AllNodes.Count > 0 ? Math.Max(0, sight.AllNodes.Count - lost) : null);
        }
    }

    /// <summary>Whether nothing may run where it is bound to run: all the nodes are lost.</summary>
    public bool HasNone(IReadOnlyList<string> nodes) =>
        nodes.Count > 0 && (nodes.All(IsLost) || (nodes.Count == 1 && losses.Contains(new Loss.OwnNode())));

    /// <summary>
    /// Whether the node that a workload runs on is lost; false where it may be, and null where it is not: one pod runs where its volumes are stored.
    /// </summary>
    public bool? MayLose(WorkloadFacts workload)
    {
        if (losses.Contains(new Loss.OwnNode()))
        {
            return true;
        }

        var disks = workload.Workload is { Replicas: <= 1, Reference.Kind: not "DaemonSet" }
            ? Household.Kept(workload).Where(m => m.Backend is Backend.Known { IsNodeLocal: true }).Select(sight.NodesOf)
            : [];
        IReadOnlyList<string>[] places = [sight.NodesOf(workload.Workload.Pod), .. disks];
        return losses.OfType<Loss.Node>().Any(l => Array.TrueForAll(places, p => p.Count == 0 || p.Contains(l.Name, StringComparer.Ordinal))) ? false : null;
    }

    /// <summary>
    /// Whether no node is left that takes new pods now: the others are cordoned, or something is wrong with them. A DaemonSet has its pods there already, and
    /// whatever runs on none of the lost nodes needs no new one.
    /// </summary>
    public bool HasNoOpen(WorkloadFacts workload) =>
        workload.Workload.Reference.Kind is not "DaemonSet"
        && MayLose(workload) is not null
        && (sight.IsClosed(workload.Workload.Pod, IsLost)
            || (losses.Contains(new Loss.OwnNode())
                && sight.Written.Any(own => own.IsOpen && sight.IsClosed(workload.Workload.Pod, n => string.Equals(n, own.Name, StringComparison.Ordinal)))));

    private bool IsLost(string node) => losses.Contains(new Loss.Node(node));
}
