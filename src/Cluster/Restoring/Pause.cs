using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>
/// An object that rests while a claim is restored. One patch changes the one field and writes down, on the object itself, for which restore that was and what
/// the field had before; another puts both back.
/// </summary>
/// <param name="Way">How it is made to rest.</param>
/// <param name="Path">Its address.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Name">What messages call it.</param>
internal sealed record Pause(PauseWay Way, string Path, string Uid, string Name)
{
    private const string PausedByKeda = "autoscaling.keda.sh/paused-replicas";

    private string[] Field => Way switch
    {
        PauseWay.Suspend => ["spec", "suspend"],
        PauseWay.Sync => ["spec", "syncPolicy", "automated"],
        PauseWay.Scaler => ["metadata", "annotations", PausedByKeda],
        _ => ["spec", "replicas"],
    };

    private string Paused => Way switch
    {
        PauseWay.Suspend => "true",
        PauseWay.Sync => "null",
        PauseWay.Scaler => "\"0\"",
        _ => "0",
    };

    /// <summary>The step, for people.</summary>
    public string Spoken => Way switch
    {
        PauseWay.Suspend => $"suspend {Name}",
        PauseWay.Sync => $"suspend the automatic sync of {Name}",
        PauseWay.Scaler => $"pause {Name}",
        PauseWay.Idle => $"hold {Name} at 0",
        _ => $"scale {Name} to 0",
    };

    /// <summary>The step back.</summary>
    public string SpokenBack => Way switch
    {
        PauseWay.Replicas => $"scale {Name} back up",
        PauseWay.Idle => $"release {Name}, which stays at 0",
        PauseWay.Sync => $"resume the automatic sync of {Name}",
        _ => $"resume {Name}",
    };

    /// <summary>Whether what rests runs pods.</summary>
    public bool IsScaled => Way is PauseWay.Replicas or PauseWay.Idle;

    /// <summary>Whether an object rests already.</summary>
    public bool IsResting(JsonElement root) => string.Equals(Value(root), Paused, StringComparison.Ordinal);

    /// <summary>What the field has, as JSON.</summary>
    public string Value(JsonElement root) => root.At(Field) is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : "null";

    /// <summary>What an object says that rests for a restore.</summary>
    /// <param name="id">The restore.</param>
    /// <param name="generation">Its generation while it rests; zero where that tells nothing.</param>
    /// <param name="before">What its field had before.</param>
    public static string Marked(string id, long generation, string before) =>
        generation == 0 ? $"{id} {before}" : string.Create(CultureInfo.InvariantCulture, $"{id}@{generation} {before}");

    /// <summary>The restore for which an object rests, and what its field had before; null where it rests for none.</summary>
    public static (string Id, string Before)? Mark(JsonElement root) =>
        root.TextAt("metadata", "annotations", Annotation.RestorePaused).Split(' ', 2) is [{ Length: > 0 } id, var before] ? (id.Split('@')[0], before) : null;

    /// <summary>
    /// Whether somebody has changed what was scaled down for a restore, and be it that it was started and stopped again: Kubernetes counts the changes of its
    /// spec, and none is ours while it rests.
    /// </summary>
    public static bool IsStirred(JsonElement root, string id) =>
        root.TextAt("metadata", "annotations", Annotation.RestorePaused).Split(' ')[0].Split('@') is [var holder, var generation]
        && string.Equals(holder, id, StringComparison.Ordinal)
        && !string.Equals(generation, Generation(root).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The patch that makes it rest. It applies to the object as it was seen and to no other.</summary>
    public ReadOnlyMemory<byte> Stop(JsonElement root, string id) =>
        Patch(root, Paused, Marked(id, IsCounted(root) ? Generation(root) + (IsResting(root) ? 0 : 1) : 0, Value(root)));

    /// <summary>The patch that puts it back. One that was replaced meanwhile has another UID, and the mark.</summary>
    public ReadOnlyMemory<byte> Back(JsonElement root, string before) => (this with { Uid = root.TextAt("metadata", "uid") }).Patch(root, before, mark: null);

    /// <summary>A custom resource may count changes of its status as well, so that only those of Kubernetes' own are compared.</summary>
    private bool IsCounted(JsonElement root) => IsScaled && Path.Split('/')[1] is "apps" or "v1" && Generation(root) > 0;

    private static long Generation(JsonElement root) =>
        root.At("metadata", "generation") is { ValueKind: JsonValueKind.Number } generation ? generation.GetInt64() : 0;

    private ReadOnlyMemory<byte> Patch(JsonElement root, string value, string? mark)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = Uid,
                ["resourceVersion"] = root.TextAt("metadata", "resourceVersion"),
                ["annotations"] = new JsonObject { [Annotation.RestorePaused] = mark },
            },
        };
        var place = patch;
        foreach (var name in Field[..^1])
        {
            place = (place[name] ??= new JsonObject()).AsObject();
        }

        place[Field[^1]] = JsonNode.Parse(value);
        return Encoding.UTF8.GetBytes(patch.ToJsonString());
    }
}
