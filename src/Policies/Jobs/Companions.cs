using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>
/// The pods beside which a backup has to run, because only their node has the volume. The backup's own pod carries the same labels with a value of its
/// own and fits its own term: the scheduler lets the first of such a series pass, so that it also runs while the app is at no replicas.
/// </summary>
/// <param name="Labels">The labels of the app's pods.</param>
public sealed record Companions(IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    private const string PodName = "statefulset.kubernetes.io/pod-name";

    /// <summary>Labels whose values change with every rollout.</summary>
    private static readonly string[] Passing =
    [
        "pod-template-hash", "controller-revision-hash", "pod-template-generation", "helm.sh/chart", "app.kubernetes.io/version",
        JobLabels.ManagedBy,
    ];

    /// <summary>The companions for a claim, by one of its mounts; null where the volume's own node affinity says it, or any node has it.</summary>
    public static Companions? Of(MountFacts mount, ClaimLink link)
    {
        var modes = link.Volume?.AccessModes ?? link.Spec?.AccessModes ?? AccessModes.None;
        if (link.Volume is { Nodes: not NodeReach.Any } && link.Backend is Backend.Known { IsNodeLocal: true }
            || (link.Backend is Backend.Known { IsNetworkFileSystem: true }
                && (modes & (AccessModes.ReadWriteMany | AccessModes.ReadOnlyMany)) != AccessModes.None))
        {
            return null;
        }

        var labels = mount.Workload.Pod.Metadata.Labels
            .Where(l => !Passing.Contains(l.Key, StringComparer.Ordinal)
                && !l.Key.StartsWith(Annotation.Prefix, StringComparison.Ordinal)
                && !ShippedCatalog.Index.Hints.MeshLabels.Any(mesh => l.Key.StartsWith(mesh, StringComparison.Ordinal)))
            .OrderBy(l => l.Key, StringComparer.Ordinal)
            .ToList();
        if (mount.Volume.Source is VolumeSource.ByTemplate { Template.Series: var series } && series.TryNumber(link.Name, out var number))
        {
            labels.RemoveAll(l => l.Key is PodName);
            labels.Add(KeyValuePair.Create(PodName, new ClaimSeries($"{mount.Workload.Name}-").Name(number)));
        }

        return new Companions(labels);
    }
}
