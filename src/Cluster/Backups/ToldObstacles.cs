using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>
/// What the server said is in the way of backups, read from its Events: some of it only the server can know, as what the API server refuses it. Whoever may
/// write Events can write such ones, so that they explain a row and change no state.
/// </summary>
public static class ToldObstacles
{
    /// <summary>The claims among objects, each with what was last said of it; why nothing is known where Events may not be listed.</summary>
    public static async Task<(IReadOnlyList<Manifest> Manifests, string Complaint)> On(
        IReadOnlyList<Manifest> manifests,
        ApiServer server,
        string ns,
        CancellationToken stop)
    {
        var (events, instead) = await All(server, ns, stop);
        var told = events.ToLookup(one => one.Uid, one => one.Event, StringComparer.Ordinal);
        return instead is not (null or ApiAnswer.Refused { IsMissing: true })
            ? (manifests, $"cannot tell what the server says of backups: {instead.Complaint}")
            : told.Count == 0 ? (manifests, string.Empty)
            : ([.. manifests.Select(m => m is Claim claim ? claim with { Told = told[claim.Metadata.Uid].MaxBy(e => e.At) } : m)], string.Empty);
    }

    /// <summary>Everything that was said and not said to be over, by the UIDs of claims; what the API server answered instead of a list.</summary>
    internal static async Task<(IReadOnlyList<(string Uid, ClaimEvent Event)> Told, ApiAnswer? Instead)> All(
        ApiServer server,
        string ns,
        CancellationToken stop)
    {
        var (found, instead) = await ObjectList.ByFields(
            server,
            ns.Length == 0 ? "api/v1/events" : $"api/v1/namespaces/{ns}/events",
            $"involvedObject.kind=PersistentVolumeClaim,source={EventWriter.Source},type=Warning",
            stop);
        return ([.. (found ?? []).Select(Read).OfType<(string Uid, ClaimEvent Event)>()], instead);
    }

    private static (string Uid, ClaimEvent Event)? Read(JsonElement found)
    {
        var (uid, reason, message) = (found.TextAt("involvedObject", "uid"), found.TextAt("reason"), found.TextAt("message"));
        if (uid.Length == 0
            || found.TextAt("type") is not "Warning"
            || found.TextAt("source", "component") is not EventWriter.Source
            || !reason.StartsWith(ClaimEvent.Prefix, StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(found.TextAt("lastTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        // Where the message was too long for an Event, and ends before its remedy, both are in what is left of it.
        var remedy = found.TextAt("metadata", "annotations", Annotation.BackupRemedy);
        var isWhole = remedy.Length > 0 && message.EndsWith($"; {remedy}", StringComparison.Ordinal);
        return (uid, new ClaimEvent(
            reason[ClaimEvent.Prefix.Length..],
            isWhole ? message[..^(remedy.Length + 2)] : message,
            isWhole ? remedy : string.Empty,
            at));
    }
}
