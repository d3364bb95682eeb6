using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Whether the pod of a job runs where it gets at the data: what is on the disk of a node is on no other, whatever has the same path there, and a volume
/// that one node has at a time is where the app runs.
/// </summary>
internal sealed class JobPlace(Workload job, IReadOnlyList<MountFacts> mounts, StoragePolicy policy)
{
    /// <summary>The nodes that it may run on: those that it names, or those that volumes of its own are bound to. None where neither says so.</summary>
    private readonly IReadOnlyList<string> _nodes = job.Pod.Nodes is { Count: > 0 } named
        ? named
        : mounts.Where(m => m.Claim is not null).Select(BoundNodes.OfVolume).FirstOrDefault(nodes => nodes.Count > 0, []);

    /// <summary>What it makes of some data that it sees, unless it runs where it sees others, or nobody can tell where it runs.</summary>
    /// <param name="made">What it makes.</param>
    /// <param name="source">Its mount that shows the data.</param>
    /// <param name="data">The data.</param>
    public Backup Of(Backup made, MountFacts source, MountFacts data)
    {
        if (made.WhyNot.Length == 0 && made.LastSuccess is null && IsKeptOut(source, data))
        {
            return made with { Obstacle = $"its pod cannot start while {data.Workload.Reference} runs: {data.VolumeSpoken} is ReadWriteOncePod" };
        }

        if (made.WhyNot.Length > 0 || data.Backend is not Backend.Known known || job.Pod.Companions.Any(c => c.Joins(job.Namespace, data.Workload)))
        {
            return made;
        }

        var isTaken = Attachment.IsTaken(data, policy);
        if (job.Pod.Avoids.Any(c => c.Joins(job.Namespace, data.Workload)) && (isTaken || known.Traits.Where == Whereabouts.Node))
        {
            return made with { Obstacle = $"its podAntiAffinity keeps it from the node of {data.Workload.Reference}, where the data is" };
        }

        return isTaken ? Attached(made, data)
            : known.Traits.Where == Whereabouts.Node ? OnDisk(made, source, data)
            : made;
    }

    /// <summary>Whether the pod of an app has the claim for itself. What the job's own script would stop does not let it in: the script does not run.</summary>
    private static bool IsKeptOut(MountFacts source, MountFacts data) =>
        source.Claim is not null
        && Volumes.IsClaim(data, Volumes.ClaimName(source))
        && data.Claim is { IsOfOnePod: true }
        && data.Workload is { Replicas: > 0, IsBatch: false };

    private Backup OnDisk(Backup made, MountFacts source, MountFacts data)
    {
        var there = BoundNodes.Of(data);
        if (Misses(there))
        {
            return made with { Obstacle = $"it may only run on {Spell(_nodes)}, and the data is on {Spell(there)}" };
        }

        // The scheduler takes a pod to where its claim's volume is. A path is on every node.
        return Is(there) || Places.HasOneNode(data) || source.Claim is { Volume: null or { Nodes: not NodeReach.Any } } ? made
            : made with
            {
                PlaceDoubt = there.Count == 0
                    ? $"which node has the data {Where(data)} is not known, and so neither is whether {made.Source} runs there"
                    : $"whether {made.Source} runs on {Spell(there)}, where the data is, is not known: "
                        + (_nodes.Count == 0 ? "it is bound to no node" : $"it may run on {Spell(_nodes)}"),
            };
    }

    private static string Where(MountFacts data) => Volumes.Plugin(data) is { NodePath: { Length: > 0 } path } ? $"at {path}" : $"of {data.VolumeSpoken}";

    /// <summary>A pod that starts has the volume, so a success tells that it runs where it can.</summary>
    private Backup Attached(Backup made, MountFacts data)
    {
        var there = data.Workload.Pod.Nodes;
        return Misses(there)
                ? made with { Obstacle = $"it may only run on {Spell(_nodes)}, and the ReadWriteOnce volume is attached on {Spell(there)}" }
            : made.LastSuccess is not null || Is(there) || Places.HasOneNode(data) ? made
            : made with
            {
                PlaceDoubt = $"whether {made.Source} starts is not known: {data.VolumeSpoken} is ReadWriteOnce, and nothing makes it run on the node of "
                    + data.Workload.Reference,
            };
    }

    private bool Misses(IReadOnlyList<string> there) => _nodes.Count > 0 && there.Count > 0 && !_nodes.Any(n => there.Contains(n, StringComparer.Ordinal));

    private bool Is(IReadOnlyList<string> there) => there.Count == 1 && _nodes is [var only] && string.Equals(only, there[0], StringComparison.Ordinal);

    private static string Spell(IReadOnlyList<string> nodes) => $"node {string.Join(" or ", nodes)}";
}
