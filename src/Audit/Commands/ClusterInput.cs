using HomelabStorage.Audit.Reading;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Commands;

/// <summary>A running cluster as the input of a verb.</summary>
internal static class ClusterInput
{
    public static async Task<Input> Read(
        IReadOnlyList<WatchedResource> resources,
        string? context,
        string ns,
        Terminal terminal,
        CancellationToken stop)
    {
        try
        {
            using var server = ApiServer.Connect(context);
            using var progress = new Progress(terminal, resources.Count, "kinds");
            switch (await ClusterReader.Read(server, resources, ns, progress.Step, stop))
            {
                case ClusterReading.Whole whole:
                    foreach (var kind in whole.Unseen)
                    {
                        await terminal.Error.WriteLineAsync(kind);
                    }

                    var (manifests, complaint) = await ToldObstacles.On(whole.Manifests, server, ns, stop);
                    if (complaint.Length > 0)
                    {
                        await terminal.Error.WriteLineAsync(complaint);
                    }

                    ManifestReading[] seen = [.. manifests.Select(m => new ManifestReading.Understood(m)), .. whole.Unreadable];
                    return new Input.Read(seen, [new ClusterReadings(string.Empty, seen)], whole.GuardedSince);
                case ClusterReading.Failed failed:
                    await terminal.Error.WriteLineAsync(failed.Reason);
                    break;
            }
        }
        catch (ClusterConfigurationException unusable)
        {
            await terminal.Error.WriteLineAsync($"no cluster to read: {unusable.Message}");
        }

        return new Input.Unusable(ExitCode.Unreachable);
    }
}
