using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Every volume with data worth keeping, whoever copies them: what an audit knows of backups, volume by volume.</summary>
public static class BackupReport
{
    /// <summary>The volumes of an audit, the worst promise first.</summary>
    public static IReadOnlyList<BackupRow> Of(AuditReport report, DateTimeOffset now) =>
        Of([.. report.Results.Select(result => (result.Cluster, result.Verdict))], report.Policy, now);

    /// <summary>The volumes of what was judged, each object with the cluster that it is in.</summary>
    public static IReadOnlyList<BackupRow> Of(IReadOnlyList<(string Cluster, Verdict Verdict)> judged, StoragePolicy policy, DateTimeOffset now)
    {
        var claims = judged
            .Where(one => one.Verdict.Facts is ClaimFacts)
            .ToLookup(one => (one.Cluster, one.Verdict.Subject.Namespace, one.Verdict.Subject.Name), one => (ClaimFacts)one.Verdict.Facts!);
        return
        [
            .. judged
                .SelectMany(one => Mounts(one.Verdict.Facts).Select(mount => (one.Cluster, Mount: mount)))
                .Concat(Unmounted(judged))
                .Where(one => KeepsData(one.Mount))
                .GroupBy(one => (one.Cluster, Place(one.Mount)))
                .Select(volume => (volume.Key.Cluster, Mounts: OfApps([.. volume.Select(one => one.Mount)])))
                .Where(volume => volume.Mounts.Length > 0)
                .Select(volume => Row(volume.Cluster, volume.Mounts, policy, now))
                .Select(row => Obstructed(row, claims[(row.Cluster, row.Namespace, row.Claim)].FirstOrDefault(), policy, now))
                .OrderBy(row => row.State)
                .ThenByDescending(row => row.Data.Criticality)
                .ThenBy(row => row.Spoken, StringComparer.Ordinal)
                .ThenBy(row => row.Cluster, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(string Cluster, MountFacts Mount)> Unmounted(IReadOnlyList<(string Cluster, Verdict Verdict)> judged) => judged
        .Where(one => one.Verdict.Facts is not null)
        .GroupBy(one => one.Cluster, one => one.Verdict.Facts!, StringComparer.Ordinal)
        .SelectMany(cluster => UnmountedVolumes.Of([.. cluster]), (cluster, one) => (cluster.Key, one.Mount));

    /// <summary>
    /// A row with what is in the way of a backup by homelab-storage, where one would be made. What is known here comes before what the server said, except
    /// that a target is missing: the server may have been given a policy that names one. A backup that was asked for and cannot be made breaks the promise,
    /// whatever else may protect the data unseen; what Events say changes nothing, since others may write them.
    /// </summary>
    private static BackupRow Obstructed(BackupRow row, ClaimFacts? claim, StoragePolicy policy, DateTimeOffset now)
    {
        if (claim is null || !IsWorthKeeping(row.Data))
        {
            return row;
        }

        var known = row.Coverage.Holds ? null : JobPlanner.Obstacle(claim, policy);
        var told = claim.Claim.Told is { } said && said.IsFresh(now) ? new Obstacle(said.Reason, said.Message, said.Remedy) : null;
        return row with
        {
            Obstacle = known is null or { Reason: Obstacle.NoTarget } && told is not null ? told
                : known ?? (row.Coverage.Best is null ? JobPlanner.Awaited(claim, policy) : null),
            State = known is { IsForNow: false } && row is { State: BackupState.Unknown, Coverage.Doubt.Length: 0 } ? BackupState.Broken : row.State,
        };
    }

    /// <summary>What jobs mount belongs to others where anything else does.</summary>
    private static MountFacts[] OfApps(MountFacts[] mounts) => Array.Exists(mounts, m => !m.Workload.IsBatch)
        ? [.. mounts.Where(m => !m.Workload.IsBatch)]
        : [.. mounts.Where(m => m.Claim is not null)];

    private static IEnumerable<MountFacts> Mounts(SubjectFacts? facts) =>
        facts is WorkloadFacts workload ? workload.Each : [];

    /// <summary>Whether a mount is one of those that are listed here.</summary>
    internal static bool KeepsData(MountFacts mount) =>
        !mount.IsReadOnly
        && !mount.IsEphemeral
        && !mount.IsTold
        && mount.Backend is not (Backend.Projection or Backend.Ephemeral)
        && mount.Data.Any(data => IsListed(data, mount));

    /// <summary>Whether anybody would miss them.</summary>
    public static bool IsWorthKeeping(DataFacts data) =>
        data.IsWorthACopy || data is { IsResidue: false, Traits.IsBulk: true, Criticality: Criticality.Critical };

    /// <summary>
    /// Whether somebody may look for them here: media and what nobody knows are listed, too, unless their loss is acceptable. Of what only jobs mount
    /// the data of an app are listed: the rest is where copies go.
    /// </summary>
    private static bool IsListed(DataFacts data, MountFacts mount) => mount.Workload.IsBatch
        ? IsWorthKeeping(data) && mount.App is not null && data.Certainty > Certainty.Guessed
        : IsWorthKeeping(data) || data is { IsResidue: false, Criticality: > Criticality.Low, Traits.CanBeRebuilt: false, Traits.IsCopy: false };

    /// <summary>A claim is one volume whoever mounts it; what a pod names itself is one of its own.</summary>
    private static (string Namespace, string Claim, string Workload, string Volume) Place(MountFacts mount) => ClaimOf(mount) is { Length: > 0 } claim
        ? (mount.Workload.Namespace, claim, string.Empty, string.Empty)
        : (mount.Workload.Namespace, string.Empty, mount.Workload.Reference.ToString(), mount.Volume.Name);

    private static string ClaimOf(MountFacts mount) =>
        mount.Claim is not { } claim ? string.Empty : claim.FutureName.Length > 0 ? claim.FutureName : claim.Name;

    private static BackupRow Row(string cluster, MountFacts[] mounts, StoragePolicy policy, DateTimeOffset now)
    {
        var (mount, data) = mounts
            .SelectMany(m => m.Data.Where(d => IsListed(d, m)), (m, d) => (Mount: m, Data: d))
            .OrderByDescending(one => IsWorthKeeping(one.Data))
            .ThenByDescending(one => one.Data.Certainty > Certainty.Guessed)
            .ThenByDescending(one => one.Data.Criticality)
            .ThenBy(one => one.Data.Kind)
            .First();
        var coverage = mounts.Select(m => m.Coverage).MaxBy(c => (c.Holds, c.IsProven, c.Best?.LastSuccess))!;
        var tier = policy.Tiers.GetValueOrDefault(data.Criticality);
        var (state, reason) = BackupPromise.Of(mount, data, coverage, tier);
        return new BackupRow
        {
            Cluster = cluster,
            Namespace = mount.Workload.Namespace,
            Claim = ClaimOf(mount),
            Workload = mount.Workload,
            Volume = mount.Volume.Name,
            Programs = [.. mounts.Select(UnmountedVolumes.Program).Distinct(StringComparer.Ordinal)],
            Data = data,
            Tier = tier,
            Coverage = coverage,
            State = state,
            Reason = reason,
            NextRun = coverage.Backups.Where(b => b is { Covers: true, IsSuspended: false }).Min(b => b.Schedule?.Next(now)),
        };
    }
}
