using HomelabStorage.Policies.Catalog;
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
    protected override IEnumerable<RuleOutcome> Evaluate(WorkloadFacts subject, StoragePolicy policy) =>
        subject.Apps.Count == 0 || subject.Workload.IsBatch ? [] : EvaluateApps(subject);

    private IEnumerable<RuleOutcome> EvaluateApps(WorkloadFacts subject)
    {
        foreach (var (container, app) in subject.Apps)
        {
            // A command line or a mounted settings file may have moved the path; then nothing can be said.
            if (container.Role == ContainerRole.Main && container.CommandLine.Length == 0 && !MountsSettings(container, subject) && app is { Certainty: > Certainty.Guessed, Doubt.Length: 0 } && Missing(app, container, subject) is { Length: > 0 } path)
            {
                yield return Violation(
                    "/spec",
                    $"{app.App.Name} keeps its data at {path}, but container {container.Name} mounts nothing there, so they go with the container",
                    $"{subject.Workload.Reference}: container {container.Name}: a volumeMount at {path}") with
                {
                    Key = $"{container.Name}|{path}",
                    Seen = [app.Evidence],
                    Certainty = app.Certainty,
                };
            }
        }
    }

    private static bool MountsSettings(Container container, WorkloadFacts subject) =>
        container.Mounts.Any(m => subject.Workload.Pod.Volumes.Any(v => v.Source is VolumeSource.Projection && string.Equals(v.Name, m.Volume, StringComparison.Ordinal)));

    /// <summary>The app's database path, when it has databases and none of their paths, old or new, is on a volume.</summary>
    private static string Missing(AppFacts app, Container container, WorkloadFacts subject)
    {
        // A key-value server without a volume is a cache by choice; only what cannot be made again is missed.
        var isMissed = app.Engine != Engine.Server || app.App.Criticality == Criticality.Critical;
        var paths = isMissed ? [.. subject.PathsOf(container).Where(p => IsKept(p.Data.Kind, app.Engine) && p.Data.Condition.Length == 0)] : Array.Empty<(AppData Data, string Path)>();
        var mounted = container.Mounts.Where(m => subject.Workload.Pod.Volumes.Any(v => string.Equals(v.Name, m.Volume, StringComparison.Ordinal))).ToArray();
        return paths.Length == 0 || paths.Any(p => mounted.Any(m => MountPath.Contains(m.Path, p.Path) || MountPath.Contains(p.Path, m.Path)))
            ? string.Empty
            : paths.FirstOrDefault(p => !p.Data.IsLegacy, paths[0]).Path;
    }

    private static bool IsKept(DataKind kind, Engine engine) => (kind, engine) switch
    {
        (DataKind.Sqlite, Engine.Sqlite) or (DataKind.EmbeddedDatabase, Engine.Embedded) or (DataKind.Database, Engine.Server) => true,
        _ => false,
    };
}
