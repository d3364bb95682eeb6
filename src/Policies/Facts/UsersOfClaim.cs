using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>The workloads that mount one claim and stay, by the parts of the volume that they write.</summary>
internal sealed class UsersOfClaim
{
    /// <summary>Folders in folders that are told apart; deeper ones count as the one they lie in. Nobody nests sub-paths so, and each folder above one is an entry here.</summary>
    private const int Deepest = 16;

    private readonly List<Workload> _all = [];

    /// <summary>Who writes exactly a part, and who writes a part or something in it; the empty name is all of the volume.</summary>
    private readonly Dictionary<string, List<(int Order, Workload Workload)>> _at = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Order, Workload Workload)>> _within = new(StringComparer.Ordinal);

    public UsersOfClaim(string claim, ImmutableArray<Workload> consumers)
    {
        foreach (var workload in consumers)
        {
            if (!workload.IsBatch)
            {
                var user = (_all.Count, workload);
                _all.Add(workload);
                var parts = Parts(workload, claim);
                foreach (var part in parts)
                {
                    Add(_at, part, user);
                }

                foreach (var part in parts.SelectMany(Upwards).Distinct(StringComparer.Ordinal))
                {
                    Add(_within, part, user);
                }
            }
        }
    }

    /// <summary>Whether one of them runs several pods.</summary>
    public bool AnyIsReplicated => _all.Exists(workload => workload.Replicas > 1);

    /// <summary>Whether there is another than the first, which is the first of these where nobody was before.</summary>
    public bool AreOthers(ref ObjectReference? first)
    {
        var known = first ?? (_all.Count > 0 ? _all[0].Reference : null);
        first = known;
        return _all.Exists(workload => workload.Reference != known);
    }

    /// <summary>The first that is not the asker; a part overlaps with what it lies in and with what lies in it.</summary>
    public Workload? Other(Workload asker, string? part)
    {
        if (part is null)
        {
            return _all.Find(workload => IsOther(workload, asker));
        }

        var shallow = Shallow(part);
        var first = First(_within, shallow, asker);
        foreach (var above in Upwards(shallow).Skip(1))
        {
            var other = First(_at, above, asker);
            first = first.Workload is null || (other.Workload is not null && other.Order < first.Order) ? other : first;
        }

        return first.Workload;
    }

    private static void Add(Dictionary<string, List<(int Order, Workload Workload)>> index, string part, (int Order, Workload Workload) user) =>
        (index.TryGetValue(part, out var known) ? known : index[part] = []).Add(user);

    private static (int Order, Workload Workload) First(Dictionary<string, List<(int Order, Workload Workload)>> index, string part, Workload asker) =>
        index.TryGetValue(part, out var users) ? users.Find(user => IsOther(user.Workload, asker)) : default;

    /// <summary>A part, the folders it lies in, and all of the volume.</summary>
    private static IEnumerable<string> Upwards(string part)
    {
        for (var end = part.Length; end > 0; end = Math.Max(0, part.LastIndexOf('/', end - 1)))
        {
            yield return part[..end];
        }

        yield return string.Empty;
    }

    private static string Shallow(string part)
    {
        var at = -1;
        for (var depth = 0; depth < Deepest; depth++)
        {
            at = part.IndexOf('/', at + 1);
            if (at < 0)
            {
                return part;
            }
        }

        return part[..at];
    }

    private static bool IsOther(Workload workload, Workload asker) =>
        workload.Reference != asker.Reference && (asker.Source is ManifestSource.Wire || Nearness.SameCopy(workload, asker));

    /// <summary>The parts of a claim that a workload writes; an empty name stands for all of it.</summary>
    private static HashSet<string> Parts(Workload workload, string claim)
    {
        var volumes = workload.Pod.Volumes.Where(v => v.Source is VolumeSource.ByClaim c && string.Equals(c.ClaimName, claim, StringComparison.Ordinal)).Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        return workload.Pod.Containers.SelectMany(c => c.Mounts).Where(m => !m.IsReadOnly && volumes.Contains(m.Volume)).Select(m => Shallow(m.SubPath)).ToHashSet(StringComparer.Ordinal);
    }
}
