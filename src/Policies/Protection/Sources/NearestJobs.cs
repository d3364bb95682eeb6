using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// CronJobs, of which some have one name in one namespace: those of copies of a cluster. What an asker finds does not grow with the copies: of each name
/// only the nearest, and several only where none of them is nearer.
/// </summary>
internal sealed class NearestJobs
{
    private readonly ImmutableArray<ImmutableArray<Workload>> _byName;

    private NearestJobs(ImmutableArray<ImmutableArray<Workload>> byName) => _byName = byName;

    /// <summary>Jobs, each once, by namespace and as they are written.</summary>
    public static NearestJobs Of(IEnumerable<Workload> jobs) => new(
    [
        .. jobs
            .Distinct<Workload>(ReferenceEqualityComparer.Instance)
            .OrderBy(job => job.Namespace, StringComparer.Ordinal)
            .ThenBy(job => job, WrittenOrder.Instance)
            .GroupBy(job => (job.Namespace, job.Name))
            .Select(group => group.ToImmutableArray()),
    ]);

    /// <summary>The jobs that a manifest means.</summary>
    /// <param name="asker">The manifest.</param>
    /// <param name="mayBe">Which jobs it can mean at all; null for any.</param>
    public List<Workload> To(Manifest asker, Func<Workload, bool>? mayBe = null)
    {
        var nearest = new List<Workload>(_byName.Length);
        foreach (var jobs in _byName)
        {
            var (first, most) = (nearest.Count, -1);
            foreach (var job in jobs)
            {
                var share = MountPath.Shared(job.Source.Folder, asker.Source.Folder);
                if (share < most || mayBe?.Invoke(job) is false)
                {
                    continue;
                }

                if (share > most)
                {
                    nearest.RemoveRange(first, nearest.Count - first);
                    most = share;
                }

                nearest.Add(job);
            }
        }

        return nearest;
    }
}
