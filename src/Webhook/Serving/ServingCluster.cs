using HomelabStorage.Audit;
using HomelabStorage.Cluster;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Certificates;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Reports;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Observability;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.Webhook.Serving;

/// <summary>The server that follows a cluster, and what it does there beside answering.</summary>
internal static class ServingCluster
{
    public static async Task<int> Run(
        ServerSettings settings,
        StoragePolicy policy,
        Task<ServerCertificate> own,
        Terminal terminal,
        CancellationToken stop)
    {
        using var server = ApiServer.Connect(settings.Context);
        var snapshots = new Snapshots(new Snapshot(Inventory.Empty, policy));
        using var inventory = new LiveInventory(WatchedResource.All, Thrifty(snapshots.See), TimeProvider.System);
        using var links = new MissingLinks(server, inventory, TimeProvider.System);
        var sight = new ClusterSight(inventory, links);
        var certificate = new ShownCertificate(TimeProvider.System);
        using var parts = new Parts
        {
            Settings = settings,
            Snapshots = snapshots,
            Sight = sight,
            Certificate = certificate,
            Readiness = new Readiness(sight, certificate),
        };
        var watches = new WatchMeter(parts.Meter);
        var audits = new AuditMeter(parts.Meter);
        var backups = new BackupMeter(parts.Meter);
        using var leftovers = new Leftovers(TimeProvider.System);
        return await Running.Until(
            parts,
            [
                new(
                    "the watch of the cluster",
                    (log, ended) => ClusterWatch.Run(server, WatchedResource.All, inventory, new Pace(), watches, TimeProvider.System, log, ended)),
                new("the certificate", (log, ended) => settings.CertificateSecret is { } secret
                    ? Keeper(server, settings, secret, log).Follow(
                        pair => certificate.Show(ServerCertificate.FromPem(pair.Certificate, pair.Key)),
                        certificate.Lack,
                        ended)
                    : Task.Delay(Timeout.Infinite, ended)),
                new(
                    "the watch of the expiry",
                    (log, ended) => new ExpiryWatch(
                        certificate,
                        (what, end) => Events(server, log).Write(Ourselves(settings), "CertificateExpires", what, end),
                        TimeProvider.System,
                        log).Run(ended)),
                new(
                    "the work of the leader",
                    (log, ended) => new Leadership(
                        server,
                        settings.Namespace,
                        Permission.LeaseName,
                        Identity,
                        new LeasePace(),
                        TimeProvider.System,
                        log).Run((reign, deposed) => Lead(server, parts, audits, backups, leftovers, reign, log, deposed), ended)),
            ],
            own,
            terminal,
            stop);
    }

    /// <summary>What listing a cluster takes is given back before the first request is judged, not whenever the next full collection happens to come.</summary>
    private static Action<Inventory> Thrifty(Action<Inventory> see)
    {
        var isFirst = true;
        return inventory =>
        {
            see(inventory);
            if (isFirst)
            {
                isFirst = false;
                Leftovers.GiveBack();
            }
        };
    }

    /// <summary>What only one of several servers does.</summary>
    private static Task Lead(
        ApiServer server,
        Parts parts,
        AuditMeter meter,
        BackupMeter backups,
        Leftovers leftovers,
        Reign reign,
        ILogger log,
        CancellationToken deposed)
    {
        var settings = parts.Settings;
        var audit = new ContinuousAudit(
            parts.Source,
            settings.Reports switch
            {
                ReportKind.OpenReports => new ReportWriter(server, ReportFlavour.OpenReports, TimeProvider.System, log),
                ReportKind.PolicyReport => new ReportWriter(server, ReportFlavour.PolicyReport, TimeProvider.System, log),
                _ => null,
            },
            new FindingEvents(server, Events(server, log)),
            meter,
            new AuditPace(),
            leftovers,
            TimeProvider.System,
            log);
        return Task.WhenAll(
            Background.Keep(
                "the keeping of backups",
                ended => settings.BackupImage is { } image
                    ? new BackupController(parts.Source, image, server, Events(server, log), backups, new BackupPace(), leftovers, TimeProvider.System, log)
                        .Run(ended)
                    : Task.Delay(Timeout.Infinite, ended),
                log,
                deposed),
            Background.Keep("the continuous audit", ended => audit.Run(reign, ended), log, deposed),
            Background.Keep(
                "the keeping of the certificate",
                ended => settings.CertificateSecret is { } secret ? Keeper(server, settings, secret, log).Keep(ended) : Task.Delay(Timeout.Infinite, ended),
                log,
                deposed));
    }

    private static CertificateKeeper Keeper(ApiServer server, ServerSettings settings, string secret, ILogger log) =>
        new(server, settings.Namespace, secret, settings.Service, ClusterReader.ConfigurationName, TimeProvider.System, log);

    private static EventWriter Events(ApiServer server, ILogger log) => new(server, Identity, TimeProvider.System, log);

    /// <summary>Where what concerns the server itself is said: <c>kubectl get events -n homelab-storage</c>.</summary>
    private static EventTarget Ourselves(ServerSettings settings) =>
        new(new ObjectReference("v1", "Service", settings.Namespace, settings.Service), Uid: string.Empty);

    private static string Identity => Environment.GetEnvironmentVariable("POD_NAME") ?? $"{Environment.MachineName}-{Environment.ProcessId}";
}
