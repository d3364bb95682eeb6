using System.Diagnostics;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What losses do to the bytes behind a mount. What was not found is unknown, never safe.</summary>
internal sealed class Fates(IReadOnlyList<Loss> lost, Household household)
{
    private readonly InSight _sight = household.Sight;

    /// <summary>What is lost, and the cluster where it is lost with that.</summary>
    public IReadOnlyList<Loss> Losses { get; } = household.Sight.Whole(lost);

    /// <summary>Whether every node has bytes of its own behind a mount: the folder of a node in a pod that runs on each.</summary>
    public static bool IsOnEach(MountFacts mount) =>
        mount is { Claim: null, Workload.Reference.Kind: "DaemonSet", Backend: Backend.Known { IsNodeLocal: true } };

    /// <summary>The worst that any of them does.</summary>
    public Fate Of(MountFacts mount) => Fate.Worst(Losses.Select(loss => Of(mount, loss)));

    /// <summary>The worst that any of them does to one volume; to a database that every replica keeps whole, the mildest that befalls a replica.</summary>
    public Fate Of(IReadOnlyList<MountFacts> volume)
    {
        Fate[] fates = [.. volume.Select(Of)];
        return volume.All(m => m.Workload is { KeepsCopies: true, Replicas: > 1 }) && fates.Any(f => f.Kind != FateKind.Gone)
            ? fates.Any(f => f.Kind == FateKind.Gone) && Array.Find(fates, f => f.Kind == FateKind.Kept) is not null
                ? Fate.Kept("another replica keeps a whole copy")
                : fates.MinBy(f => f.Kind)!
            : Fate.Worst(fates);
    }

    /// <summary>The nodes that are left.</summary>
    public NodesLeft Nodes => field ??= new NodesLeft(Losses, _sight);

    /// <summary>Whether the workload itself is deleted.</summary>
    public bool Deletes(Workload workload) => Losses.Any(loss => loss switch
    {
        Loss.Cluster => true,
        Loss.Namespace { Name: var name } => string.Equals(workload.Namespace, name, StringComparison.Ordinal),
        Loss.App { Reference: var reference } => workload.Reference == reference,
        _ => false,
    });

    /// <summary>Whether the claim of a mount is taken away: its bytes are gone, or it is deleted.</summary>
    public bool IsTaken(MountFacts mount) => Deletes(mount.Workload) || Of(mount).Kind == FateKind.Gone;

    /// <summary>Whether a server is an appliance that is lost.</summary>
    public bool HasLost(string host) =>
        Losses.Any(loss => loss is Loss.Nas { Name: var name } && string.Equals(name, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a server that is not known may be in what is lost: a word alone may be a bucket or anything, and names of the cluster's own services end in a
    /// namespace or in its domain.
    /// </summary>
    public bool MayHaveLost(string host, MountFacts mount) =>
        Losses.Count > 0
        && (ServerAddress.IsOfService(host, mount.Surroundings.Inventory) ? Losses.Any(l => l is not (Loss.Nas or Loss.OwnNas))
            : _sight.Nas.Contains(host, StringComparer.OrdinalIgnoreCase) ? Losses.Any(loss => loss is Loss.OwnNas)
            : !host.Contains('.', StringComparison.Ordinal) || IsInCluster(host));

    private bool IsInCluster(string host) =>
        host.Contains(".svc", StringComparison.Ordinal) || _sight.Namespaces.Any(ns => host.EndsWith($".{ns}", StringComparison.Ordinal));

    /// <summary>The appliance behind a mount, with the only one there is for one that is not named; empty where nothing tells.</summary>
    public string Server(MountFacts mount) => Places.Server(mount, household.Policy) is { Length: > 0 } server ? server : _sight.OnlyNas;

    /// <summary>Whether a server is known to be no node, but an appliance: a port of nodes is none of its own.</summary>
    public bool IsAppliance(string host) => _sight.NodeAt(host).Length == 0 && _sight.Nas.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether nothing tells where the bytes behind a mount are: on a node, on several, on an appliance.</summary>
    public static bool MayBeAnywhere(MountFacts mount) => mount.Backend is Backend.Unseen or Backend.Known { Traits.Where: Whereabouts.Unknown };

    /// <summary>What serves the bytes behind a mount in this cluster; null where it is an appliance, or nothing that was found.</summary>
    public WorkloadFacts? ServerOf(MountFacts mount) =>
        mount.Backend is Backend.Known { Traits.Where: Whereabouts.Nas } && Server(mount) is { Length: > 0 } host ? household.Serving(host, mount) : null;

    /// <summary>Whether an address is of a node, and something of the cluster is lost.</summary>
    public bool MayBeAt(string host) => Losses.Any(l => l is not (Loss.Nas or Loss.OwnNas or Loss.Class)) && _sight.NodeAt(host).Length > 0;

    /// <summary>The node that an address names where it may be lost with the data of a mount, and whether that is sure.</summary>
    public (string Node, bool IsLost) NodeAt(string host, MountFacts mount) =>
        _sight.NodeAt(host) is not { Length: > 0 } node ? (string.Empty, false)
        : Losses.Contains(new Loss.Node(node)) || Losses.Contains(new Loss.Cluster()) ? (node, true)
        : Losses.Contains(new Loss.OwnNode()) && _sight.NodesOf(mount) is var own && (own.Count == 0 || own.Contains(node, StringComparer.Ordinal))
            ? (node, own.Count == 1)
        : (string.Empty, false);

    /// <summary>What a server in the cluster, or a node, keeps for others is lost with the volumes or the disk that it keeps it on.</summary>
    private Fate Of(MountFacts mount, Loss loss)
    {
        var own = OfItself(mount, loss);
        if (own.Kind == FateKind.Gone || mount.Backend is not Backend.Known { Traits.Where: Whereabouts.Nas } || Server(mount) is not { Length: > 0 } host)
        {
            return own;
        }

        if (household.Serving(host, mount) is { } server)
        {
            var name = server.Workload.Reference;
            return Fate.Worst(Household.Kept(server).Select(m => OfItself(m, loss)).DefaultIfEmpty(Unkept(loss))) switch
            {
                { Kind: FateKind.Gone, Why: var why } => Fate.Gone($"it is stored by {name}: {why}"),
                { Kind: FateKind.Unknown, Why: var why } => Fate.Unknown($"it is stored by {name}: {why}"),
                _ => own,
            };
        }

        return _sight.NodeAt(host) is not { Length: > 0 } node ? own : loss switch
        {
            Loss.Node { Name: var name } when string.Equals(name, node, StringComparison.Ordinal) => Fate.Gone($"it is stored on node {node}, which {host} is"),
            Loss.OwnNode or Loss.Cluster => Fate.Gone($"it is stored on node {node}, which {host} is"),
            _ => own,
        };
    }

    /// <summary>What a server keeps on no volume that is known is lost with its pod, perhaps.</summary>
    private static Fate Unkept(Loss loss) =>
        loss is Loss.Node or Loss.OwnNode or Loss.Cluster ? Fate.Unknown("it keeps it on no volume") : Fate.Kept("it is another's");

    /// <summary>What a loss does to bytes by where they are said to be.</summary>
    private Fate OfItself(MountFacts mount, Loss loss) => loss switch
    {
        Loss.Namespace { Name: var name } when mount.Workload.Namespace.Length == 0 => Fate.Unknown($"whether it is in namespace {name} is not said"),
        Loss.Namespace { Name: var name } when string.Equals(mount.Workload.Namespace, name, StringComparison.Ordinal) => DeletedVolume.Of(mount),
        Loss.Namespace { Name: var name } when _sight.IsServedFrom(name, mount) =>
            Fate.Unknown($"{((Backend.Known)mount.Backend).Title} runs in namespace {name}, and what becomes of its volumes without it is not known"),
        Loss.App { Reference: var reference } when mount.Workload.Reference == reference => DeletedVolume.Of(mount),
        Loss.Class { Name: var name } => OfClass(mount, name),
        Loss.Node or Loss.OwnNode or Loss.Nas or Loss.OwnNas or Loss.Cluster => OfPlace(mount, loss),
        Loss.Namespace or Loss.App => Fate.Kept("it is another's"),
        _ => throw new UnreachableException($"{loss}"),
    };

    private static Fate OfClass(MountFacts mount, string name) => mount.Claim switch
    {
        { Class.Name: var own } when string.Equals(own, name, StringComparison.Ordinal) => Fate.Gone($"it is of class {name}"),
        { Volume.ClassName: var own } when string.Equals(own, name, StringComparison.Ordinal) => Fate.Gone($"it is of class {name}"),
        { Class: StorageClassReference.Unset } => Fate.Unknown("it names no class, and no default was found"),
        _ => Fate.Kept("it is of another class"),
    };

    private int LostNodes => Losses.OfType<Loss.Node>().Distinct().Count();

    private Fate OfPlace(MountFacts mount, Loss loss) => mount.Backend switch
    {
        Backend.Known { IsNodeLocal: true } => loss is Loss.Nas or Loss.OwnNas ? Fate.Kept("it is stored on a node") : OfNode(mount, loss),
        Backend.Known { Traits.Where: Whereabouts.Replicated } known => loss is Loss.Cluster
            ? Fate.Gone("all copies of it are stored in the cluster")
            : _sight.Copies(known.Traits) is var copies && LostNodes >= copies
                ? Fate.Unknown($"{known.Title} keeps {copies} copies, and {LostNodes} nodes are lost")
            : Fate.Kept($"{known.Title} keeps {copies} copies, on as many nodes"),
        Backend.Known { Traits.Where: Whereabouts.Nas } => OfNas(mount, loss),
        Backend.Known { Traits.Where: Whereabouts.Cloud } known => Fate.Kept($"it is stored at a provider ({known.Title})"),
        Backend.Unseen { Reason: var reason } => Fate.Unknown(reason),
        Backend.Known known => Fate.Unknown($"where {known.Title} keeps its bytes is not known"),
        _ => Fate.Kept("it is deleted with the pod"),
    };

    private Fate OfNode(MountFacts mount, Loss loss)
    {
        if (loss is not Loss.Node { Name: var node })
        {
            return Fate.Gone(
                loss is Loss.Cluster ? "it is stored on a node of the cluster"
                : IsOnEach(mount) ? "each node has its own, and that of the lost node is lost"
                : "it is stored on that node alone");
        }

        var nodes = _sight.NodesOf(mount);
        return IsOnEach(mount) && (nodes.Count == 0 || nodes.Contains(node, StringComparer.Ordinal))
                ? Fate.Gone($"each node has its own, and that of {node} is lost")
            : nodes.Count == 0 ? Fate.Unknown(mount.Backend is Backend.Known { Traits.IsOnAnyNode: true } known
                ? $"{known.Title} may keep it on this node alone, and nothing says on which"
                : "it is stored on one node, and no PersistentVolume says on which")
            : !nodes.Contains(node, StringComparer.Ordinal) ? Fate.Kept($"it is stored on {string.Join(" or ", nodes)}")
            : Nodes.HasNone(nodes) ? Fate.Gone(nodes.Count == 1 ? $"it is stored on {node} alone" : $"it is stored on one of {string.Join(", ", nodes)}")
            : Fate.Unknown($"it is stored on one of {string.Join(", ", nodes)}");
    }

    private Fate OfNas(MountFacts mount, Loss loss)
    {
        var server = Server(mount);
        return loss is Loss.OwnNas
                ? server.Length == 0 ? Fate.Gone("it is stored on that NAS") : Fate.Unknown($"whether {server} is the NAS that is lost is not known")
            : loss is not Loss.Nas { Name: var name } ? Fate.Kept(server.Length > 0 ? $"it is stored on {server}" : "it is stored on a NAS")
            : server.Length == 0 ? Fate.Unknown("it is stored on a NAS, and which one is not known")
            : string.Equals(server, name, StringComparison.OrdinalIgnoreCase) ? Fate.Gone($"it is stored on {server}")
            : Fate.Kept($"it is stored on {server}");
    }
}
