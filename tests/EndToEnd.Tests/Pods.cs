using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>Pods that a Deployment makes, and how pods end.</summary>
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

    /// <summary>Writes what a kubelet would into the pod.</summary>
    public static async Task End(Home home, JsonNode pod, int code, string line)
    {
        var name = (string)pod["metadata"]!["name"]!;
        var path = $"/api/v1/namespaces/{home.Namespace}/pods/{name}";
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var ended = JsonNode.Parse((await home.Must(["get", "--raw", path])).Output)!;
        ended["status"] = new JsonObject
        {
            ["phase"] = code == 0 ? "Succeeded" : "Failed",
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = "backup",
                ["image"] = "x",
                ["imageID"] = "x",
                ["ready"] = false,
                ["restartCount"] = 0,
                ["state"] = new JsonObject
                {
                    ["terminated"] = new JsonObject
                    {
                        ["exitCode"] = code,
                        ["reason"] = "Completed",
                        ["startedAt"] = now,
                        ["finishedAt"] = now,
                        ["message"] = line,
                    },
                },
            }),
        };
        await home.Must(["replace", "--raw", $"{path}/status", "-f", "-"], ended.ToJsonString());
    }

    /// <summary>Puts a pod on a node, as the scheduler would, and says that it is ready, as the kubelet there would.</summary>
    public static async Task Run(Home home, string name, string node)
    {
        var path = $"/api/v1/namespaces/{home.Namespace}/pods/{name}";
        await home.Must(["create", "--raw", $"{path}/binding", "-f", "-"], $$$"""
            {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "{{{name}}}"}, "target": {"apiVersion": "v1", "kind": "Node", "name": "{{{node}}}"}}
            """);
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var pod = JsonNode.Parse((await home.Must(["get", "--raw", path])).Output)!;
        pod["status"] = JsonNode.Parse($$$"""
            {"phase": "Running", "startTime": "{{{now}}}", "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "{{{now}}}"}]}
            """);
        await home.Must(["replace", "--raw", $"{path}/status", "-f", "-"], pod.ToJsonString());
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
