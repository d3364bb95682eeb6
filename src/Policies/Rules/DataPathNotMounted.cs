using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>An app whose data path is no mount: its data lie in the container's own layer.</summary>
public sealed class DataPathNotMounted : Rule<WorkloadFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "data-path-not-mounted",
        Title = "The app's data path is not on any volume",
        Why = "What is written to the container's own layer is gone when the container is replaced.",
        Remedy = "Mount a PersistentVolumeClaim at the app's data path.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(WorkloadFacts subject, StoragePolicy policy)
    {
        List<RuleOutcome>? outcomes = null;
        for (var i = 0; !subject.Workload.IsBatch && i < subject.Programs.Count; i++)
        {
            if (Missing(subject.Programs[i], subject.Workload.Pod) is { } path)
            {
                (outcomes ??= []).Add(Finding(subject.Programs[i], path, subject.Workload));
            }
        }

        return outcomes is null ? [] : outcomes;
    }

    private RuleOutcome.Finding Finding(Program program, string path, Workload workload) => Violation(
        "/spec",
        $"{program.App.App.Name} keeps its data at {path}, but container {program.Container.Name} mounts nothing there, so they go with the container",
        $"{workload.Spoken}: container {program.Container.Name}: a volumeMount at {path}") with
    {
        Key = $"{program.Container.Name}|{path}",
        Seen = [program.App.Evidence],
        Certainty = program.App.Certainty,
    };

    /// <summary>The app's database path, when it has databases and none of their paths, old or new, is on a volume; null when all is well or nothing can be said.</summary>
    private static string? Missing(Program program, PodTemplate pod)
    {
        var (container, app) = (program.Container, program.App);

        // A command line or a mounted settings file may have moved the path. A key-value server without a volume is a cache by choice; only what cannot be made again is missed.
        if (container.Role != ContainerRole.Main
            || container.CommandLine.Length > 0
            || app is not { Certainty: > Certainty.Guessed, Doubt.Length: 0 }
            || (app.Engine == Engine.Server && app.App.Criticality != Criticality.Critical))
        {
            return null;
        }

        string? path = null;
        var isLegacy = true;
        foreach (var (data, at) in program.Paths)
        {
            if (data.Condition.Length == 0 && IsKept(DataTraits.Of(data.Kind), app.Engine))
            {
                if (IsMounted(at, container, pod))
                {
                    return null;
                }

                if (path is null || (isLegacy && !data.IsLegacy))
                {
                    (path, isLegacy) = (at, data.IsLegacy);
                }
            }
        }

        return path is null || MountsSettings(container, pod) ? null : path;
    }

    private static bool IsMounted(string path, Container container, PodTemplate pod)
    {
        foreach (var mount in container.Mounts)
        {
            if ((MountPath.Contains(mount.Path, path) || MountPath.Contains(path, mount.Path)) && pod.VolumeNamed(mount.Volume) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool MountsSettings(Container container, PodTemplate pod)
    {
        foreach (var mount in container.Mounts)
        {
            if (pod.VolumeNamed(mount.Volume) is { Source: VolumeSource.Projection })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKept(DataTraits kind, Engine engine) => kind.IsDatabase && kind.Engine == engine;
}
