using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Data worth keeping on a volume that is deleted with the pod.</summary>
public sealed class DataOnEphemeralVolume : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "data-on-ephemeral-volume",
        Title = "Data is stored on a volume that is deleted with the pod",
        Why = "An emptyDir or an ephemeral claim is deleted with its pod: at the next update, drain or eviction the data is gone.",
        Remedy = "Use a PersistentVolumeClaim for the volume.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns unless the data is critical, and where an init container may put the data there at every start: one of the same image, "
            + "or one that restores or downloads; and for the files of an app whose database is on a server. "
            + "Says nothing of a volume into which a container mounts a file system (mountPropagation: Bidirectional).",
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.IsEphemeral;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        // What an init container alone writes is made again at every start.
        if (!mount.IsEphemeral || mount.IsReadOnly || mount.Workload.IsBatch || mount.Container.Role == ContainerRole.Init || IsMountPoint(mount))
        {
            yield break;
        }

        if (Deciding(mount, Persists) is { } data)
        {
            // A class is named for what asks most of it, sure or not.
            var place = Placement.Of(mount, mount.Data.First(Persists), policy);
            var restorer = RestoredAtStart.By(mount, policy);
            yield return Violation(
                mount,
                data,
                $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)}, {(data.Doubt.Length > 0 ? "as far as is known, and" : "but")} "
                    + $"volume {mount.Volume.Name} is deleted with the pod"
                    + (restorer is null ? string.Empty : $"; init container {restorer.Name} may restore it at every start, without what was written last")
                    + place.Use,
                place.Remedy) with
            {
                Ceiling = data.Criticality == Criticality.Critical && restorer is null && !IsUnpacked(mount, data) && !IsBesideServer(mount, data)
                    ? RuleAction.Deny
                    : RuleAction.Warn,
            };
        }
    }

    /// <summary>Whether a container mounts a file system of its own there, which all others of the pod see in place of the volume.</summary>
    private static bool IsMountPoint(MountFacts mount) => mount.Workload.Pod.Containers.Any(c =>
        c.Mounts.Any(m => m.IsMountedInto && string.Equals(m.Volume, mount.Mount.Volume, StringComparison.Ordinal)));

    /// <summary>Whether an init container of the same image mounts the volume too: what is no database may be what it unpacks there.</summary>
    private static bool IsUnpacked(MountFacts mount, DataFacts data) => !data.Traits.IsDatabase
        && mount.Workload.Pod.Containers.Any(c => c.Role == ContainerRole.Init
            && string.Equals(c.Image.Repository, mount.Container.Image.Repository, StringComparison.Ordinal)
            && c.Mounts.Any(m => string.Equals(m.Volume, mount.Mount.Volume, StringComparison.Ordinal)));

    /// <summary>Whether it is what stays of an app whose database somebody moved to a server: who leaves that to the pod may well have none of it.</summary>
    private static bool IsBesideServer(MountFacts mount, DataFacts data) =>
        !data.Traits.IsDatabase && mount.App is { Engine: Engine.Server, App.Engine: not Engine.Server };

    private static bool Persists(DataFacts data) =>
        data is { Criticality: > Criticality.Low, IsResidue: false, Traits.OutlivesPod: true } && (data.Certainty > Certainty.Guessed || data.Doubt.Length > 0);
}
