using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>PersistentVolumes, and what is changed of them.</summary>
internal sealed class Volumes(ApiServer server)
{
    private const string All = "api/v1/persistentvolumes";

    /// <summary>Whether a volume stays when its claim goes.</summary>
    public static bool IsKept(JsonElement volume) => volume.TextAt("spec", "persistentVolumeReclaimPolicy") is "Retain";

    /// <summary>Keeps a volume when its claim goes, and writes annotations on it.</summary>
    public Task<StepEnd> Retain(string name, JsonObject annotations, CancellationToken stop) => Change(
        name,
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = annotations },
            ["spec"] = new JsonObject { ["persistentVolumeReclaimPolicy"] = "Retain" },
        },
        stop);

    /// <summary>
    /// Reserves a volume for the claim of a name and a UID. Without a UID it is for the next claim of that name: the binder gives it to that, and to no other.
    /// </summary>
    public Task<StepEnd> Reserve(string name, string ns, string claim, string? uid, JsonObject annotations, CancellationToken stop) => Change(
        name,
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = annotations },
            ["spec"] = new JsonObject
            {
                ["claimRef"] = new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "PersistentVolumeClaim",
                    ["namespace"] = ns,
                    ["name"] = claim,
                    ["uid"] = uid,
                    ["resourceVersion"] = null,
                },
            },
        },
        stop);

    /// <summary>A volume; null where there is none. A complaint where that cannot be told.</summary>
    public async Task<(JsonElement? Volume, string Complaint)> Find(string name, CancellationToken stop)
    {
        var answer = await server.Get($"{All}/{name}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"PersistentVolume {name}: {answer.Complaint}");
        }

        using (done)
        {
            return (done.Body.RootElement.Clone(), string.Empty);
        }
    }

    /// <summary>Those that carry an annotation; a complaint where they cannot be listed.</summary>
    public async Task<(IReadOnlyList<JsonElement> Found, string Complaint)> With(string annotation, CancellationToken stop)
    {
        var (found, instead) = await ObjectList.Of(server, All, string.Empty, stop);
        return found is null ? ([], $"persistentvolumes: {instead!.Complaint}")
            : ([.. found.Where(v => v.TextAt("metadata", "annotations", annotation).Length > 0)], string.Empty);
    }

    /// <summary>A volume that is gone already is no trouble here: what needs it finds out.</summary>
    private async Task<StepEnd> Change(string name, JsonObject change, CancellationToken stop)
    {
        var answer = await server.Merge($"{All}/{name}", Encoding.UTF8.GetBytes(change.ToJsonString()), stop);
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done or ApiAnswer.Refused { IsMissing: true } ? StepEnd.Done.Silent
            : answer.IsDecided ? new StepEnd.Refused($"PersistentVolume {name}: {answer.Complaint}")
            : new StepEnd.Lost($"PersistentVolume {name}: {answer.Complaint}");
    }
}
