using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Events;

/// <summary>Writes Events. The same event about the same object has the same name, so that saying it twice is one event.</summary>
public sealed partial class EventWriter(ApiServer server, string identity, TimeProvider time, ILogger log)
{
    /// <summary>Whose Events they are.</summary>
    internal const string Source = "homelab-storage";

    /// <summary>The API server takes no more.</summary>
    private const int LongestMessage = 1024;

    private string Now => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Says something about an object; false when it has to be said again. In a namespace that goes or is gone there is nobody left to tell.</summary>
    public async Task<bool> Write(EventTarget target, string reason, string message, CancellationToken stop) =>
        IsDone(await Post(target, reason, message, string.Empty, stop), target);

    /// <summary>Says that something is in the way of the backups of an object, or still is; false when it has to be said again.</summary>
    public async Task<bool> Obstructs(EventTarget target, Obstacle obstacle, string message, CancellationToken stop)
    {
        var reason = ClaimEvent.Prefix + obstacle.Reason;
        var made = await Post(target, reason, message, obstacle.Remedy, stop);
        return IsDone(made is ApiAnswer.Refused { IsConflict: true } ? await Change(target, reason, message, "Warning", message, stop) : made, target);
    }

    /// <summary>Says that it no longer is, on the Event that said it was; false when it has to be said again.</summary>
    public async Task<bool> NoLongerObstructs(EventTarget target, Obstacle obstacle, string message, CancellationToken stop) =>
        IsDone(await Change(target, ClaimEvent.Prefix + obstacle.Reason, message, "Normal", $"no longer in the way: {message}", stop), target);

    private static string Namespace(EventTarget target) => target.Reference.Namespace.Length > 0 ? target.Reference.Namespace : "default";

    /// <summary>As much of a message as an Event takes.</summary>
    internal static string Short(string message) => message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…";

    private bool IsDone(ApiAnswer answer, EventTarget target)
    {
        (answer as IDisposable)?.Dispose();
        if (answer is ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true } or ApiAnswer.Refused { IsFinal: true })
        {
            return true;
        }

        LogNotWritten(log, target.Reference, answer.Complaint);
        return false;
    }

    private Task<ApiAnswer> Change(EventTarget target, string reason, string message, string type, string said, CancellationToken stop) => server.Merge(
        $"api/v1/namespaces/{Namespace(target)}/events/{Name(target, reason, Short(message))}",
        Body.Of(json =>
        {
            json.WriteString("type"u8, type);
            json.WriteString("message"u8, Short(said));
            json.WriteString("lastTimestamp"u8, Now);
        }),
        stop);

    private Task<ApiAnswer> Post(EventTarget target, string reason, string message, string remedy, CancellationToken stop)
    {
        var (ns, now, text) = (Namespace(target), Now, Short(message));
        return server.Create(
            $"api/v1/namespaces/{ns}/events",
            Body.Of(json =>
            {
                json.WriteKind("v1", "Event");
                json.WriteStartObject("metadata"u8);
                json.WriteString("name"u8, Name(target, reason, text));
                json.WriteString("namespace"u8, ns);
                if (remedy.Length > 0)
                {
                    json.WriteStartObject("annotations"u8);
                    json.WriteString(Annotation.BackupRemedy, remedy);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
                json.WriteStartObject("involvedObject"u8);
                json.WriteString("apiVersion"u8, target.Reference.ApiVersion);
                json.WriteString("kind"u8, target.Reference.Kind);
                json.WriteString("namespace"u8, target.Reference.Namespace);
                json.WriteString("name"u8, target.Reference.Name);
                json.WriteString("uid"u8, target.Uid);
                json.WriteEndObject();
                json.WriteString("type"u8, "Warning"u8);
                json.WriteString("reason"u8, reason);
                json.WriteString("message"u8, text);
                json.WriteStartObject("source"u8);
                json.WriteString("component"u8, Source);
                json.WriteEndObject();
                json.WriteString("reportingComponent"u8, Source);
                json.WriteString("reportingInstance"u8, identity);
                json.WriteString("firstTimestamp"u8, now);
                json.WriteString("lastTimestamp"u8, now);
                json.WriteNumber("count"u8, 1);
            }),
            stop);
    }

    /// <summary>Of an object that was deleted and made again the old one's events say nothing, so the name is the new one's own.</summary>
    private static string Name(EventTarget target, string reason, string message)
    {
        var reference = target.Reference;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target.Uid}\n{reference.Kind}\n{reason}\n{message}")))[..16];
        var name = reference.Name.Length > 200 ? reference.Name[..200].TrimEnd('-', '.') : reference.Name;
        return $"{name}.{digest}";
    }

    [LoggerMessage(EventId = 90, Level = LogLevel.Warning, Message = "an event about {Resource} could not be written: {Reason}")]
    private static partial void LogNotWritten(ILogger log, ObjectReference resource, string reason);
}
