using System.Net.Sockets;
using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Cluster;
using HomelabStorage.Cluster.Auditing;
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
using Microsoft.Extensions.Logging.Abstractions;

namespace HomelabStorage.Webhook.Serving;

/// <summary>The server from its settings to its end.</summary>
internal static class Serve
{
    public static async Task<int> Run(ServerSettings settings, Terminal terminal, CancellationToken stop)
    {
        foreach (var complaint in settings.Complaints)
        {
            await terminal.Error.WriteLineAsync(complaint);
        }

        if (settings.Complaints.Count > 0 || PolicyOption.Load(settings.Policy, terminal) is not { } policy)
        {
            return ExitCode.Wrong;
        }

        try
        {
            return settings.IsInCluster ? await InCluster(settings, policy, terminal, stop) : await Alone(settings, policy, terminal, stop);
        }
        catch (ClusterConfigurationException unusable)
        {
            await terminal.Error.WriteLineAsync($"no cluster to follow: {unusable.Message}");
            return ExitCode.Unreachable;
        }
    }

    private static async Task<int> Alone(ServerSettings settings, StoragePolicy policy, Terminal terminal, CancellationToken stop)
    {
        if (InventoryFolder.Read(settings.Inventory, terminal) is not { } folder)
        {
            return ExitCode.Wrong;
        }

        using var parts = Parts.Of(settings, new Snapshots(new Snapshot(folder.Inventory, policy)), new ShownCertificate(TimeProvider.System));
        var unreadable = new UnreadableObjects(parts.Meter);
        foreach (var one in folder.Unreadable)
        {
            // The reading of the folder has said so already, with the place.
            unreadable.Put(one, NullLogger.Instance);
        }

        return await Until(
            parts,
            [new(
                "the watch of the expiry",
                (log, ended) => new ExpiryWatch(parts.Certificate, (_, _) => Task.CompletedTask, TimeProvider.System, log).Run(ended))],
            terminal,
            stop);
    }

    private static async Task<int> InCluster(ServerSettings settings, StoragePolicy policy, Terminal terminal, CancellationToken stop)
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
        return await Until(
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
                        log).Run((reign, deposed) => Lead(server, parts, audits, reign, log, deposed), ended)),
            ],
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
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        };
    }

    /// <summary>What only one of several servers does.</summary>
    private static Task Lead(ApiServer server, Parts parts, AuditMeter meter, Reign reign, ILogger log, CancellationToken deposed)
    {
        var settings = parts.Settings;
        var audit = new ContinuousAudit(
            () => new AuditSource(parts.Snapshots.Current.Inventory, parts.Snapshots.Current.Policy, parts.Sight.NotYet.Length == 0),
            settings.Reports switch
            {
                ReportKind.OpenReports => new ReportWriter(server, ReportFlavour.OpenReports, TimeProvider.System, log),
                ReportKind.PolicyReport => new ReportWriter(server, ReportFlavour.PolicyReport, TimeProvider.System, log),
                _ => null,
            },
            new FindingEvents(server, Events(server, log)),
            meter,
            new AuditPace(),
            TimeProvider.System,
            log);
        return Task.WhenAll(
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

    /// <summary>Serves until it is told to stop.</summary>
    private static async Task<int> Until(Parts parts, IReadOnlyList<Work> works, Terminal terminal, CancellationToken stop)
    {
        await using var app = Server.Build(parts);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HomelabStorage.Serving");
        List<Work> all = [.. works];
        if (parts.Settings is { Certificate: { } file, CertificateKey: { } key })
        {
            var files = new CertificateFiles(file, key, parts.Certificate, parts.Time, log);
            if (files.Load() is { Length: > 0 } complaint)
            {
                await terminal.Error.WriteLineAsync(complaint);
                return ExitCode.Wrong;
            }

            all.Add(new Work("the watch of the certificate", (_, ended) => files.Run(ended)));
        }
        else if (parts.Settings.CertificateSecret is null)
        {
            parts.Certificate.Show(ServerCertificate.InMemory(parts.Settings.Address, parts.Time));
        }
        else
        {
            parts.Certificate.ShowMeanwhile(ServerCertificate.InMemory(parts.Settings.Address, parts.Time));
        }

        var meter = new PolicyMeter(parts.Meter, parts.Snapshots, parts.Time);
        if (parts.Settings.Policy is { } policy)
        {
            var watch = new PolicyWatch(policy, parts.Snapshots, meter, parts.Time, log);
            all.Add(new Work("the watch of the policy", (_, ended) => watch.Run(ended)));
        }

        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            await terminal.Error.WriteLineAsync($"cannot listen on {parts.Settings.Address}: {taken.Message.TrimEnd('.')}. Choose another "
                + "--address, --port or --metrics-port, or stop what is there.");
            return ExitCode.Wrong;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = Task.WhenAll(all.Select(work => Background.Keep(work.Name, ended => work.Do(log, ended), log, end.Token)));
        if (parts.Settings.LogsJson)
        {
            Greeting.Log(parts, app.Urls, log);
        }
        else
        {
            await Greeting.Print(parts, app.Urls, terminal);
        }

        // Reading the catalog leaves garbage that an idle server would keep for ever; give the memory back to the node once.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync(stop);
        await end.CancelAsync();
        await running;
        return ExitCode.Clean;
    }

    /// <summary>Something to do beside the requests.</summary>
    private sealed record Work(string Name, Func<ILogger, CancellationToken, Task> Do);
}
