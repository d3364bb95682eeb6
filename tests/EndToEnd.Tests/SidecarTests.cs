using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

public sealed class SidecarTests(Cluster cluster)
{
    private static string Replicating(string policy, bool isNative) => policy
        .Replace("    rpo: 0s\n    rto: 5m\n", "    rpo: 0s\n    rto: 5m\n    strategy: litestream\n", StringComparison.Ordinal)
        .Replace(
            "  emit: [cronjob]\n",
            $"  emit: [cronjob]\n  litestream: {{image: \"litestream/litestream:0.5.2\", replica: \"s3://backups\", "
                + $"nativeSidecar: {(isNative ? "true" : "false")}}}\n",
            StringComparison.Ordinal);

    [Fact]
    public async Task Pods_that_a_Deployment_makes_get_an_ordinary_sidecar()
    {
        await using var webhook = await Installed.In(cluster, "sidecar", text => Replicating(text, isNative: false));
        using var pod = await Made(webhook);
        Assert.Equal("linkding homelab-storage-litestream homelab-storage-litestream-2", Names(pod, "containers"));
        Assert.Equal("homelab-storage-litestream-restore homelab-storage-litestream-restore-2", Names(pod, "initContainers"));
        await NotTwice(webhook, pod);
    }

    [Fact]
    public async Task Pods_that_a_Deployment_makes_get_a_native_sidecar()
    {
        await using var webhook = await Installed.In(cluster, "native", text => Replicating(text, isNative: true));
        Assert.SkipWhen(cluster.Minor < 29, $"native sidecars need Kubernetes 1.29; this is 1.{cluster.Minor}");
        using var pod = await Made(webhook);
        Assert.Equal("linkding", Names(pod, "containers"));
        Assert.Equal(
            "homelab-storage-litestream-restore homelab-storage-litestream homelab-storage-litestream-restore-2 homelab-storage-litestream-2",
            Names(pod, "initContainers"));
        Assert.Equal("Always", pod.RootElement.GetProperty("spec").GetProperty("initContainers")[1].GetProperty("restartPolicy").GetString());
        await NotTwice(webhook, pod);
    }

    private static async Task<JsonDocument> Made(Installed webhook)
    {
        await webhook.Must(
            ["apply", "-f", "-"],
            Installed.Manifest("claim.yaml").Replace("CLASS", "longhorn-sqlite", StringComparison.Ordinal) + "---\n" + Installed.Manifest("linkding.yaml"));
        if (!Assets.HasControllers)
        {
            await MakeItself(webhook);
        }

        JsonDocument? made = null;
        await Eventually.Holds("the Deployment has a pod", async () =>
        {
            var pods = JsonDocument.Parse((await webhook.Must(["get", "pods", "-l", "app=linkding", "-o", "json"])).Output);
            if (pods.RootElement.GetProperty("items").GetArrayLength() == 0)
            {
                pods.Dispose();
                return false;
            }

            using (pods)
            {
                made = JsonDocument.Parse(pods.RootElement.GetProperty("items")[0].GetRawText());
            }

            return true;
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

    /// <summary>The pod sent once more, as another mutator's reinvocation or a restore would.</summary>
    private static async Task NotTwice(Installed webhook, JsonDocument pod)
    {
        var again = JsonNode.Parse(pod.RootElement.GetRawText())!;
        again["metadata"] = new JsonObject { ["name"] = "again" };
        again.AsObject().Remove("status");
        using var copy = JsonDocument.Parse((await webhook.Must(["create", "--validate=false", "-o", "json", "-f", "-"], again.ToJsonString())).Output);
        Assert.Equal(Names(pod, "containers"), Names(copy, "containers"));
        Assert.Equal(Names(pod, "initContainers"), Names(copy, "initContainers"));
    }

    private static string Names(JsonDocument pod, string field) =>
        string.Join(' ', pod.RootElement.GetProperty("spec").GetProperty(field).EnumerateArray().Select(c => c.GetProperty("name").GetString()));
}
