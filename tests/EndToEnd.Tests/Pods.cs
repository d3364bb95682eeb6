using System.Text.Json.Nodes;
using HomelabStorage.TestKit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>Pods that a Deployment makes.</summary>
internal static class Pods
{
    /// <summary>The pod of a new Deployment of linkding with a claim.</summary>
    public static async Task<JsonNode> Made(Installed webhook)
    {
        await webhook.Must(
            ["apply", "-f", "-"],
            Installed.Manifest("claim.yaml").Replace("CLASS", "longhorn-sqlite", StringComparison.Ordinal) + "---\n" + Installed.Manifest("linkding.yaml"));
        if (!Assets.HasControllers)
        {
            await MakeItself(webhook);
        }

        JsonNode? made = null;
        await Eventually.Holds("the Deployment has a pod", async () =>
        {
            made = JsonNode.Parse((await webhook.Must(["get", "pods", "-l", "app=linkding", "-o", "json"])).Output)!["items"]!.AsArray().FirstOrDefault();
            return made is not null;
        });
        return made!;
    }

    /// <summary>The pod as the two controllers would ask for it, where there are none.</summary>
    private static async Task MakeItself(Installed webhook)
    {
        var deployment = JsonNode.Parse((await webhook.Must(["get", "deployment/linkding", "-o", "json"])).Output)!;
        var pod = deployment["spec"]!["template"]!.DeepClone().AsObject();
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        var metadata = pod["metadata"]!.AsObject();
        metadata["generateName"] = "linkding-5d8c9f7b6c-";
        metadata["labels"]!["pod-template-hash"] = "5d8c9f7b6c";
        metadata["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["name"] = "linkding-5d8c9f7b6c",
            ["uid"] = Guid.NewGuid().ToString(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        });
        await webhook.Must(["create", "-f", "-"], pod.ToJsonString());
    }
}
