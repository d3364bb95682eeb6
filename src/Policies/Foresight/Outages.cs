using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Works out what losses do to a household.</summary>
internal sealed class Outages(Household household, IReadOnlyList<Loss> losses)
{
    private readonly Fates _fates = new(losses, household);

    /// <summary>What they do, by what there is and what is left of it.</summary>
    public Outage Of(Household rest, DateTimeOffset now)
    {
        var apps = household.Workloads.Where(w => !w.Workload.IsBatch).ToArray();
        AppOutage[] kept = [.. apps.Where(a => Household.Kept(a).Any()).Select(Of)];
        return new Outage
        {
            Losses = losses,
            Apps =
            [
                .. kept
                    .OrderByDescending(a => a.Criticality)
                    .ThenByDescending(a => a.State)
                    .ThenByDescending(a => a.Volumes.Count(v => v.IsLoss))
                    .ThenBy(a => a.Workload.Reference.ToString(), StringComparer.Ordinal),
            ],
            Claims =
            [
                .. household.Unmounted.Select(one => Unmounted(one.Facts, one.Why))
                    .OrderByDescending(a => a.Volumes[0].Fate.Kind)
                    .ThenByDescending(a => a.Criticality)
                    .ThenBy(a => a.Volumes[0].Spoken, StringComparer.Ordinal),
            ],
            Bare = apps.Count(a => !Household.Kept(a).Any() && Stops.Of(a, _fates).State == AppState.Stops),
            Jobs = [.. household.Workloads.Where(w => w.Workload.IsBatch && Stops.Of(w, _fates).State == AppState.Stops).Select(w => w.Workload)],
            Unprotected = Unprotected(rest, new WaysBack(household, _fates), now),
            First = ToDo.First(_fates, kept),
            Assumptions = Assumptions.Of(household, _fates.Losses, kept),
        };
    }

    /// <summary>What one app goes through.</summary>
    public AppOutage Of(WorkloadFacts app)
    {
        var ways = new WaysBack(household, _fates);
        var (state, reason) = Stops.Of(app, _fates);
        VolumeOutage[] volumes = [.. Household.KeptVolumes(app).Select(volume => Volume(volume, ways))];
        var criticality = volumes.Where(v => v.IsMissed || v.IsUnknown).Select(v => v.Data.Criticality).DefaultIfEmpty(Criticality.Low).Max();
        return new AppOutage
        {
            Workload = app.Workload,
            Programs = [.. Household.Kept(app).Select(m => m.Program).Distinct(StringComparer.Ordinal)],
            Criticality = criticality,
            Tier = household.Policy.Tiers.GetValueOrDefault(criticality),
            State = state,
            Restart = state != AppState.Runs || !losses.Contains(new Loss.OwnNode()) || Household.Kept(app).Any(Fates.IsOnEach) ? Restart.None
                : Stops.Waits(app.Workload) ? Restart.OnceNodeIsOff
                : Restart.ByItself,
            Reason = reason,
            Volumes = volumes,
            ToDo = [.. ToDo.Of(app.Workload, volumes, _fates)],
            SinglePoints = SinglePoints.Of(app, household),
            UnknownPoints = SinglePoints.Unknown(app, household),
        };
    }

    /// <summary>What a claim goes through that no app mounts: it is called by its namespace too.</summary>
    private AppOutage Unmounted(WorkloadFacts claim, string why)
    {
        var outage = Of(claim);
        var volume = outage.Volumes[0] with { Spoken = $"claim {claim.Workload.Namespace}/{outage.Volumes[0].Claim}" };
        return outage with
        {
            Programs = [],
            Volumes = [volume with { Spoken = $"{volume.Spoken} ({why})" }],
            ToDo = [.. ToDo.Of(claim.Workload, [volume], _fates)],
        };
    }

    /// <summary>What an app only reads is kept by who writes it, unless it is said to be worth keeping.</summary>
    private static bool IsMissed(MountFacts mount, DataFacts data) =>
        BackupReport.IsWorthKeeping(data) && (!mount.IsReadOnly || data.Certainty == Certainty.Declared);

    private VolumeOutage Volume(MountFacts[] mounts, WaysBack ways)
    {
        var (mount, data) = mounts
            .SelectMany(m => m.Data, (m, d) => (Mount: m, Data: d))
            .OrderByDescending(one => IsMissed(one.Mount, one.Data))
            .ThenByDescending(one => one.Data.Criticality)
            .ThenBy(one => one.Data.Kind)
            .First();
        var covered = mounts.MaxBy(m => (m.Coverage.Holds, m.Coverage.IsProven, m.Coverage.Backups.Count))!;
        return new VolumeOutage
        {
            Spoken = mount.VolumeSpoken,
            Claim = Volumes.ClaimName(mount),
            Data = data,
            IsMissed = IsMissed(mount, data),
            IsOnNas = mount.Backend is Backend.Known { Traits.Where: Whereabouts.Nas },
            Fate = _fates.Of(mounts),
            Back = ways.Of(covered, mounts.Any(m => m.Data.Any(d => d is { IsResidue: false, Traits.IsDatabase: true }))),
        };
    }

    /// <summary>What was covered, is still there, and is covered by nothing that is left.</summary>
    private IReadOnlyList<BackupRow> Unprotected(Household rest, WaysBack ways, DateTimeOffset now)
    {
        var covered = BackupReport.Of(household.Report, now)
            .Where(row => row.Coverage.Best is not null)
            .Select(row => (row.Spoken, row.IsUnmounted))
            .ToHashSet();
        return
        [
            .. BackupReport.Of(rest.Report, now)
                .Where(row => covered.Contains((row.Spoken, row.IsUnmounted)) && (row.Coverage.Best is null || HasEnded(row, ways))),
        ];
    }

    /// <summary>What copies from beside an app is there as long as the app is; its copies may be nowhere.</summary>
    private bool HasEnded(BackupRow row, WaysBack ways)
    {
        (MountFacts Mount, Backup Backup)[] covering =
        [
            .. household.Workloads.Concat(household.Unmounted.Select(one => one.Facts))
                .Where(w => w.Workload.Reference == row.Workload.Reference)
                .SelectMany(Household.Kept)
                .Where(m => string.Equals(m.Volume.Name, row.Volume, StringComparison.Ordinal)
                    && (row.Claim.Length == 0 || string.Equals(Volumes.ClaimName(m), row.Claim, StringComparison.Ordinal)))
                .SelectMany(m => m.Coverage.Backups.Where(b => b.Covers), (m, b) => (m, b)),
        ];
        return covering.Length > 0 && Array.TrueForAll(covering, one => ways.Ends(one.Mount, one.Backup));
    }
}
