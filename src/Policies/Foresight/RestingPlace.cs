using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Where the data of a mount is stored, as far as is known.</summary>
/// <param name="Where">What sort of place it is.</param>
/// <param name="Names">The nodes of which one has them, or the appliance; none where no name is known.</param>
/// <param name="Spoken">The place in words: <c>node n1</c>, <c>NAS truenas</c>, <c>3 nodes, a copy on each</c>.</param>
public sealed record RestingPlace(Whereabouts Where, IReadOnlyList<string> Names, string Spoken)
{
    internal static RestingPlace Of(MountFacts mount, Household household) => mount.Backend switch
    {
        Backend.Known { Traits.Where: Whereabouts.Memory } => new(Whereabouts.Memory, [], "the memory of a node"),
        Backend.Known { IsNodeLocal: true } => OnNode(mount, household.Sight),
        Backend.Known { Traits: { Where: Whereabouts.Replicated } traits } => household.Sight.AllNodes is [var only]
            ? new(Whereabouts.Node, [only], $"node {only}")
            : new(Whereabouts.Replicated, [], string.Create(CultureInfo.InvariantCulture, $"{household.Sight.Copies(traits)} nodes, a copy on each")),
        Backend.Known { Traits.Where: Whereabouts.Nas } => OnNas(mount, household),
        Backend.Known { Traits.Where: Whereabouts.Cloud, Title: var title } => new(Whereabouts.Cloud, [], $"a provider ({title})"),
        Backend.Known { Title: var title } => new(Whereabouts.Unknown, [], $"where {title} keeps it"),
        _ => new(Whereabouts.Unknown, [], "unknown"),
    };

    private static RestingPlace OnNode(MountFacts mount, InSight sight)
    {
        var nodes = sight.NodesOf(mount);
        return Fates.IsOnEach(mount) ? new(Whereabouts.Node, [], "each node has its own")
            : nodes.Count == 0 ? new(Whereabouts.Node, [], "one node, which one is unknown")
            : new(Whereabouts.Node, nodes, $"node {string.Join(" or ", nodes)}");
    }

    private static RestingPlace OnNas(MountFacts mount, Household household)
    {
        var fates = new Fates([], household);
        return fates.Server(mount) is not { Length: > 0 } server ? new(Whereabouts.Nas, [], "a NAS, which one is unknown")
            : fates.ServerOf(mount) is { } served ? new(Whereabouts.Nas, [server], $"{served.Workload.Reference}, which serves it in the cluster")
            : household.Sight.NodeAt(server) is { Length: > 0 } node ? new(Whereabouts.Node, [node], $"node {node}")
            : new(Whereabouts.Nas, [server], $"NAS {server}");
    }
}
