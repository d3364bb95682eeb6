using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>Other ways in than applying the object.</summary>
public sealed class DoorTests(Cluster cluster)
{
    [Theory]
    [InlineData("deployment")]
    [InlineData("replicationcontroller")]
    public async Task A_second_replica_is_refused_by_kubectl_scale(string kind)
    {
        await using var webhook = await Installed.In(cluster, $"scale-{kind}");
        await webhook.Must(["apply", "-f", "-"], Claim("longhorn-sqlite"));
        await webhook.Must(["apply", "-f", "-"], kind is "deployment" ? Installed.Manifest("linkding.yaml") : Controller);
        var (code, _, error) = await webhook.Try(["scale", $"{kind}/linkding", "--replicas=2"]);
        Assert.NotEqual(0, code);
        Assert.Contains("[sqlite-shared-by-replicas] 2 replicas of linkding write one SQLite database", error, StringComparison.Ordinal);
        await webhook.Must(["scale", $"{kind}/linkding", "--replicas=0"]);
        await webhook.Must(["scale", $"{kind}/linkding", "--replicas=1"]);
        Assert.Equal("1", await webhook.Field($"{kind}/linkding", ".spec.replicas"));
    }

    private const string Controller = """
        apiVersion: v1
        kind: ReplicationController
        metadata: {name: linkding}
        spec:
          replicas: 1
          selector: {app: linkding}
          template:
            metadata: {labels: {app: linkding}}
            spec:
              containers: [{name: linkding, image: "sissbruecker/linkding:1.41.0", volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: linkding-data}}]
        """;

    private static string Claim(string storageClass) => Installed.Manifest("claim.yaml").Replace("CLASS", storageClass, StringComparison.Ordinal);
}
