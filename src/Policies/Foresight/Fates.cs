using System.Diagnostics;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What losses do to the bytes behind a mount. What was not found is unknown, never safe.</summary>
internal sealed class Fates(IReadOnlyList<Loss> lost, InSight sight, StoragePolicy policy)
{
    /// <summary>What is lost, and the cluster where it is lost with that.</summary>
    public IReadOnlyList<Loss> Losses { get; } = sight.Whole(lost);

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

    /// <summary>Whether nothing may run where it is bound to run: all the nodes are lost.</summary>
    public bool HasNoNode(IReadOnlyList<string> nodes) =>
        nodes.Count > 0 && (nodes.All(n => Losses.Contains(new Loss.Node(n))) || (nodes.Count == 1 && Losses.Contains(new Loss.OwnNode())));

    /// <summary>The nodes that a pod is bound to.</summary>
    public IReadOnlyList<string> NodesOf(PodTemplate pod) => sight.NodesOf(pod);

    /// <summary>The nodes that run the API server, where all of them are lost and others are not; none where one is left, or nothing tells.</summary>
    public IReadOnlyList<string> LostControlPlane =>
        !Losses.Contains(new Loss.Cluster()) && sight.ControlPlane.All(n => Losses.Contains(new Loss.Node(n))) ? sight.ControlPlane : [];

    /// <summary>Whether the node that a pod runs on is lost; false where it may be, and null where it is not.</summary>
    public bool? MayLoseNodeOf(PodTemplate pod) =>
        Losses.Contains(new Loss.OwnNode()) ? true
        : sight.NodesOf(pod) is var nodes && Losses.OfType<Loss.Node>().Any(l => nodes.Count == 0 || nodes.Contains(l.Name, StringComparer.Ordinal)) ? false
        : null;

    /// <summary>
    /// Whether no node is left that takes new pods now: the others are cordoned, or something is wrong with them. A DaemonSet has its pods there already.
    /// </summary>
    public bool FindsNoOpenNode(Workload workload) =>
        workload.Reference.Kind is not "DaemonSet"
        && Losses.Any(l => l is Loss.Node or Loss.OwnNode)
        && (sight.IsClosed(workload.Pod, n => Losses.Contains(new Loss.Node(n)))
            || (Losses.Contains(new Loss.OwnNode())
                && sight.Written.Any(own => own.IsOpen && sight.IsClosed(workload.Pod, n => string.Equals(n, own.Name, StringComparison.Ordinal)))));

    /// <summary>Whether nothing tells of a node that is left: several are lost, and no other is named.</summary>
    public bool MayHaveNoNode => sight.AllNodes.Count == 0 && sight.Nodes.Count > 1 && sight.Nodes.All(n => Losses.Contains(new Loss.Node(n)));

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
    public bool MayHaveLost(string host) =>
        Losses.Count > 0
        && (sight.Nas.Contains(host, StringComparer.OrdinalIgnoreCase) ? Losses.Any(loss => loss is Loss.OwnNas)
            : !host.Contains('.', StringComparison.Ordinal) || IsInCluster(host));

    private bool IsInCluster(string host) =>
        host.Contains(".svc", StringComparison.Ordinal) || sight.Namespaces.Any(ns => host.EndsWith($".{ns}", StringComparison.Ordinal));

    /// <summary>The appliance behind a mount, with the only one there is for one that is not named; empty where nothing tells.</summary>
    public string Server(MountFacts mount) => Places.Server(mount, policy) is { Length: > 0 } server ? server : sight.OnlyNas;

    /// <summary>Whether nothing tells where the bytes behind a mount are: on a node, on several, on an appliance.</summary>
    public static bool MayBeAnywhere(MountFacts mount) => mount.Backend is Backend.Unseen or Backend.Known { Traits.Where: Whereabouts.Unknown };

    private Fate Of(MountFacts mount, Loss loss) => loss switch
    {
        Loss.Namespace { Name: var name } when mount.Workload.Namespace.Length == 0 => Fate.Unknown($"whether it is in namespace {name} is not said"),
        Loss.Namespace { Name: var name } when string.Equals(mount.Workload.Namespace, name, StringComparison.Ordinal) => Deleted(mount),
        Loss.Namespace { Name: var name } when sight.IsServedFrom(name, mount) =>
            Fate.Unknown($"{((Backend.Known)mount.Backend).Title} runs in namespace {name}, and what becomes of its volumes without it is not known"),
        Loss.App { Reference: var reference } when mount.Workload.Reference == reference => Deleted(mount),
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
            : LostNodes >= sight.Copies(known.Traits) ? Fate.Unknown($"{known.Title} keeps {sight.Copies(known.Traits)} copies, and {LostNodes} nodes are lost")
            : Fate.Kept($"{known.Title} keeps {sight.Copies(known.Traits)} copies, on as many nodes"),
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

        var nodes = sight.NodesOf(mount);
        return IsOnEach(mount) && (nodes.Count == 0 || nodes.Contains(node, StringComparer.Ordinal))
                ? Fate.Gone($"each node has its own, and that of {node} is lost")
            : nodes.Count == 0 ? Fate.Unknown("it is stored on one node, and no PersistentVolume says on which")
            : !nodes.Contains(node, StringComparer.Ordinal) ? Fate.Kept($"it is stored on {string.Join(" or ", nodes)}")
            : HasNoNode(nodes) ? Fate.Gone(nodes.Count == 1 ? $"it is stored on {node} alone" : $"it is stored on one of {string.Join(", ", nodes)}")
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

    /// <summary>A claim that is deleted takes its volume with it, unless that is retained; what a pod names itself stays.</summary>
    private static Fate Deleted(MountFacts mount) => mount.Claim switch
    {
        null => Fate.Kept("no claim holds it, so nothing deletes it"),
        { Volume: { } volume } => volume.IsRetained
            ? Fate.Kept($"{volume.Reference} is retained")
            : Fate.Gone($"{volume.Reference} is deleted together with its claim"),
        { Class: StorageClassReference.Known { Class: { IsRetained: true, Name: var name } } } => Fate.Kept($"class {name} retains volumes"),
        { Backend: Backend.Known { Traits.KeepsDeleted: true, Title: var title } } => Fate.Kept($"{title} keeps what was in deleted volumes"),
        { Class: StorageClassReference.Known { Name: var name } } => Fate.Gone($"class {name} deletes volumes together with their claims"),
        _ => Fate.Unknown("whether its volume outlives its claim is not known"),
    };
}
