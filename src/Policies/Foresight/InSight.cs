using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>The names that may be lost, as far as they are known.</summary>
public sealed record InSight
{
    /// <summary>The labels of nodes that run the API server.</summary>
    private static readonly string[] Roles = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    /// <summary>K3s labels the nodes of its own etcd; where nothing does, three nodes of a control plane or more have one.</summary>
    private const string OfEtcd = "node-role.kubernetes.io/etcd";

    private const string HostName = "kubernetes.io/hostname";

    /// <summary>Nodes that are written down, and those that volumes, claims and pods are bound to.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>All nodes of the cluster, where Node objects tell; none where nothing says how many there are.</summary>
    public required IReadOnlyList<string> AllNodes { get; init; }

    /// <summary>Appliances on which volumes are stored, by the policy's names for them where it has some.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The same and those that only the policy names.</summary>
    public required IReadOnlyList<string> Nas { get; init; }

    /// <summary>Known classes, and those that claims ask for.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Namespaces in which something is.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>The appliance that is meant where only one can be; empty where none or several could, those of the policy among them.</summary>
    public string OnlyNas => Nas.Count == 1 ? Nas[0] : string.Empty;

    /// <summary>The Node objects; none where none is written.</summary>
    public required IReadOnlyList<NodeManifest> Written { get; init; }

    /// <summary>The families of storage that have their own servers in the cluster, with the namespace where those are.</summary>
    public required IReadOnlyCollection<(string Namespace, string Family)> Systems { get; init; }

    /// <summary>The nodes without which there is no API server, where labels tell.</summary>
    internal IReadOnlyList<string> ControlPlane => [.. Written.Where(n => Roles.Any(n.Metadata.Labels.ContainsKey)).Select(n => n.Name)];

    /// <summary>The nodes of which more than half are needed for the API server to answer; none where a single one is enough, or nothing tells.</summary>
    internal IReadOnlyList<string> Voters => Written.Where(n => n.Metadata.Labels.ContainsKey(OfEtcd)).Select(n => n.Name).ToArray() is { Length: > 0 } voters
        ? voters
        : ControlPlane.Count > 2 ? ControlPlane : [];

    /// <summary>How many copies a backend keeps on as many nodes: no more than there are.</summary>
    public int Copies(BackendTraits traits) => AllNodes.Count > 0 ? Math.Min(traits.Replicas, AllNodes.Count) : traits.Replicas;

    /// <summary>The nodes that the bytes of a mount on a node may be on; the only one that there is where nothing names one.</summary>
    internal IReadOnlyList<string> NodesOf(MountFacts mount) => NodesOf(mount.Claim?.Volume) is { Count: > 0 } own ? own
        : BoundNodes.OfVolume(mount) is { Count: > 0 } nodes && !IsApart(mount) ? Called(nodes)
        : BoundTo(mount.Workload.Pod) is { Count: > 0 } bound && !IsApart(mount) ? bound
        : AllNodes.Count == 1 ? AllNodes
        : [];

    /// <summary>Whether the one copy of a volume may be on another node than its pod, which attaches it over the network.</summary>
    private static bool IsApart(MountFacts mount) => mount.Backend is Backend.Known { Traits: { IsOnAnyNode: true } or { Where: Whereabouts.Replicated } };

    /// <summary>The nodes that a PersistentVolume names, or finds by labels of theirs; none where nothing known tells.</summary>
    internal IReadOnlyList<string> NodesOf(Volume? volume) => volume?.Nodes switch
    {
        NodeReach.Named { Names: var names } => Called(names),
        NodeReach.Labelled { Asked: var asked } => Fitting(asked),
        _ => [],
    };

    /// <summary>The nodes that a pod may be started on, by names, labels and taints, where that is not all of them; none where it may run anywhere.</summary>
    internal IReadOnlyList<string> NodesOf(PodTemplate pod)
    {
        var bound = BoundTo(pod);
        string[] meant = [.. Written.Where(n => n.IsFor(pod) && (bound.Count == 0 || bound.Contains(n.Name, StringComparer.Ordinal))).Select(n => n.Name)];
        return pod.Nodes.Count > 0 || meant.Length is 0 || meant.Length == Written.Count ? bound : meant;
    }

    /// <summary>
    /// What a pod asks of the labels of its node where no known node has it, as messages say it; empty where one has, or every node is taken to.
    /// </summary>
    internal string UnseenLabels(PodTemplate pod) => pod.Nodes.Count > 0 || Fitting(pod.NodeLabels).Length > 0 ? string.Empty : NodeLabels.Asked(pod);

    /// <summary>Whether no node that is left takes a new pod now, although one is left that could.</summary>
    internal bool IsClosed(PodTemplate pod, Func<string, bool> isLost)
    {
        var left = (NodesOf(pod) is { Count: > 0 } nodes ? nodes : AllNodes).Where(n => !isLost(n)).ToArray();
        return left.Length > 0 && Array.TrueForAll(left, name => Written.Any(n => !n.IsOpen && string.Equals(n.Name, name, StringComparison.Ordinal)));
    }

    /// <summary>By names, or by labels that not all nodes have.</summary>
    private IReadOnlyList<string> BoundTo(PodTemplate pod) => pod.Nodes.Count > 0 ? Called(pod.Nodes)
        : Fitting(pod.NodeLabels) is var fitting && fitting.Length < Written.Count ? fitting
        : [];

    private string[] Fitting(IReadOnlyList<LabelSelector> asked) =>
        [.. Written.Where(n => asked.Any(labels => labels.Matches(n.Metadata.Labels))).Select(n => n.Name)];

    /// <summary>The node that answers at an address or a name; empty where none is known to.</summary>
    internal string NodeAt(string host) => Nodes.FirstOrDefault(n => string.Equals(n, host, StringComparison.OrdinalIgnoreCase))
        ?? Written.FirstOrDefault(n => n.Addresses.Append(n.Metadata.Labels.GetValueOrDefault(HostName)).Contains(host, StringComparer.OrdinalIgnoreCase))?.Name
        ?? string.Empty;

    /// <summary>Nodes by their own names, where something calls them by the label that says their host's.</summary>
    internal IReadOnlyList<string> Called(IReadOnlyList<string> names) => Called(names, Written);

    /// <summary>Whether the storage behind a mount has its servers in a namespace: a family of storage is there, or it or its driver is called so.</summary>
    internal bool IsServedFrom(string ns, MountFacts mount) => mount is { Backend: Backend.Known { Traits.Where: Whereabouts.Replicated, Family: var family } }
        && (Systems.Contains((ns, family))
            || (family.Length > 0 && (string.Equals(ns, family, StringComparison.Ordinal) || ns.StartsWith($"{family}-", StringComparison.Ordinal)))
            || (mount.Claim?.Class is StorageClassReference.Known { Class.Provisioner: var driver } && driver.StartsWith($"{ns}.", StringComparison.Ordinal)));

    /// <summary>Losses, and the cluster where they leave it no node: what runs it is on its nodes.</summary>
    internal IReadOnlyList<Loss> Whole(IReadOnlyList<Loss> losses) =>
        AllNodes.Count > 0
        && !losses.Contains(new Loss.Cluster())
        && (AllNodes.All(node => losses.Contains(new Loss.Node(node))) || (AllNodes.Count == 1 && losses.Contains(new Loss.OwnNode())))
            ? [.. losses, new Loss.Cluster()]
            : losses;

    internal static InSight Of(IReadOnlyCollection<Manifest> manifests, IReadOnlyCollection<MountFacts> mounts, StoragePolicy policy)
    {
        var servers = Names(mounts.Where(m => m.Backend is Backend.Known { Traits.Where: Whereabouts.Nas }).Select(m => Places.Server(m, policy)));
        NodeManifest[] written = [.. manifests.OfType<NodeManifest>()];
        var nodes = Names([
            .. written.Select(n => n.Name),
            .. Called([.. manifests.OfType<Volume>().SelectMany(v => v.Nodes.Names)], written),
            .. Called([.. manifests.OfType<Workload>().SelectMany(w => w.Pod.Nodes)], written),
            .. Called([.. mounts.SelectMany(BoundNodes.Of)], written),
        ]);
        return new InSight
        {
            Nodes = nodes,
            // A cluster lists all of its nodes, and what is bound to another is bound to one that is gone; files may leave out some.
            AllNodes = written.Length == 0 ? [] : Array.TrueForAll(written, n => n.Source.IsLive) ? Names(written.Select(n => n.Name)) : nodes,
            Written = written,
            Systems = [.. manifests.SelectMany(Families).Distinct()],
            Servers = servers,
            Nas = Names(servers.Concat(policy.Nas.Select(nas => nas.Name))),
            Classes = Names([.. manifests.OfType<StorageClass>().Select(c => c.Name), .. mounts.Select(m => m.Claim?.Class.Name ?? string.Empty)]),
            Namespaces = Names(manifests.Select(m => m is NamespaceManifest ? m.Name : m.Namespace)),
        };
    }

    private static string[] Called(IReadOnlyList<string> names, IReadOnlyList<NodeManifest> written) =>
    [
        .. names.Select(name => written.Any(n => string.Equals(n.Name, name, StringComparison.Ordinal))
            ? name
            : written.FirstOrDefault(n => string.Equals(n.Metadata.Labels.GetValueOrDefault(HostName), name, StringComparison.Ordinal))?.Name ?? name),
    ];

    /// <summary>The families of storage whose own objects or servers a manifest is one of.</summary>
    private static IEnumerable<(string Namespace, string Family)> Families(Manifest manifest) => manifest switch
    {
        BackupObject plan when ShippedOperators.Of(plan.Kind).Mark("family") is { Length: > 0 } family => [(plan.Namespace, family)],
        Workload workload => ShippedOperators.All
            .Where(o => o.Mark("family").Length > 0
                && o.Mark("operator-image") is { Length: > 0 } image
                && workload.Pod.Containers.Any(c => c.Image.Repository.EndsWith(image, StringComparison.Ordinal)))
            .Select(o => (workload.Namespace, o.Mark("family"))),
        _ => [],
    };

    private static string[] Names(IEnumerable<string> names) =>
        [.. names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
