using HomelabStorage.Cluster.Connection;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Watching;

/// <summary>Follows every resource of a cluster.</summary>
public static class ClusterWatch
{
    /// <summary>Goes on until it is stopped.</summary>
    public static Task Run(
        ApiServer server,
        IReadOnlyList<WatchedResource> resources,
        IInventorySink sink,
        Pace pace,
        WatchMeter meter,
        TimeProvider time,
        ILogger log,
        CancellationToken stop) =>
        Task.WhenAll(resources.Select(resource => new Reflector(server, resource, sink, pace, meter, time, log).Run(stop)));
}
