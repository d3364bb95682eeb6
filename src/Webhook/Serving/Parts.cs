using System.Diagnostics.Metrics;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.Webhook.Serving;

/// <summary>What a server is made of.</summary>
internal sealed record Parts : IDisposable
{
    public required ServerSettings Settings { get; init; }

    public required Snapshots Snapshots { get; init; }

    public required ISight Sight { get; init; }

    public required ShownCertificate Certificate { get; init; }

    public required Readiness Readiness { get; init; }

    public ServerLimits Limits { get; init; } = new();

    /// <summary>The meter of all its instruments. Its name is this server's alone, because meters are found by name in the whole process.</summary>
    public Meter Meter { get; } = new($"homelab_storage {Guid.NewGuid()}");

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What there is to be judged now.</summary>
    public AuditSource Source() => new(Snapshots.Current.Inventory, Snapshots.Current.Policy, Sight.NotYet.Length == 0);

    /// <summary>Where its log goes.</summary>
    public Action<ILoggingBuilder, ServerSettings> Log { get; init; } = ConsoleLog.AddTo;

    /// <summary>The parts of a server that follows no cluster.</summary>
    public static Parts Of(ServerSettings settings, Snapshots snapshots, ShownCertificate certificate)
    {
        var sight = new FolderSight(snapshots);
        return new Parts
        {
            Settings = settings,
            Snapshots = snapshots,
            Sight = sight,
            Certificate = certificate,
            Readiness = new Readiness(sight, certificate),
        };
    }

    public void Dispose() => Meter.Dispose();
}
