using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>The workloads that mount one claim and stay, by the parts of the volume that they write.</summary>
internal sealed class UsersOfClaim
{
    /// <summary>
    /// Folders in folders that are told apart; deeper ones count as the one they lie in. Nobody nests sub-paths so, and each folder above one is an
    /// entry here.
    /// </summary>
    private const int Deepest = 16;

    /// <summary>So few are looked at one by one; an index would cost more.</summary>
    private const int Few = 8;

    private readonly string _claim;
    private readonly ImmutableArray<Workload> _consumers;

    /// <summary>
    /// Who writes exactly a part, and who writes a part or something in it; the empty name is all of the volume. None where few use the claim.
    /// </summary>
    private readonly Dictionary<string, List<(int Order, Workload Workload)>>? _at;
    private readonly Dictionary<string, List<(int Order, Workload Workload)>>? _within;

    public UsersOfClaim(string claim, ImmutableArray<Workload> consumers)
    {
        (_claim, _consumers) = (claim, consumers);
        if (AreFew(consumers))
        {
            return;
        }

        _at = new(StringComparer.Ordinal);
        _within = new(StringComparer.Ordinal);
        var sorted = consumers.Sort((one, other) => one.IsNamedBefore(other) ? -1 : other.IsNamedBefore(one) ? 1 : 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (Runs(sorted[i]))
            {
                var user = (i, sorted[i]);
                var parts = Parts(sorted[i]).ToHashSet(StringComparer.Ordinal);
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
    public bool AnyIsReplicated => _consumers.Any(workload => workload is { IsBatch: false, Replicas: > 1 });

    /// <summary>Whether so few use a claim that nothing need be remembered of them.</summary>
    public static bool AreFew(ImmutableArray<Workload> consumers) => consumers.Length <= Few;

    /// <summary>Whether there is another than the first, which is the first of these where nobody was before.</summary>
    public bool AreOthers(ref Workload? first)
    {
        foreach (var workload in _consumers)
        {
            if (!workload.IsBatch)
            {
                first ??= workload;
                if (!workload.IsCalledLike(first))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The first by name that is not the asker; a part overlaps with what it lies in and with what lies in it.</summary>
    public Workload? Other(Workload asker, string? part)
    {
        if (part is null || _at is null || _within is null)
        {
            Workload? found = null;
            foreach (var workload in _consumers)
            {
                if (Runs(workload)
                    && found?.IsNamedBefore(workload) != true
                    && IsOther(workload, asker)
                    && (part is null || Parts(workload).Any(written => MountPath.Overlap(written, Shallow(part)))))
                {
                    found = found is null || workload.IsNamedBefore(found) ? workload : found;
                }
            }

            return found;
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

    /// <summary>Whether a workload has pods that stay: one that is scaled to zero, or that nobody applies, is in nobody's way.</summary>
    private static bool Runs(Workload workload) => workload is { IsBatch: false, IsUnapplied: false, Replicas: > 0 };

    private static bool IsOther(Workload workload, Workload asker) => !workload.IsCalledLike(asker) && Nearness.SameCopy(workload, asker);

    /// <summary>The parts of the claim that a workload writes; an empty name stands for all of it.</summary>
    private IEnumerable<string> Parts(Workload workload)
    {
        foreach (var container in workload.Pod.Containers)
        {
            foreach (var mount in container.Mounts)
            {
                if (!mount.IsReadOnly
                    && workload.Pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.ByClaim { ClaimName: var name }
                    && string.Equals(name, _claim, StringComparison.Ordinal))
                {
                    yield return Shallow(mount.SubPath);
                }
            }
        }
    }
}
