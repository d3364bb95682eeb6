using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HomelabStorage.Policies.Manifests;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Watching;

/// <summary>
/// The known objects that cannot be read. Each is told of once in the log, again when its trouble is another, and counted for as long as it is there.
/// </summary>
public sealed partial class UnreadableObjects
{
    private readonly ConcurrentDictionary<ObjectReference, string> _reasons = new();

    /// <summary>Puts its count into a meter.</summary>
    public UnreadableObjects(Meter meter) =>
        meter.CreateObservableGauge(
            "homelab_storage.unreadable.objects",
            () => (long)_reasons.Count,
            description: "Known objects that could not be read and are not judged.");

    /// <summary>All there are of a kind.</summary>
    public void Replace(string kind, IReadOnlyCollection<ManifestReading.Unreadable> all, ILogger log)
    {
        foreach (var known in _reasons.Keys.Where(r => string.Equals(r.Kind, kind, StringComparison.Ordinal)).Except(all.Select(u => u.Reference)))
        {
            _reasons.TryRemove(known, out _);
        }

        foreach (var unreadable in all)
        {
            Put(unreadable, log);
        }
    }

    /// <summary>An object that cannot be read.</summary>
    public void Put(ManifestReading.Unreadable unreadable, ILogger log)
    {
        if (!_reasons.TryGetValue(unreadable.Reference, out var known) || !string.Equals(known, unreadable.Reason, StringComparison.Ordinal))
        {
            _reasons[unreadable.Reference] = unreadable.Reason;
            LogUnreadable(log, unreadable.Reference, unreadable.Reason);
        }
    }

    /// <summary>An object that is gone, or can be read now.</summary>
    public void Remove(ObjectReference reference) => _reasons.TryRemove(reference, out _);

    [LoggerMessage(
        EventId = 24,
        Level = LogLevel.Warning,
        Message = "{Resource} cannot be read, is not judged, and is treated as missing by objects that refer to it: {Reason}")]
    private static partial void LogUnreadable(ILogger log, ObjectReference resource, string reason);
}
