using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Certificates;
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

        if (settings.Complaints.Count > 0)
        {
            return ExitCode.Wrong;
        }

        // With the first certificate of a process every authority that the machine trusts is read, which takes as long as all else: so it is made meanwhile.
        var own = Task.Run(() => ServerCertificate.InMemory(settings.Address, TimeProvider.System), CancellationToken.None);
        if (PolicyOption.Load(settings.Policy, terminal) is not { } policy)
        {
            return ExitCode.Wrong;
        }

        try
        {
            return settings.IsInCluster ? await ServingCluster.Run(settings, policy, own, terminal, stop) : await Alone(settings, policy, own, terminal, stop);
        }
        catch (ClusterConfigurationException unusable)
        {
            await terminal.Error.WriteLineAsync($"no cluster to follow: {unusable.Message}");
            return ExitCode.Unreachable;
        }
    }

    private static async Task<int> Alone(
        ServerSettings settings,
        StoragePolicy policy,
        Task<ServerCertificate> own,
        Terminal terminal,
        CancellationToken stop)
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

        return await Running.Until(
            parts,
            [new(
                "the watch of the expiry",
                (log, ended) => new ExpiryWatch(parts.Certificate, (_, _) => Task.CompletedTask, TimeProvider.System, log).Run(ended))],
            own,
            terminal,
            stop);
    }
}
