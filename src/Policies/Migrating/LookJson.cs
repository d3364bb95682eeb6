using System.Text.Json.Nodes;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Policies.Migrating;

/// <summary>Writes the Job that looks how much a claim holds, while its app runs.</summary>
public static class LookJson
{
    /// <summary>Ten minutes to pull the image and to look: whoever asked is waiting.</summary>
    private const int Deadline = 600;

    /// <summary>The Job.</summary>
    /// <param name="job">The one that would copy.</param>
    /// <param name="node">The node on which the claim is mounted now; empty where it is mounted nowhere, and its volume says where that may be.</param>
    public static JsonObject Of(CopyJob job, string node)
    {
        var pod = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["securityContext"] = new JsonObject { ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" } },
            ["containers"] = new JsonArray(MoveJson.Container(
                JobContainers.Look,
                job.Image,
                CopyArguments.Look(job),
                job.Reader,
                (MoveJson.From, JobArguments.Data, true),
                (MoveJson.Between, JobArguments.Target, false))),
            ["volumes"] = new JsonArray(MoveJson.Claim(MoveJson.From, job.From), MoveJson.Empty(string.Empty)),
        };
        if (node.Length > 0)
        {
            pod["affinity"] = On(node);
        }

        if (job.Tolerations.Count > 0)
        {
            pod["tolerations"] = new JsonArray([.. job.Tolerations.Select(t => JsonNode.Parse(t))]);
        }

        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = MoveJson.Metadata(job.Namespace, $"{job.Name}-look"),
            ["spec"] = new JsonObject
            {
                ["backoffLimit"] = 0,
                ["activeDeadlineSeconds"] = Deadline,
                ["ttlSecondsAfterFinished"] = MoveJson.KeptSeconds,
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = MoveJson.Labels() }, ["spec"] = pod },
            },
        };
    }

    private static JsonObject On(string node) => new()
    {
        ["nodeAffinity"] = new JsonObject
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
            {
                ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                {
                    ["matchFields"] = new JsonArray(new JsonObject
                    {
                        ["key"] = "metadata.name",
                        ["operator"] = "In",
                        ["values"] = new JsonArray(node),
                    }),
                }),
            },
        },
    };
}
