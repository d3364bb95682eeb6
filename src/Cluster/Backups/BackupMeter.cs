using System.Diagnostics.Metrics;
using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>What is measured about backups, by claim. Only the leader has anything to say.</summary>
public sealed class BackupMeter
{
    private IReadOnlyList<Measurement<long>> _lastSuccess = [];
    private IReadOnlyList<Measurement<long>> _made = [];
    private IReadOnlyList<Measurement<long>> _limit = [];
    private IReadOnlyList<Measurement<long>> _size = [];
    private IReadOnlyList<Measurement<long>> _suspicious = [];
    private IReadOnlyList<Measurement<long>> _failed = [];
    private IReadOnlyList<Measurement<long>> _obstacles = [];
    private IReadOnlyList<Measurement<long>> _lastDrill = [];
    private IReadOnlyList<Measurement<long>> _drillMade = [];
    private IReadOnlyList<Measurement<long>> _drillLimit = [];
    private IReadOnlyList<Measurement<long>> _drillFailed = [];

    /// <summary>Puts its instruments into a meter.</summary>
    public BackupMeter(Meter meter)
    {
        meter.CreateObservableGauge(
            "homelab_storage.backup.last_success.timestamp",
            () => Volatile.Read(ref _lastSuccess),
            unit: "s",
            description: "When the last good backup of the claim was made; 0 without one.");
        meter.CreateObservableGauge(
            "homelab_storage.backup.cronjob.timestamp",
            () => Volatile.Read(ref _made),
            unit: "s",
            description: "When the CronJob that backs up the claim was made.");
        meter.CreateObservableGauge(
            "homelab_storage.backup.limit",
            () => Volatile.Read(ref _limit),
            unit: "s",
            description: "How old the last good copy may be: the tier's RPO, or twice the interval where that is 0 or the tier is not known.");
        meter.CreateObservableGauge(
            "homelab_storage.backup.size",
            () => Volatile.Read(ref _size),
            unit: "By",
            description: "The bytes of the data of that copy.");
        meter.CreateObservableGauge(
            "homelab_storage.backup.suspicious",
            () => Volatile.Read(ref _suspicious),
            description: "1 when the last copy is suspicious, so that nothing is pruned until somebody accepts it.");
        meter.CreateObservableGauge("homelab_storage.backup.failed", () => Volatile.Read(ref _failed), description: "1 when the last run failed.");
        meter.CreateObservableGauge(
            "homelab_storage.backup.obstacle",
            () => Volatile.Read(ref _obstacles),
            description: "1 for a claim that should be backed up or restored and is not, by the obstacle.");
        meter.CreateObservableGauge(
            "homelab_storage.drill.last_success.timestamp",
            () => Volatile.Read(ref _lastDrill),
            unit: "s",
            description: "When a copy of the claim was last restored and checked; 0 when none was.");
        meter.CreateObservableGauge(
            "homelab_storage.drill.cronjob.timestamp",
            () => Volatile.Read(ref _drillMade),
            unit: "s",
            description: "When the CronJob that restores and checks copies of the claim was made.");
        meter.CreateObservableGauge(
            "homelab_storage.drill.limit",
            () => Volatile.Read(ref _drillLimit),
            unit: "s",
            description: "How long ago that may have been at most: twice the interval of verify.");
        meter.CreateObservableGauge(
            "homelab_storage.drill.failed",
            () => Volatile.Read(ref _drillFailed),
            description: "1 when the copy that was last restored to be checked is not good.");
    }

    internal void Show(
        IReadOnlyList<LiveObject> cronJobs,
        IReadOnlyList<ClaimPlan> plans,
        IEnumerable<(Claim Claim, Obstacle Obstacle)> obstacles,
        DateTimeOffset now)
    {
        var (backups, drills) = (Of(JobRole.Backup, cronJobs), Of(JobRole.Verify, cronJobs));
        Volatile.Write(ref _lastSuccess, [.. backups.Select(b => new Measurement<long>(Seconds(b.CronJob.Annotation(Annotation.LastSuccess), now), b.Tags))]);
        Volatile.Write(ref _made, [.. backups.Select(b => new Measurement<long>(Runs.Made(b.CronJob).ToUnixTimeSeconds(), b.Tags))]);
        var limits = plans.ToDictionary(p => (p.Claim.Namespace, p.Claim.Name), p => p.Limit);
        Volatile.Write(ref _limit,
        [
            .. backups.Select(b => new Measurement<long>(
                (long)(limits.GetValueOrDefault((b.CronJob.Namespace, b.CronJob.Claim)) ?? Scheduled(b.CronJob)).TotalSeconds,
                b.Tags)),
        ]);
        Volatile.Write(ref _size,
        [
            .. backups
                .Where(b => Size(b.CronJob) is not null)
                .Select(b => new Measurement<long>(Size(b.CronJob)!.Value, b.Tags)),
        ]);
        Volatile.Write(ref _suspicious, [.. backups.Select(b => Flag(b.CronJob.Annotation(Annotation.LastSuspicion), b.Tags))]);
        Volatile.Write(ref _failed, [.. backups.Select(b => Flag(b.CronJob.Annotation(Annotation.LastFailure), b.Tags))]);
        Volatile.Write(ref _lastDrill, [.. drills.Select(d => new Measurement<long>(Seconds(d.CronJob.Annotation(Annotation.LastSuccess), now), d.Tags))]);
        Volatile.Write(ref _drillMade, [.. drills.Select(d => new Measurement<long>(Runs.Made(d.CronJob).ToUnixTimeSeconds(), d.Tags))]);
        Volatile.Write(ref _drillLimit, [.. drills.Select(d => new Measurement<long>((long)Scheduled(d.CronJob).TotalSeconds, d.Tags))]);
        Volatile.Write(ref _drillFailed, [.. drills.Select(d => Flag(d.CronJob.Annotation(Annotation.LastFailure), d.Tags))]);
        Volatile.Write(ref _obstacles,
        [
            .. obstacles.Select(o => new Measurement<long>(1, [.. Tags(o.Claim.Namespace, o.Claim.Name), new("reason", o.Obstacle.Reason)])),
        ]);
    }

    /// <summary>Another server leads now, and says it.</summary>
    internal void Resigned() => Show([], [], [], default);

    /// <summary>One for each claim: that of a claim which was made again under its old name stays until Kubernetes takes it along.</summary>
    private static (LiveObject CronJob, KeyValuePair<string, object?>[] Tags)[] Of(JobRole role, IReadOnlyList<LiveObject> cronJobs) =>
    [
        .. cronJobs
            .Where(c => c.IsOurs && c.Is(role))
            .OrderByDescending(Runs.Made)
            .DistinctBy(c => (c.Namespace, c.Claim))
            .Select(c => (c, Tags(c.Namespace, c.Claim))),
    ];

    /// <summary>Twice the interval of a CronJob: of a claim that nobody mounts for now no tier is known, and its CronJob stays.</summary>
    private static TimeSpan Scheduled(LiveObject cronJob) => 2 * (new Recurrence(cronJob.Root.TextAt("spec", "schedule")).Longest ?? TimeSpan.FromDays(1));

    private static Measurement<long> Flag(string text, KeyValuePair<string, object?>[] tags) => new(text.Length > 0 ? 1 : 0, tags);

    private static KeyValuePair<string, object?>[] Tags(string ns, string claim) => [new("namespace", ns), new("claim", claim)];

    private static long? Size(LiveObject cronJob) =>
        long.TryParse(cronJob.Annotation(Annotation.LastSize), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>0 where nothing is said that can be: a moment still to come would keep an alert quiet until then.</summary>
    private static long Seconds(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time <= now + RunKeeper.Skew
            ? time.ToUnixTimeSeconds()
            : 0;
}
