using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>The names that may be lost, as far as anything in sight says them.</summary>
public sealed record InSight
{
    /// <summary>Nodes that are written down, and those that volumes, claims and pods are bound to.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>All nodes of the cluster, where Node objects tell; none where nothing says how many there are.</summary>
    public required IReadOnlyList<string> AllNodes { get; init; }

    /// <summary>Appliances on which volumes are stored, by the policy's names for them where it has some.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The same and those that only the policy names.</summary>
    public required IReadOnlyList<string> Nas { get; init; }

    /// <summary>Classes in sight, and those that claims ask for.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Namespaces in which something is.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>The appliance that is meant where only one can be; empty where none or several could, those of the policy among them.</summary>
    public string OnlyNas => Nas.Count == 1 ? Nas[0] : string.Empty;

    /// <summary>How many copies a backend keeps on as many nodes: no more than there are.</summary>
    public int Copies(BackendTraits traits) => AllNodes.Count > 0 ? Math.Min(traits.Replicas, AllNodes.Count) : traits.Replicas;

    /// <summary>The nodes that the bytes of a mount on a node may be on; the only one that there is where nothing names one.</summary>
    internal IReadOnlyList<string> NodesOf(MountFacts mount) => BoundNodes.Of(mount) is { Count: > 0 } nodes ? nodes : AllNodes.Count == 1 ? AllNodes : [];

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
            .. manifests.OfType<Volume>().SelectMany(v => v.Nodes.Names),
            .. manifests.OfType<Workload>().SelectMany(w => w.Pod.Nodes),
            .. mounts.SelectMany(BoundNodes.Of),
        ]);
        return new InSight
        {
            Nodes = nodes,
            // A cluster lists all of its nodes, and what is bound to another is bound to one that is gone; files may leave out some.
            AllNodes = written.Length == 0 ? [] : Array.TrueForAll(written, n => n.Source.IsLive) ? Names(written.Select(n => n.Name)) : nodes,
            Servers = servers,
            Nas = Names(servers.Concat(policy.Nas.Select(nas => nas.Name))),
            Classes = Names([.. manifests.OfType<StorageClass>().Select(c => c.Name), .. mounts.Select(m => m.Claim?.Class.Name ?? string.Empty)]),
            Namespaces = Names(manifests.Select(m => m is NamespaceManifest ? m.Name : m.Namespace)),
        };
    }

    private static string[] Names(IEnumerable<string> names) =>
        [.. names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
