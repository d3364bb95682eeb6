using HomelabStorage.Cluster.Events;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Reports;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Auditing;

/// <summary>
/// Judges the whole cluster again and again, as the leader, and says what it found in reports, events and metrics. It sees what admission cannot: what was
/// there before us, pairs whose halves met two servers, and what was made while nobody was here.
/// </summary>
public sealed partial class ContinuousAudit(Func<AuditSource> source, ReportWriter? reports, FindingEvents events, AuditMeter meter, AuditPace pace, TimeProvider time, ILogger log)
{
    /// <summary>Goes on for as long as the reign lasts.</summary>
    public async Task Run(Reign reign, CancellationToken stop)
    {
        try
        {
            AuditSource? audited = null;
            var seen = source();
            var (firstChange, lastChange, lastRun) = (time.GetUtcNow(), time.GetUtcNow(), DateTimeOffset.MinValue);
            while (true)
            {
                await Task.Delay(pace.Look, time, stop);
                var now = time.GetUtcNow();
                var current = source();
                if (!Same(current, seen))
                {
                    (firstChange, lastChange, seen) = (Same(seen, audited) ? now : firstChange, now, current);
                }

                var isPending = !Same(current, audited) && (audited is null || now - lastChange >= pace.Quiet || now - firstChange >= pace.Longest);
                if (current.IsComplete && (isPending || now - lastRun >= pace.Every))
                {
                    await Audit(current, audited is null ? reign : null, stop);
                    (audited, lastRun) = (current, time.GetUtcNow());
                }
            }
        }
        finally
        {
            meter.Resigned();
        }
    }

    /// <summary>One audit; at the beginning of a reign also a look at the time before it.</summary>
    internal async Task<IReadOnlyList<Audited>> Audit(AuditSource now, Reign? reign, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        var judge = new Judge(now.Inventory, now.Policy, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var results = new List<Audited>();
        var judged = 0;
        foreach (var subject in now.Inventory.Workloads.All.Concat<Manifest>(now.Inventory.Claims.All).Concat(now.Inventory.Classes.All))
        {
            stop.ThrowIfCancellationRequested();
            judged++;
            if (Audited.Of(judge.Of(subject)) is { } found)
            {
                results.Add(found);
            }
        }

        var took = time.GetElapsedTime(begun);
        var refused = results.Count(r => r.Kind == VerdictKind.Deny);
        meter.Audited(results, time.GetUtcNow(), took);
        LogAudited(log, judged, refused, results.Count - refused, took.TotalMilliseconds);
        if (reign?.AwayFrom is { } from)
        {
            await TellGap(results, from, reign.Began, stop);
        }

        if (reports is not null)
        {
            await reports.Write(results, stop);
        }

        await events.Tell(results, stop);
        return results;
    }

    private async Task TellGap(List<Audited> results, DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        Audited[] missed = [.. results.Where(r => r.Subject.Metadata.Created >= from && r.Subject.Metadata.Created <= until && r.Findings[0].Action >= Policies.Vocabulary.RuleAction.Fix)];
        meter.FoundGap(missed.Length);
        foreach (var result in missed)
        {
            LogMissed(log, result.Subject.Reference, result.Findings[0].Finding.Rule.Id);
            await events.TellGap(result, stop);
        }
    }

    private static bool Same(AuditSource one, AuditSource? other) =>
        other is not null && ReferenceEquals(one.Inventory, other.Inventory) && ReferenceEquals(one.Policy, other.Policy) && one.IsComplete == other.IsComplete;

    [LoggerMessage(EventId = 80, Level = LogLevel.Information, Message = "audited {Judged} objects in {Milliseconds:0} ms: {Refused} would be refused, {Warned} have warnings")]
    private static partial void LogAudited(ILogger log, int judged, int refused, int warned, double milliseconds);

    [LoggerMessage(EventId = 81, Level = LogLevel.Warning, Message = "{Resource} was made while nobody was here, and {Rule} would have stopped or changed it")]
    private static partial void LogMissed(ILogger log, ObjectReference resource, string rule);
}
