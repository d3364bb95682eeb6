using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A pod that writes to a path of whatever node it runs on.</summary>
public sealed class HostPathVolume : MountRule
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
        Group = RuleGroup.RightPlace,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Volume.Source is VolumeSource.Plugin { NodePath.Length: > 0 };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (!mount.IsReadOnly
            && mount.Volume.Source is VolumeSource.Plugin { NodePath: { Length: > 1 } path }
            && mount.Backend is Backend.Known { IsNodeLocal: true }
            && !Array.Exists(Machine, machine => MountPath.Contains(machine, path)))
        {
            var place = Placement.Of(mount, mount.Main, policy);
            yield return Violation(
                mount,
                mount.Main,
                $"{mount.Program} writes to {path} of whatever node it runs on (mounted at {mount.Path})",
                place.Remedy) with
            {
                Certainty = Certainty.Observed,
            };
        }
    }
}
