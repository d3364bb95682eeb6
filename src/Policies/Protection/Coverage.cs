using System.Globalization;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection;

/// <summary>All that is to copy the data of one mount elsewhere, and whether that is enough.</summary>
public sealed record Coverage
{
    /// <summary>Nothing known copies it.</summary>
    public static Coverage None { get; } = new() { Backups = [] };

    /// <summary>Everything that names these data, whether it covers them or not; the most believable first.</summary>
    public required IReadOnlyList<Backup> Backups { get; init; }

    /// <summary>The longest time that may lie between two backups; zero where the policy does not say.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>Until when a backup that has not run yet is believed in; null when it is not, and the end of time where there is no claim yet.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether other data is backed up, where that of the mount is critical and nothing covers it: then it was forgotten.</summary>
    public bool OthersAreCopied { get; init; }

    /// <summary>Whether the folder around it, from which somebody parted it, is backed up and it is not: then it was left out.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>What covers the data; null when nothing does.</summary>
    public Backup? Best => Backups.Count > 0 && Backups[0].Covers ? Backups[0] : null;

    /// <summary>What would settle whether the data is covered; empty when that is not in doubt. What is too rare in any case settles nothing.</summary>
    public string Doubt => Backups.Count == 0 || (Holds && IsOftenEnough)
        ? string.Empty
        : Backups.FirstOrDefault(b => b.Doubt.Length > 0 && (Limit <= TimeSpan.Zero || b.Schedule?.Longest is not { } every || every <= Limit))?.Doubt
            ?? string.Empty;

    /// <summary>Whether a backup ran in time.</summary>
    public bool IsProven => Best is { Grade: >= Grade.Ran };

    /// <summary>Whether a backup is to be expected that had no time to prove itself.</summary>
    public bool IsExpected => Best is { Grade: Grade.Scheduled } && Deadline is not null;

    /// <summary>Whether the data is covered as far as can be asked now.</summary>
    public bool Holds => IsProven || IsExpected;

    /// <summary>Whether backups are made as often as the policy asks.</summary>
    public bool IsOftenEnough => Interval is not { } interval || Limit <= TimeSpan.Zero || interval <= Limit;

    /// <summary>
    /// The time between two runs of what covers the data most often, or until what is written meanwhile is sent after them; null when nothing tells.
    /// </summary>
    public TimeSpan? Interval
    {
        get
        {
            TimeSpan? shortest = null;
            foreach (var backup in Backups)
            {
                if (backup is { Covers: true, Schedule: { } schedule })
                {
                    if ((backup.LogWait ?? schedule.Longest) is not { } longest)
                    {
                        return null;
                    }

                    shortest = shortest is { } other && other <= longest ? other : longest;
                }
            }

            return shortest;
        }
    }

    /// <summary>How the data is covered, for the end of a message: <c>CronJob home/copy backs it up every 6h (not proven …)</c>.</summary>
    public string Spoken => Best is not { } best
        ? string.Empty
        : $"{best.Source} backs it up {best.Schedule?.Spoken ?? "when told"}{Log(best)} ({Proof(best)}){Trouble(best)}";

    /// <summary>What is to happen by when, at the beginning of a message; empty where nothing is, or nobody can tell by when.</summary>
    public string Due => this is { IsProven: false, Best: { } best, Deadline: { } deadline } && deadline < DateTimeOffset.MaxValue
        ? $"{best.Source} has to {(best.IsProvable ? "succeed" : "be tried by a restore")} by {Moment(deadline)}: "
        : string.Empty;

    /// <summary>Why nothing counts that one might think of, for the end of a message; empty when there is no such thing.</summary>
    public string WhyNot => Best is { } best
        ? $"{best.Source} does not count as a backup: "
            + $"{(best.LastSuccess is { } last ? $"its last success, {Moment(last)}, is too long ago" : "it had time to run, and has not succeeded")}"
        : Backups.FirstOrDefault(b => b.WhyNot.Length > 0) is { } other ? $"{other.Source} does not count as a backup: {other.WhyNot}"
        : string.Empty;

    /// <summary>What to write for the first of these to count; empty where no one line does that.</summary>
    public string Remedy => Best is null ? Backups.FirstOrDefault(b => b.WhyNot.Length > 0)?.Remedy ?? string.Empty : string.Empty;

    /// <summary>A moment as messages write it.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>What proves a backup that no object says has succeeded.</summary>
    private const string Asked = $"a copy has to be restored and checked, and annotation {Annotation.RestoreTested} has to say when it was";

    private static string Trouble(Backup best) => best.Trouble.Length > 0 ? $"; {best.Trouble}" : string.Empty;

    private static string Log(Backup best) => best.LogWait is null ? string.Empty : " and its log as it is written";

    private string Proof(Backup best) => best.Grade switch
    {
        Grade.Restored => $"{(best.LastSuccess is { } last ? $"ran {Moment(last)}, " : string.Empty)}restored {Moment(best.Restored!.Value)}",
        Grade.Ran => $"ran {Moment(best.LastSuccess!.Value)}",
        _ when !best.IsProvable && Deadline is { } end && end < DateTimeOffset.MaxValue => $"not proven; by {Moment(end)} {Asked}",
        _ when Deadline is { } deadline && deadline < DateTimeOffset.MaxValue => $"not proven: no run of it is known; it has to succeed by {Moment(deadline)}",
        _ when best.Schedule?.Longest is { } every && every > TimeSpan.Zero =>
            $"not proven: no run of it is known; in a cluster it has to succeed within {Duration.Format(2 * every)}",
        _ => "not proven",
    };
}
