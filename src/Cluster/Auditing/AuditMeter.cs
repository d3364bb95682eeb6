using System.Diagnostics.Metrics;
using HomelabStorage.Policies.Judgement;

namespace HomelabStorage.Cluster.Auditing;

/// <summary>What is measured about the continuous audit. Only the leader has anything to say.</summary>
public sealed class AuditMeter
{
    private IReadOnlyList<Measurement<long>> _violations = [];
    private double _lastRun;
    private double _took;
    private long _gap;
    private long _notJudged;

    /// <summary>Puts its instruments into a meter.</summary>
    public AuditMeter(Meter meter)
    {
        meter.CreateObservableGauge(
            "homelab_storage.violations",
            () => Volatile.Read(ref _violations),
            description: "Findings of the last audit, by rule, severity and namespace.");
        meter.CreateObservableGauge(
            "homelab_storage.audit.last_run.timestamp",
            () => Values(ref _lastRun),
            unit: "s",
            description: "When the last audit ended.");
        meter.CreateObservableGauge("homelab_storage.audit.duration", () => Values(ref _took), unit: "s", description: "How long the last audit took.");
        meter.CreateObservableGauge(
            "homelab_storage.admission.gap.objects",
            () => Volatile.Read(ref _gap),
            description: "Objects that were created while no server was leader, and that would have been denied or changed.");
        meter.CreateObservableGauge(
            "homelab_storage.audit.not_judged.objects",
            () => Volatile.Read(ref _notJudged),
            description: "Objects that the last audit could not judge, because of a bug; the log names them.");
    }

    internal void Audited(IReadOnlyList<Verdict> results, int notJudged, DateTimeOffset at, TimeSpan took)
    {
        Volatile.Write(ref _notJudged, notJudged);
        Volatile.Write(ref _violations,
        [
            .. results
                .SelectMany(r => r.Demands.Select(f => (Rule: f.Finding.Rule.Id, Severity: Severity.Of(f), r.Subject.Namespace)))
                .CountBy(v => v)
                .Select(v => new Measurement<long>(v.Value, new("rule", v.Key.Rule), new("severity", v.Key.Severity), new("namespace", v.Key.Namespace))),
        ]);
        Volatile.Write(ref _took, took.TotalSeconds);
        Volatile.Write(ref _lastRun, at.ToUnixTimeSeconds());
    }

    internal void FoundGap(int objects) => Volatile.Write(ref _gap, objects);

    /// <summary>Another server leads now, and says it.</summary>
    internal void Resigned()
    {
        Volatile.Write(ref _violations, []);
        Volatile.Write(ref _lastRun, 0);
        Volatile.Write(ref _gap, 0);
        Volatile.Write(ref _notJudged, 0);
    }

    private IEnumerable<Measurement<double>> Values(ref double value) =>
        Volatile.Read(ref _lastRun) > 0 ? [new Measurement<double>(Volatile.Read(ref value))] : [];
}
