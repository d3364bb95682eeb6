using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Backups;

/// <summary>Writes what became of the runs on their CronJobs, so that it is known when pods and Jobs are gone, and by whoever leads next.</summary>
internal sealed partial class RunKeeper(BackupStore store, BackupPace pace, TimeProvider time, ILogger log)
{
    /// <summary>So far the clocks of two machines may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static readonly string[] Troubles = [Annotation.LastFailure, Annotation.LastSuspicion];

    /// <summary>Does it; the CronJobs of ours as they are now, and whether nothing has to be tried again.</summary>
    public async Task<(IReadOnlyList<LiveObject> Now, bool IsDone)> Keep(
        IReadOnlyList<LiveObject> cronJobs,
        IReadOnlyList<LiveObject> jobs,
        IReadOnlyList<LiveObject> pods,
        CancellationToken stop)
    {
        var (after, isDone) = (new List<LiveObject>(), true);
        var shelf = new RunShelf(jobs, pods);
        LiveObject[] ours = [.. cronJobs.Where(c => c.IsOurs)];
        var tests = ours.Where(c => !IsBackup(c)).ToLookup(c => c.Label(JobLabels.ClaimUid), StringComparer.Ordinal);
        foreach (var cronJob in ours.Where(c => !c.IsBeingDeleted))
        {
            var now = cronJob;
            var runs = shelf.Of(cronJob);
            var said = Said(cronJob, runs);
            if (runs.Podless is { } podless && await store.WhyNoPod(podless, stop) is { Length: > 0 } refusal)
            {
                said[Annotation.BackupObstacle] = refusal;
            }
            else if (runs.IsOverdue(time.GetUtcNow()) && await store.WhyNoJob(cronJob, stop) is { Length: > 0 } none)
            {
                said[Annotation.BackupObstacle] = none;
            }

            if (IsBackup(cronJob) && Tested(cronJob, tests[cronJob.Label(JobLabels.ClaimUid)], shelf) is { } tested)
            {
                said[Annotation.RestoreTested] = tested;
            }

            var news = said.Where(s => !string.Equals(cronJob.Annotation(s.Key), s.Value, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
            if (news.Count > 0)
            {
                switch (await store.Annotate(cronJob, news, stop))
                {
                    case ApiAnswer.Done done:
                        using (done)
                        {
                            now = new LiveObject(done.Body.RootElement.Clone());
                        }

                        break;
                    case ApiAnswer.Refused { IsFinal: true }:
                        break;
                    case var failed:
                        isDone = false;
                        LogFailed(log, cronJob.Namespace, cronJob.Name, failed.Complaint);
                        break;
                }
            }

            after.Add(now);
        }

        return (after, isDone);
    }

    /// <summary>What there is to be said of a CronJob; an empty value takes away what was said.</summary>
    private Dictionary<string, string> Said(LiveObject cronJob, Runs runs)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Annotation.BackupObstacle] = runs.Obstacle(time.GetUtcNow() - pace.NeverStarted),
        };
        if (runs.LastGood is { } good && IsNewer(good.Ended, cronJob.Annotation(Annotation.LastSuccess)))
        {
            said[Annotation.LastSuccess] = Spell(good.Ended);
            said[Annotation.LastArchive] = good.Archive;
            if (IsBackup(cronJob))
            {
                said[Annotation.LastConsistency] = good.Consistency;
                said[Annotation.LastSize] = good.Bytes?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
            }
        }

        // What was said of a later run stays when the pod that said it is gone.
        var told = Told(cronJob);
        if (Last(cronJob, runs, told) is { } last
            && !(told > last.Ended)
            && (last.IsGood || IsNewer(last.Ended, cronJob.Annotation(Annotation.LastSuccess))))
        {
            said[Annotation.LastSuspicion] = last.IsSuspicious
                ? $"{Spell(last.Ended)}: {(last.Suspicion.Length > 0 ? last.Suspicion : last.Message)}"
                : string.Empty;
            said[Annotation.LastFailure] = last.IsGood || last.IsSuspicious ? string.Empty : $"{Spell(last.Ended)}: {last.Message}";
        }

        return said;
    }

    /// <summary>The outcome of the run that ended last, be it only that its Job has failed without a word of any pod.</summary>
    private RunOutcome? Last(LiveObject cronJob, Runs runs, DateTimeOffset? told)
    {
        if (runs.Mute is not { } mute || told >= Runs.Made(mute))
        {
            return runs.Last;
        }

        var obstacle = cronJob.Annotation(Annotation.BackupObstacle);
        var failed = new RunOutcome(Runs.Over(mute) ?? time.GetUtcNow(), 1, obstacle.Length > 0 ? $"{Runs.Failure(mute)}; {obstacle}" : Runs.Failure(mute)!);
        return runs.Last is { } last && last.Ended > failed.Ended ? last : failed;
    }

    /// <summary>When the last run ended that is said not to have ended well; null when none is.</summary>
    private DateTimeOffset? Told(LiveObject cronJob) => Troubles.Max(trouble =>
        DateTimeOffset.TryParse(cronJob.Annotation(trouble).Split(": ", 2)[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        && at <= time.GetUtcNow() + Skew
            ? at
            : (DateTimeOffset?)null);

    /// <summary>When a copy of the claim was last restored and checked, by the CronJobs that do it; null when that is no news.</summary>
    private string? Tested(LiveObject backup, IEnumerable<LiveObject> tests, RunShelf shelf)
    {
        var tested = tests.Select(c => shelf.Of(c).LastGood).FirstOrDefault(good => good is not null);
        return tested is not null && IsNewer(tested.Ended, backup.Annotation(Annotation.RestoreTested)) ? Spell(tested.Ended) : null;
    }

    private static bool IsBackup(LiveObject cronJob) =>
        string.Equals(cronJob.Label(JobLabels.Role), JobLabels.Spell(JobRole.Backup), StringComparison.Ordinal);

    /// <summary>Whether a run is news beside what is said. A moment that is still to come nobody can have seen.</summary>
    private bool IsNewer(DateTimeOffset ended, string said) =>
        !DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before)
        || ended > before
        || before > time.GetUtcNow() + Skew;

    private static string Spell(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 125, Level = LogLevel.Warning, Message = "CronJob {Namespace}/{Name}: its last run could not be recorded: {Reason}")]
    private static partial void LogFailed(ILogger log, string @namespace, string name, string reason);
}
