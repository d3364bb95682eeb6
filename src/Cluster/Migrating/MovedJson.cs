using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>Writes the objects of a move that was agreed to.</summary>
internal static class MovedJson
{
    /// <summary>What somebody or something said of the class that the claim had, and is not true of another.</summary>
    private static readonly string[] OfClass =
        ["volume.beta.kubernetes.io/storage-class", Annotation.RequestedStorageClass, Annotation.ChosenBy];

    /// <summary>What an API server writes, and takes from nobody who makes an object.</summary>
    private static readonly string[] OfServer =
    [
        "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink",
        "finalizers",
    ];

    /// <summary>A claim as it is made again by its old name, on another class.</summary>
    /// <param name="claim">The claim as it would be made again as it was.</param>
    /// <param name="move">The move.</param>
    public static string Claim(string claim, ClaimMove move)
    {
        var root = JsonNode.Parse(claim)!.AsObject();
        Change(root["spec"]!.AsObject(), move);
        foreach (var annotation in OfClass)
        {
            root["metadata"]!["annotations"]?.AsObject().Remove(annotation);
        }

        return root.ToJsonString();
    }

    /// <summary>A claim that no StatefulSet owns: the one that does may be replaced, and puts that back itself where it wants it.</summary>
    public static string Unowned(string claim)
    {
        var root = JsonNode.Parse(claim)!.AsObject();
        if (root["metadata"]!["ownerReferences"] is JsonArray owners)
        {
            root["metadata"]!["ownerReferences"] = new JsonArray(
                [.. owners.Where(o => (string?)o!["kind"] is not "StatefulSet").Select(o => o!.DeepClone())]);
        }

        return root.ToJsonString();
    }

    /// <summary>The claim under which the new volume is made.</summary>
    public static JsonObject Beside(ClaimMove move, string name, string id)
    {
        var claim = MoveJson.NewClaim(move);
        claim["metadata"]!["name"] = name;
        claim["metadata"]!["labels"]![JobLabels.Restore] = id;
        return claim;
    }

    /// <summary>The Job that copies. It and its pods carry the id, by which they are known from those who must not mount the claim.</summary>
    public static JsonObject Job(ClaimMove move, string name, string id)
    {
        var job = MoveJson.Job(move.Job with { Name = name, To = name });
        job["metadata"]!["labels"]![JobLabels.Restore] = id;
        job["spec"]!["template"]!["metadata"]!["labels"]![JobLabels.Restore] = id;
        return job;
    }

    /// <summary>The Job that looks how much there is to copy.</summary>
    public static JsonObject Look(ClaimMove move, string name, string id, string node)
    {
        var job = LookJson.Of(move.Job with { Name = name, To = name }, node);
        job["metadata"]!["labels"]![JobLabels.Restore] = id;
        job["spec"]!["template"]!["metadata"]!["labels"]![JobLabels.Restore] = id;
        return job;
    }

    /// <summary>What a template of a StatefulSet says; null where there is none of that name.</summary>
    public static JsonElement? Template(JsonElement maker, string name) =>
        maker.At("spec", "volumeClaimTemplates") is { ValueKind: JsonValueKind.Array } templates
        && templates
            .EnumerateArray()
            .FirstOrDefault(t => string.Equals(t.TextAt("metadata", "name"), name, StringComparison.Ordinal)) is { ValueKind: JsonValueKind.Object } found
            ? found.At("spec")
            : null;

    /// <summary>What a template says once its claims are on another class.</summary>
    public static string Template(JsonElement spec, ClaimMove move)
    {
        var changed = JsonNode.Parse(spec.GetRawText())!.AsObject();
        Change(changed, move);
        return changed.ToJsonString();
    }

    /// <summary>
    /// A StatefulSet to take the place of one, with another template: at no replicas, and marked as one that rests, so that it is scaled up when the claim
    /// is there.
    /// </summary>
    public static string Maker(JsonElement live, string template, string spec, string id)
    {
        var root = JsonNode.Parse(live.GetRawText())!.AsObject();
        root["apiVersion"] = "apps/v1";
        root["kind"] = "StatefulSet";
        root.Remove("status");
        var metadata = root["metadata"]!.AsObject();
        foreach (var field in OfServer)
        {
            metadata.Remove(field);
        }

        if ((int?)root["spec"]!["replicas"] is not 0)
        {
            var replicas = root["spec"]!["replicas"]?.ToJsonString() ?? "1";
            (metadata["annotations"] ??= new JsonObject())[Annotation.RestorePaused] = Pause.Marked(id, generation: 1, replicas);
            root["spec"]!["replicas"] = 0;
        }

        return With(root, template, spec);
    }

    /// <summary>A StatefulSet with another template.</summary>
    public static string With(JsonObject root, string template, string spec)
    {
        var found = root["spec"]!["volumeClaimTemplates"]!
            .AsArray()
            .First(t => string.Equals((string?)t!["metadata"]!["name"], template, StringComparison.Ordinal))!
            .AsObject();
        found.Remove("status");
        found["spec"] = JsonNode.Parse(spec);
        return root.ToJsonString();
    }

    private static void Change(JsonObject spec, ClaimMove move)
    {
        spec["storageClassName"] = move.Class;
        if (move.Modes != move.OldModes)
        {
            spec["accessModes"] = new JsonArray([.. ClaimMove.Spell(move.Modes).Select(m => (JsonNode)m)]);
        }

        if (move.Size != move.OldSize)
        {
            spec["resources"]!["requests"]!["storage"] = Quantity.Format(move.Size);
        }
    }
}
