using System.Diagnostics.Metrics;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Webhook.Observability;

/// <summary>What is measured about the policy.</summary>
internal sealed class PolicyMeter
{
    private readonly Counter<long> _errors;
    private readonly TimeProvider _time;
    private double _loaded;

    public PolicyMeter(Meter meter, Snapshots snapshots, TimeProvider time)
    {
        _time = time;
        _errors = meter.CreateCounter<long>("homelab_storage.policy.load.errors", description: "Policy files that had errors and were not used.");
        _errors.Add(0);
        meter.CreateObservableGauge(
            "homelab_storage.policy.info",
            () => new Measurement<long>(1, new("name", snapshots.Current.Policy.Name), new("hash", snapshots.Current.Policy.Hash)),
            description: "The active policy.");
        meter.CreateObservableGauge(
            "homelab_storage.policy.loaded.timestamp",
            () => Volatile.Read(ref _loaded),
            unit: "s",
            description: "When the active policy was read.");
        Loaded();
    }

    public void Loaded() => Volatile.Write(ref _loaded, _time.GetUtcNow().ToUnixTimeSeconds());

    public void Failed() => _errors.Add(1);
}
