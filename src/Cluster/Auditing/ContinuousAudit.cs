using HomelabStorage.Cluster.Events;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Reports;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Auditing;

/// <summary>
/// Judges the whole cluster again and again, as the leader, and says what it found in reports, events and metrics. It sees what admission cannot: what was
/// there before us, pairs whose halves met two servers, and what was made while nobody was here.
/// </summary>
public sealed partial class ContinuousAudit(
    Func<AuditSource> source,
    ReportWriter? reports,
    FindingEvents events,
    AuditMeter meter,
    AuditPace pace,
    Leftovers leftovers,
    TimeProvider time,
    ILogger log)
{
    /// <summary>What was made while nobody was here and would not have been let in, by uid, for as long as it stays so.</summary>
    private readonly HashSet<string> _missed = new(StringComparer.Ordinal);

    /// <summary>Those of them that have their event.</summary>
    private readonly HashSet<string> _toldMissed = new(StringComparer.Ordinal);

    /// <summary>Until when the last audit holds, if nothing changes.</summary>
    private DateTimeOffset _until = DateTimeOffset.MaxValue;

    /// <summary>How many audits in a row could not be said in full.</summary>
    internal int Failures { get; private set; }

    /// <summary>Goes on for as long as the reign lasts.</summary>
    public Task Run(Reign reign, CancellationToken stop) => LongWork.Run(() => Keep(reign, stop), stop);

    private async Task Keep(Reign reign, CancellationToken stop)
    {
        try
        {
            var changes = new Changes(pace.Quiet, pace.Longest, time);
            var lastRun = time.GetTimestamp();
            Absence? absence = null;
            while (true)
            {
                await Task.Delay(pace.Look, time, stop);
                var current = source();
                var arePending = changes.ArePending(current);
                var isDue = time.GetElapsedTime(lastRun) >= Wait || time.GetUtcNow() > _until;
                if (current.IsComplete && (arePending || isDue))
                {
                    absence ??= reign.AwayFrom is { } from ? new Absence(from, time.GetUtcNow() + pace.Settles) : null;
                    await Audit(current, absence, stop);
                    changes.Done(current);
                    leftovers.Add();
                    lastRun = time.GetTimestamp();
                }
            }
        }
        finally
        {
            meter.Resigned();
        }
    }

    private TimeSpan Wait =>
        Failures == 0 ? pace.Every : pace.Again * Math.Pow(2, Math.Min(Failures - 1, 10)) is var longer && longer < pace.Every ? longer : pace.Every;

    /// <summary>One audit, with a look at what was made while nobody was here before this reign.</summary>
    internal async Task<IReadOnlyList<Verdict>> Audit(AuditSource now, Absence? absence, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        var world = World.Of(now.Inventory, now.Policy, time.GetUtcNow());
        var (verdicts, notJudged) = world.Verdicts(atOnce: 1, stop);
        foreach (var one in notJudged)
        {
            LogNotJudged(log, one.Reference, one.Reason);
        }

        _until = world.Judge.Until;
        Verdict[] results = [.. verdicts.Where(v => v.Kind is VerdictKind.Deny or VerdictKind.Warn)];
        var took = time.GetElapsedTime(begun);
        var refused = results.Count(r => r.Kind == VerdictKind.Deny);
        meter.Audited(results, notJudged.Count, time.GetUtcNow(), took);
        LogAudited(log, verdicts.Count, refused, results.Length - refused, took.TotalMilliseconds);
        var isGapTold = absence is null || await TellGap(results, absence, stop);
        meter.FoundGap(results.Count(r => r.Findings[0].Action >= RuleAction.Fix && _missed.Contains(r.Subject.Metadata.Uid)));
        var isReported = reports is null || await reports.Write(
            results,
            PromisedBackup.All(verdicts, now.Policy, time.GetUtcNow()),
            stop);
        Failures = await events.Tell(results, stop) && isReported && isGapTold && notJudged.Count == 0 ? 0 : Failures + 1;
        return results;
    }

    /// <summary>Names what was made in an absence, once; false when an event has to be tried again.</summary>
    private async Task<bool> TellGap(Verdict[] results, Absence absence, CancellationToken stop)
    {
        var isTold = true;
        foreach (var result in results.Where(r => r.Findings[0].Action >= RuleAction.Fix && absence.Covers(r.Subject.Created)))
        {
            var uid = result.Subject.Metadata.Uid;
            if (_missed.Add(uid))
            {
                LogMissed(log, result.Subject.Reference, result.Findings[0].Finding.Rule.Id);
            }

            if (!_toldMissed.Contains(uid))
            {
                var isWritten = await events.TellGap(result, stop);
                isTold &= isWritten && _toldMissed.Add(uid);
            }
        }

        return isTold;
    }

    [LoggerMessage(
        EventId = 80,
        Level = LogLevel.Information,
        Message = "audited {Judged} objects in {Milliseconds:0} ms: {Refused} would be refused, {Warned} have warnings")]
    private static partial void LogAudited(ILogger log, int judged, int refused, int warned, double milliseconds);

    [LoggerMessage(
        EventId = 81,
        Level = LogLevel.Warning,
        Message = "{Resource} was created while the webhook was down; {Rule} would have denied or changed it")]
    private static partial void LogMissed(ILogger log, ObjectReference resource, string rule);

    [LoggerMessage(EventId = 82, Level = LogLevel.Error, Message = "{Resource} is not judged: {Reason}")]
    private static partial void LogNotJudged(ILogger log, ObjectReference resource, string reason);
}
