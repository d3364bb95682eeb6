using System.Text.Json.Nodes;

namespace HomelabStorage.Cluster.Tests;

/// <summary>A Job that has ended at once, with its pod.</summary>
internal static class EndedJob
{
    public static void End(FakeStore store, string path, int exit, string line)
    {
        var job = store[path]!;
        job["status"] = JsonNode.Parse($$$"""{"conditions": [{"type": "{{{(exit == 0 ? "Complete" : "Failed")}}}", "status": "True", "message": "x"}]}""");
        store.Put(path, job.ToJsonString());
        var ns = job["metadata"]!["namespace"]!.ToString();
        store.Put($"api/v1/namespaces/{ns}/pods/{job["metadata"]!["name"]}-pod", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{job["metadata"]!["name"]}-pod",
                ["namespace"] = ns,
                ["creationTimestamp"] = "2026-11-26T12:00:00Z",
                ["labels"] = job["spec"]!["template"]!["metadata"]!["labels"]!.DeepClone(),
                ["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "Job", ["uid"] = job["metadata"]!["uid"]!.ToString() }),
            },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["phase"] = exit == 0 ? "Succeeded" : "Failed",
                ["containerStatuses"] = new JsonArray(new JsonObject
                {
                    ["name"] = (string)job["spec"]!["template"]!["spec"]!["containers"]![0]!["name"]!,
                    ["state"] = new JsonObject
                    {
                        ["terminated"] = new JsonObject { ["exitCode"] = exit, ["finishedAt"] = "2026-11-26T12:00:01Z", ["message"] = line },
                    },
                }),
            },
        }.ToJsonString());
    }
}
