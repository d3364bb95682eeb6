using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Which copies are to be restored and checked: those of every volume with data worth keeping, with the reason where that cannot be done.</summary>
public static class Drill
{
    /// <summary>The volumes, the most critical first.</summary>
    /// <param name="volumes">Every volume with data worth keeping.</param>
    /// <param name="ours">The claims that CronJobs of homelab-storage copy.</param>
    /// <param name="onlyCritical">Whether nothing else is wanted.</param>
    public static IReadOnlyList<DrillRow> Of(IReadOnlyList<BackupRow> volumes, IReadOnlyList<CheckedClaim> ours, bool onlyCritical)
    {
        var known = ours.ToDictionary(claim => (claim.Namespace, claim.Claim));
        var rows = volumes
            .Where(volume => (volume.State != BackupState.NotAsked && BackupReport.IsWorthKeeping(volume.Data))
                || known.ContainsKey((volume.Namespace, volume.Claim)))
            .Select(volume => Row(volume, known.GetValueOrDefault((volume.Namespace, volume.Claim))))
            .ToArray();
        var seen = rows.Select(row => (row.Namespace, row.Claim)).ToHashSet();
        return
        [
            .. rows.Concat(ours.Where(claim => !seen.Contains((claim.Namespace, claim.Claim))).Select(Row))
                .Where(row => !onlyCritical || row.Criticality == Criticality.Critical)
                .OrderByDescending(row => row.Criticality)
                .ThenBy(row => row.Spoken, StringComparer.Ordinal),
        ];
    }

    /// <summary>What the last checks say of a volume, those of CronJobs too: one that is twice as old as it should be says nothing any more.</summary>
    public static DrillRow Last(DrillRow row, DateTimeOffset now)
    {
        if (row is not { State: DrillState.Due, Checked: { } claim })
        {
            return row;
        }

        return claim switch
        {
            { LastFailure.Length: > 0 } => row with { State = DrillState.Failed, Said = claim.LastFailure },
            { LastGood: not { } } => row with { State = DrillState.NotDrilled, Said = "no copy was ever restored and checked" },
            { LastGood: { } good } when new Recurrence(claim.Schedule) is { Longest: { } longest } schedule && now - good > 2 * longest => row with
            {
                State = DrillState.NotDrilled,
                Said = $"a copy was last restored and checked {Coverage.Moment(good)}, and that is to be done {schedule.Spoken}",
            },
            { LastGood: { } good } => row with { State = DrillState.Good, Said = $"a copy was restored and checked {Coverage.Moment(good)}" },
        };
    }

    private static DrillRow Row(BackupRow volume, CheckedClaim? ours)
    {
        var (state, said) = volume.Claim.Length == 0 ? (DrillState.NotDrilled, "it is not a claim: homelab-storage copies and checks claims only")
            : ours is null ? (DrillState.NotDrilled, $"no CronJob of homelab-storage copies it: {volume.Reason}")
            : OfOurs(ours, volume.Tier is null ? "a tier" : $"tier {Words.Criticalities.Spell(volume.Data.Criticality)}");
        return new DrillRow
        {
            Namespace = volume.Namespace,
            Claim = volume.Claim,
            Spoken = volume.Spoken,
            Programs = volume.Programs,
            Criticality = volume.Data.Criticality,
            State = state,
            Said = said,
            Checked = ours,
        };
    }

    private static DrillRow Row(CheckedClaim ours)
    {
        var (state, said) = OfOurs(ours, "a tier");
        return new DrillRow
        {
            Namespace = ours.Namespace,
            Claim = ours.Claim,
            Spoken = $"{ours.Namespace}/{ours.Claim}",
            State = state,
            Said = said,
            Checked = ours,
        };
    }

    private static (DrillState State, string Said) OfOurs(CheckedClaim ours, string tier) => ours.Schedule.Length > 0
        ? (DrillState.Due, "its newest copy can be restored and checked")
        : (DrillState.NotDrilled, $"no CronJob restores its copies: verify in {tier} of the policy makes one, such as verify: \"0 4 * * 0\"");
}
