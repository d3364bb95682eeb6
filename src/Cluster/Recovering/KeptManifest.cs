using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>What is kept of objects that are deleted and are needed again.</summary>
internal static class KeptManifest
{
    /// <summary>What provisioners, the scheduler and the volume binder write on a claim.</summary>
    private static readonly string[] Bound = ["pv.kubernetes.io/", "volume.kubernetes.io/", "volume.beta.kubernetes.io/storage-provisioner"];

    /// <summary>A claim as it would be made again: with its labels, by which Flux, Argo and Helm know it, and without the volume that it had.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="grace">What it is exempt from for a while.</param>
    public static string Claim(JsonElement claim, Grace grace)
    {
        var old = JsonNode.Parse(claim.GetRawText())!.AsObject();
        var (metadata, spec) = (old["metadata"]!.AsObject(), old["spec"]!.DeepClone().AsObject());
        spec.Remove("volumeName");
        var annotations = grace.For(
            $"{metadata["namespace"]}/{metadata["name"]}",
            (metadata["annotations"]?.AsObject() ?? []).Where(a => !IsBound(a.Key)).ToDictionary(a => a.Key, a => (string)a.Value!, StringComparer.Ordinal));

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["metadata"] = new JsonObject
            {
                ["name"] = metadata["name"]!.DeepClone(),
                ["namespace"] = metadata["namespace"]!.DeepClone(),
                ["labels"] = metadata["labels"]?.DeepClone(),
                ["annotations"] = new JsonObject([.. annotations.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))]),
                ["ownerReferences"] = metadata["ownerReferences"]?.DeepClone(),
            },
            ["spec"] = spec,
        }.ToJsonString();
    }

    /// <summary>
    /// The template of a CronJob's Jobs, to run where the app may: the volume is made where its first pod runs, and the app has to follow it there.
    /// </summary>
    public static string Template(JsonElement cronJob, JsonElement app)
    {
        var spec = JsonNode.Parse(cronJob.At("spec", "jobTemplate", "spec").GetRawText())!.AsObject();
        var pod = spec["template"]!["spec"]!.AsObject();
        if (app.At("nodeSelector") is { ValueKind: JsonValueKind.Object } selector)
        {
            pod["nodeSelector"] = JsonNode.Parse(selector.GetRawText());
        }

        if (app.At("affinity", "nodeAffinity") is { ValueKind: JsonValueKind.Object } affinity)
        {
            (pod["affinity"] ??= new JsonObject())["nodeAffinity"] = JsonNode.Parse(affinity.GetRawText());
        }

        return spec.ToJsonString();
    }

    private static bool IsBound(string annotation) => Bound.Any(b => annotation.StartsWith(b, StringComparison.Ordinal));
}
