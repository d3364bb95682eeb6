using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>How far each backup of a mount is to be believed at a moment, and until when that stays so.</summary>
internal sealed class Grading(StoragePolicy policy, DateTimeOffset now, Expiry expiry)
{
    /// <summary>So far the clocks of two machines may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>What a file says of a run is not believed, and what it does not say means nothing.</summary>
    private const string InFiles = "files do not show runs";

    /// <summary>So long a copy that was restored and checked speaks for later ones, where the policy does not say how often that is done.</summary>
    private static readonly TimeSpan UsualTrust = TimeSpan.FromDays(90);

    /// <summary>What the backups of a mount come to.</summary>
    public Coverage Of(MountFacts mount, List<Backup> backups)
    {
        if (backups.Count == 0)
        {
            return Coverage.None;
        }

        var criticality = mount.Data.Where(d => !d.IsResidue).Select(d => d.Criticality).DefaultIfEmpty(Criticality.Low).Max();
        var tier = policy.Tiers.GetValueOrDefault(criticality);
        var limit = policy.BackupLimit(criticality);
        for (var i = 0; i < backups.Count; i++)
        {
            var isUnseen = !mount.Workload.Source.IsLive && string.Equals(backups[i].Evidence, Backup.NoRun, StringComparison.Ordinal);
            var known = isUnseen ? backups[i] with { Evidence = InFiles } : OfClaim(backups[i], mount);
            backups[i] = Settled(Graded(known, tier, limit), mount, tier, limit);
        }

        ForOthers.Fold(backups);

        // A list is sorted in place, and equals keep the order in which they were found. What is about other data comes last.
        Backup[] sorted =
        [
            .. backups.OrderByDescending(b => b.Grade).ThenBy(b => b.IsForOthers).ThenBy(b => b.Schedule?.Longest ?? TimeSpan.MaxValue),
        ];
        return new Coverage { Backups = sorted, Limit = limit, Deadline = sorted[0].Grade == Grade.Scheduled ? Deadline(mount, sorted[0], tier, limit) : null };
    }

    /// <summary>A doubt is worth something where a backup would count without it. What nothing can prove is in doubt once it had its time.</summary>
    private Backup Settled(Backup backup, MountFacts mount, Tier? tier, TimeSpan limit)
    {
        if (backup.Grade < Grade.Scheduled || (backup.IsProvable && backup.PlaceDoubt.Length == 0))
        {
            return backup;
        }

        var holds = backup.Grade >= Grade.Ran || Deadline(mount, backup, tier, limit) is not null;
        return holds && backup.PlaceDoubt.Length > 0 ? backup with { Grade = Grade.Declared, Doubt = backup.PlaceDoubt }
            : holds || backup.IsProvable ? backup
            : backup with
            {
                Doubt = $"whether {backup.Source} succeeds is not known: no object says so, and annotation {Annotation.RestoreTested} does not say when a "
                    + "copy was last restored and checked",
            };
    }

    /// <summary>What is told of times before the claim was made is about another one of its name.</summary>
    private static Backup OfClaim(Backup backup, MountFacts mount)
    {
        var made = mount.Claim?.Claim?.Created ?? DateTimeOffset.MinValue;
        var own = backup.Restored < made ? backup with { Restored = null } : backup;
        return own.LastSuccess is { } last && last < made
            ? own with
            {
                LastSuccess = null,
                Size = null,
                Evidence = $"its last success, {Coverage.Moment(last)}, was before the claim was made, {Coverage.Moment(made)}, so it copied another one",
            }
            : own;
    }

    private Backup Graded(Backup made, Tier? tier, TimeSpan limit)
    {
        var backup = made.WhyNot.Length == 0 && WhyNever(made) is { Length: > 0 } never ? made with { Obstacle = never } : made;
        if (backup.Grade == Grade.Declared || backup.WhyNot.Length > 0)
        {
            return backup.WhyNot.Length > 0
                ? backup with { Grade = Grade.Declared, Evidence = backup.WhyNot, Doubt = string.Empty }
                : backup with { Grade = Grade.Declared };
        }

        if (backup.LastSuccess is not { } last)
        {
            return backup.IsProvable ? backup : Restored(backup, tier);
        }

        if (!backup.IsHonest)
        {
            return backup with { Evidence = "its command ends well even when the copy failed, so its last success says nothing" };
        }

        if (last - now > Skew)
        {
            return backup with { Evidence = $"its last success, {Coverage.Moment(last)}, is in the future, so it says nothing" };
        }

        var end = Expiry.After(last, tier is { Rpo: var rpo } && rpo > TimeSpan.Zero ? rpo : 2 * Interval(backup, tier, limit));
        if (now > end)
        {
            return backup with { Evidence = $"its last success, {Coverage.Moment(last)}, is too long ago" };
        }

        expiry.NoLaterThan(end);
        return Restored(backup with { Grade = Grade.Ran, Evidence = $"succeeded {Coverage.Moment(last)}" }, tier);
    }

    /// <summary>A copy that was restored says something of those that are made now for a while: then another one has to be.</summary>
    private Backup Restored(Backup ran, Tier? tier)
    {
        if (ran.Restored is not { } restored || restored > now)
        {
            return ran;
        }

        var end = Expiry.After(restored, Trust(tier));
        var said = $"{ran.Evidence}; a copy was restored and checked {Coverage.Moment(restored)}";
        if (now > end)
        {
            return ran with { Evidence = $"{said}, which is too long ago" };
        }

        expiry.NoLaterThan(end);
        return ran with { Grade = Grade.Restored, Evidence = said };
    }

    private static TimeSpan Trust(Tier? tier) =>
        tier is { Verify.Length: > 0 } && new Recurrence(tier.Verify).Longest is { } every ? 2 * every : UsualTrust;

    /// <summary>Why nothing makes it by itself at any time; empty where something does, or nobody can tell.</summary>
    private static string WhyNever(Backup backup) => backup.Schedule is { } schedule ? schedule.WhyNever
        : backup.Grade == Grade.Scheduled ? "it has no schedule"
        : string.Empty;

    /// <summary>A claim that is not made yet, or younger than two intervals, has had no time for a backup.</summary>
    private DateTimeOffset? Deadline(MountFacts mount, Backup backup, Tier? tier, TimeSpan limit)
    {
        var made = ((Manifest?)mount.Claim?.Claim ?? (mount.Claim is null ? mount.Workload : null))?.Created ?? DateTimeOffset.MinValue;
        if (made == DateTimeOffset.MinValue)
        {
            return DateTimeOffset.MaxValue;
        }

        var deadline = Expiry.After(made, 2 * Interval(backup, tier, limit));
        if (now > deadline)
        {
            return null;
        }

        expiry.NoLaterThan(deadline);
        return deadline;
    }

    /// <summary>What never waits is given as long as the tier's own schedule.</summary>
    private static TimeSpan Interval(Backup backup, Tier? tier, TimeSpan limit) =>
        backup.Schedule?.Longest is { } longest && longest > TimeSpan.Zero ? longest
        : tier is { Schedule.Length: > 0 } && new Recurrence(tier.Schedule).Longest is { } usual ? usual
        : limit;
}
