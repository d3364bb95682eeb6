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
        using var pod = JsonDocument.Parse((await Pods.Made(webhook)).ToJsonString());
        Assert.Equal("linkding homelab-storage-litestream homelab-storage-litestream-2", Names(pod, "containers"));
        Assert.Equal("homelab-storage-litestream-restore homelab-storage-litestream-restore-2", Names(pod, "initContainers"));
        await NotTwice(webhook, pod);
    }

    [Fact]
    public async Task Pods_that_a_Deployment_makes_get_a_native_sidecar()
    {
        await using var webhook = await Installed.In(cluster, "native", text => Replicating(text, isNative: true));
        Assert.SkipWhen(cluster.Minor < 29, $"native sidecars need Kubernetes 1.29; this is 1.{cluster.Minor}");
        using var pod = JsonDocument.Parse((await Pods.Made(webhook)).ToJsonString());
        Assert.Equal("linkding", Names(pod, "containers"));
        Assert.Equal(
            "homelab-storage-litestream-restore homelab-storage-litestream homelab-storage-litestream-restore-2 homelab-storage-litestream-2",
            Names(pod, "initContainers"));
        Assert.Equal("Always", pod.RootElement.GetProperty("spec").GetProperty("initContainers")[1].GetProperty("restartPolicy").GetString());
        await NotTwice(webhook, pod);
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
