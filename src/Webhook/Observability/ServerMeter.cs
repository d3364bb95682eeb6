using System.Diagnostics.Metrics;
using HomelabStorage.Webhook.Bodies;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Connections;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.Webhook.Observability;

/// <summary>What is measured about the server itself.</summary>
internal static class ServerMeter
{
    public static void AddTo(Meter meter, ShownCertificate certificate, ISight sight, OpenConnections connections, BodyBudget budget)
    {
        meter.CreateObservableGauge(
            "homelab_storage.certificate.expiry.timestamp",
            () => (double)(certificate.Current?.Expires.ToUnixTimeSeconds() ?? 0),
            unit: "s",
            description: "When the certificate in use expires; 0 without one.");
        meter.CreateObservableGauge(
            "homelab_storage.cache.synced",
            () => sight.NotYet.Length == 0 ? 1L : 0L,
            description: "1 when all caches are synced.");
        meter.CreateObservableGauge("homelab_storage.connections", () => (long)connections.Count, description: "Connections that are open.");
        meter.CreateObservableGauge("homelab_storage.bodies.held", () => budget.Held, description: "Memory used by request bodies, in bytes.");
    }
}
