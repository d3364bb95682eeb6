using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A pod that writes to a path on whichever node it runs.</summary>
public sealed class HostPathVolume : Rule<WorkloadFacts>
{
    /// <summary>Paths that belong to the machine, not to an app's data.</summary>
    private static readonly string[] Machine =
    [
        "/dev",
        "/sys",
        "/proc",
        "/run",
        "/var/run",
        "/etc",
        "/lib",
        "/usr",
        "/boot",
        "/var/log",
        "/var/lib/kubelet",
        "/var/lib/docker",
        "/var/lib/containerd",
        "/var/lib/cni",
        "/opt/cni",
        "/tmp",
    ];

    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "host-path-volume",
        Title = "A pod writes to a path of its node",
        Why = "A hostPath is a different folder on every node: after a move the app starts empty, and no claim, quota or backup knows of it.",
        Remedy = "Use a PersistentVolumeClaim, or a PersistentVolume of type local, which ties the pod to its node.",
        DefaultAction = RuleAction.Warn,
        Milder = "Says nothing of a DaemonSet, whose pods stay on their nodes, nor of media and models, which another rule sends to the NAS; only notes a "
            + "pod that runs on one node by name.",
        Group = RuleGroup.RightPlace,
    };

    /// <summary>Whether a path of a node belongs to the machine, or is all of it.</summary>
    public static bool IsOfMachine(string path) => path.Length <= 1 || Array.Exists(Machine, machine => MountPath.Contains(machine, path));

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(WorkloadFacts subject, StoragePolicy policy)
    {
        // Its pods are of their nodes and go to no other: what they write there is each node's own, as it is to be.
        if (subject.Workload.Reference.Kind is "DaemonSet")
        {
            return [];
        }

        List<(MountFacts Mount, string Path)>? written = null;
        HashSet<string>? paths = null;
        for (var i = 0; i < subject.Mounts.Count; i++)
        {
            if (NodePath(subject.Mounts[i]) is { Length: > 0 } path && (paths ??= new(StringComparer.Ordinal)).Add(path))
            {
                (written ??= []).Add((subject.Mounts[i], path));
            }
        }

        return written is null ? [] : [Finding(written, policy)];
    }

    /// <summary>The path of the node that a mount writes to; empty where it writes to none that is an app's.</summary>
    private static string NodePath(MountFacts mount) =>
        mount.Volume.Source is VolumeSource.Plugin { NodePath: { Length: > 1 } path }
        && mount is { IsReadOnly: false, IsTold: false, Backend: Backend.Known { IsNodeLocal: true } }
        && !IsOfMachine(path)
        && !BulkDataOnNodeLocal.IsMisplaced(mount)
            ? path
            : string.Empty;

    /// <summary>One finding for all of them: a pod is tied to its node by one as by many.</summary>
    private RuleOutcome.Finding Finding(List<(MountFacts Mount, string Path)> written, StoragePolicy policy)
    {
        var (first, path) = written[0];
        var program = written.TrueForAll(w => string.Equals(w.Mount.Program, first.Program, StringComparison.Ordinal)) ? first.Program : first.Workload.Spoken;
        var node = first.Workload.Pod.Nodes is [var only] ? $"node {only}" : string.Empty;
        var where = node.Length > 0 ? $"on {node}" : "on whichever node it runs";
        var volumes = written.Select(w => w.Mount.Volume.Name).Distinct(StringComparer.Ordinal).ToArray();
        var heaviest = written.MaxBy(w => w.Mount.Main.Criticality).Mount.Main;
        return Violation(
            first.Volume.Pointer,
            written.Count == 1
                ? $"{program} writes to {path} {where} (mounted at {first.Path})"
                : $"{program} writes to {Listed(written.Select(w => w.Path))} {where} "
                    + $"(mounted at {Listed(written.Select(w => w.Mount.Path))})",
            volumes.Length == 1
                ? Placement.Of(first, first.Main, policy).Remedy
                : $"{first.Workload.Spoken}, volumes {Listed(volumes)}: replace hostPath with a persistentVolumeClaim in each") with
        {
            Data = heaviest,
            Arrangement = written.Count == 1 ? Arrangement.Of(heaviest, policy) : null,
            Grounds = GroundsOf.Mounts(written.Select(w => w.Mount)),
            Key = "paths of the node",
            Ceiling = node.Length > 0 ? RuleAction.Audit : RuleAction.Deny,
            Extent = written.Count,
            Seen = Seen(first, written.Count),
        };
    }

    private static string[] Seen(MountFacts first, int count) => first.Backend is Backend.Known known && count == 1
        ? [first.Main.Evidence, known.Evidence, .. known.Because]
        : [first.Main.Evidence];

    /// <summary>The first three, and how many more.</summary>
    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length switch
        {
            1 => all[0],
            <= 3 => $"{string.Join(", ", all[..^1])} and {all[^1]}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all[..3])} and {all.Length - 3} more"),
        };
    }
}
