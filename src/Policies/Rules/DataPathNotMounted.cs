using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>An app whose data path is no mount: its data is stored in the container's own layer.</summary>
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
        Milder = "It is only audited where replicas is 0: no container runs that could lose something.",
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(WorkloadFacts subject, StoragePolicy policy)
    {
        List<RuleOutcome>? outcomes = null;
        for (var i = 0; !subject.Workload.IsBatch && i < subject.Programs.Count; i++)
        {
            var program = subject.Programs[i];
            if (KeptData.Of(program, subject.Workload.Pod) is { IsLost: true } lost
                && IsMissed(program, lost, subject.Workload.Pod)
                && DataPathMovedByUpgrade.Former(program, subject) is null)
            {
                (outcomes ??= []).Add(Finding(program, lost, subject.Workload));
            }
        }

        return (IEnumerable<RuleOutcome>?)outcomes ?? [];
    }

    private RuleOutcome.Finding Finding(Program program, KeptData lost, Workload workload) => Violation(
        "/spec",
        Message(program, lost),
        $"{workload.Spoken}: container {program.Container.Name}: {Mounted(lost)}; first copy out what is there (kubectl cp)") with
    {
        Key = $"{program.Container.Name}|{lost.Path}",
        Grounds = GroundsOf.Program(program),
        Seen = [program.App.Evidence],
        Certainty = program.App.Certainty,
        Ceiling = workload.Replicas == 0 ? RuleAction.Audit : RuleAction.Deny,
    };

    /// <summary>The mount that is wrong, put right, or the one that is missing.</summary>
    private static string Mounted(KeptData lost) => (lost.Above ?? lost.Elsewhere) is { } mount
        ? $"mountPath: {lost.Path} in place of {mount.Path} for volume {mount.Volume}"
        : $"a volumeMount at {lost.Path} of a persistentVolumeClaim";

    private static string Message(Program program, KeptData lost) => lost switch
    {
        { Above: { } above } => $"{program.App.App.Name} keeps its data at {lost.Path}, where the image declares a VOLUME, and "
            + $"container {program.Container.Name} mounts only the folder above, {above.Path}: "
            + "the container runtime mounts an empty anonymous volume over the path, and the data is lost with the container",
        { Elsewhere: { } elsewhere } => $"this image of {program.App.App.Name} keeps its data at {lost.Path}, but "
            + $"container {program.Container.Name} mounts its volume at {elsewhere.Path}, the path of other images or versions: "
            + "the data is lost with the container",
        _ =>
            $"{program.App.App.Name} keeps its data at {lost.Path}, but container {program.Container.Name} mounts nothing there, "
            + "so the data is lost with the container",
    };

    /// <summary>
    /// A command line or a mounted settings file may have moved the path. A key-value server without a volume is a cache by choice; only what cannot be made
    /// again is missed, or what somebody meant to keep and mounted in the wrong place.
    /// </summary>
    private static bool IsMissed(Program program, KeptData lost, PodTemplate pod)
    {
        if ((lost.Above ?? lost.Elsewhere) is { } meant)
        {
            return !program.Container.CommandLine.Contains(meant.Path, StringComparison.Ordinal)
                && (lost.Above is not null || !RunsOwnScript(program.Container, pod));
        }

        return MovesNothing(program)
            && !(program.App.Engine == Engine.Server && program.App.App.Criticality != Criticality.Critical)
            && !MountsSettings(program, pod);
    }

    /// <summary>Options of a database server that name no path and no variable leave its data where they are.</summary>
    private static bool MovesNothing(Program program) => program.Container.CommandLine.Length == 0
        || (program.App.Engine == Engine.Server && program.Container.CommandLine.AsSpan().IndexOfAny('/', '$') < 0);

    /// <summary>Whether it starts a file of a ConfigMap, which may set up other paths than the image does.</summary>
    private static bool RunsOwnScript(Container container, PodTemplate pod)
    {
        foreach (var mount in container.CommandLine.Length > 0 ? container.Mounts : [])
        {
            if (pod.VolumeNamed(mount.Volume) is { Source: VolumeSource.Projection } && container.CommandLine.Contains(mount.Path, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether settings that say other paths come from outside the image: from an object, or from a file that an init container wrote.</summary>
    private static bool MountsSettings(Program program, PodTemplate pod)
    {
        foreach (var mount in program.Container.Mounts)
        {
            if (pod.VolumeNamed(mount.Volume) is { Source: VolumeSource.Projection }
                || string.Equals(mount.Path, program.App.App.SettingsFile, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
