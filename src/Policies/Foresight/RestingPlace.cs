using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Where the data of a mount is stored, as far as is known.</summary>
/// <param name="Where">What sort of place it is.</param>
/// <param name="Names">The nodes of which one has them, or the appliance; none where no name is known.</param>
/// <param name="Spoken">The place in words: <c>node n1</c>, <c>NAS truenas</c>, <c>3 nodes, a copy on each</c>.</param>
public sealed record RestingPlace(Whereabouts Where, IReadOnlyList<string> Names, string Spoken)
{
    internal static RestingPlace Of(MountFacts mount, InSight sight, StoragePolicy policy) => mount.Backend switch
    {
        Backend.Known { Traits.Where: Whereabouts.Memory } => new(Whereabouts.Memory, [], "the memory of a node"),
        Backend.Known { IsNodeLocal: true } => OnNode(mount, sight),
        Backend.Known { Traits: { Where: Whereabouts.Replicated } traits } => sight.AllNodes is [var only]
            ? new(Whereabouts.Node, [only], $"node {only}")
            : new(Whereabouts.Replicated, [], string.Create(CultureInfo.InvariantCulture, $"{sight.Copies(traits)} nodes, a copy on each")),
        Backend.Known { Traits.Where: Whereabouts.Nas } => OnNas(new Fates([], sight, policy).Server(mount)),
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

    private static RestingPlace OnNas(string server) => server.Length == 0
        ? new(Whereabouts.Nas, [], "a NAS, which one is unknown")
        : new(Whereabouts.Nas, [server], $"NAS {server}");
}
