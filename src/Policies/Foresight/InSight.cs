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

    internal static InSight Of(IReadOnlyCollection<Manifest> manifests, IReadOnlyCollection<MountFacts> mounts, StoragePolicy policy)
    {
        var servers = Names(mounts.Where(m => m.Backend is Backend.Known { Traits.Where: Whereabouts.Nas }).Select(m => Places.Server(m, policy)));
        return new InSight
        {
            Nodes = Names([
                .. manifests.OfType<NodeManifest>().Select(n => n.Name),
                .. manifests.OfType<Volume>().SelectMany(v => v.Nodes.Names),
                .. manifests.OfType<Workload>().SelectMany(w => w.Pod.Nodes),
                .. mounts.SelectMany(BoundNodes.Of),
            ]),
            Servers = servers,
            Nas = Names(servers.Concat(policy.Nas.Select(nas => nas.Name))),
            Classes = Names([.. manifests.OfType<StorageClass>().Select(c => c.Name), .. mounts.Select(m => m.Claim?.Class.Name ?? string.Empty)]),
            Namespaces = Names(manifests.Select(m => m is NamespaceManifest ? m.Name : m.Namespace)),
        };
    }

    private static string[] Names(IEnumerable<string> names) =>
        [.. names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
