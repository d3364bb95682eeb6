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
        var path = ns.Length == 0 ? "api/v1/events" : $"api/v1/namespaces/{ns}/events";
        var (found, instead) = await ObjectList.ByFields(
            server,
            path,
            $"involvedObject.kind=PersistentVolumeClaim,source={EventWriter.Source},type=Warning",
            stop);
        if (found is null)
        {
            return (
                manifests,
                instead is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"cannot tell what the server says of backups: {instead!.Complaint}");
        }

        var told = found.Select(Read).OfType<(string Uid, ClaimEvent Event)>().ToLookup(one => one.Uid, one => one.Event, StringComparer.Ordinal);
        return told.Count == 0
            ? (manifests, string.Empty)
            : ([.. manifests.Select(m => m is Claim claim ? claim with { Told = told[claim.Metadata.Uid].MaxBy(e => e.At) } : m)], string.Empty);
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

        var remedy = found.TextAt("metadata", "annotations", Annotation.BackupRemedy);
        var end = $"; {remedy}";
        return (uid, new ClaimEvent(
            reason[ClaimEvent.Prefix.Length..],
            remedy.Length > 0 && message.EndsWith(end, StringComparison.Ordinal) ? message[..^end.Length] : message,
            remedy,
            at));
    }
}
