using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>A StatefulSet with the template that it had before a move.</summary>
internal sealed class EarlierMaker(ApiServer server)
{
    /// <summary>The StatefulSet whose template has to be as it was; null where none was replaced, or it is gone.</summary>
    public async Task<(MovedMaker? Maker, string Complaint)> Of(MovedClaim before, string id, CancellationToken stop)
    {
        if (before.Maker.Length == 0)
        {
            return (null, string.Empty);
        }

        var answer = await server.Get(before.Maker, stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (null, answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : answer.Complaint);
        }

        using (done)
        {
            var live = done.Body.RootElement;
            return MovedJson.Template(live, before.Template) is not { } spec ? (null, string.Empty) : (new MovedMaker
            {
                Path = before.Maker,
                Name = $"StatefulSet {live.TextAt("metadata", "namespace")}/{live.TextAt("metadata", "name")}",
                Uid = live.TextAt("metadata", "uid"),
                Template = before.Template,
                Before = spec.GetRawText(),
                Manifest = MovedJson.Maker(live, before.Template, before.Spec, id),
            }, string.Empty);
        }
    }

    /// <summary>The one that takes the place of its own replacement.</summary>
    public static MovedMaker Turned(MovedMaker moved, string uid)
    {
        using var manifest = JsonDocument.Parse(moved.Manifest);
        return moved with
        {
            Uid = uid,
            Before = MovedJson.Template(manifest.RootElement, moved.Template)!.Value.GetRawText(),
            Manifest = MovedJson.With(JsonNode.Parse(moved.Manifest)!.AsObject(), moved.Template, moved.Before),
        };
    }

    /// <summary>The UID of whatever is at an address now, empty where nothing is, and whether it is being deleted.</summary>
    public async Task<(string Uid, bool IsGoing)> Live(string path, CancellationToken stop)
    {
        if (await server.Get(path, stop) is not ApiAnswer.Done done)
        {
            return (string.Empty, false);
        }

        using (done)
        {
            var metadata = done.Body.RootElement.At("metadata");
            return (metadata.TextAt("uid"), metadata.TextAt("deletionTimestamp").Length > 0);
        }
    }
}
