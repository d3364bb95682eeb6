using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>Where rules begin and end to speak, at both sides of each edge.</summary>
public sealed class RuleEdgesTests
{
    [Theory]
    [InlineData("replicas: 1", "readOnly: false", "sissbruecker/linkding", true)]
    [InlineData("replicas: 0", "readOnly: false", "sissbruecker/linkding", false)]
    [InlineData("replicas: 1", "readOnly: true", "sissbruecker/linkding", false)]
    [InlineData("strategy: {type: Recreate}", "readOnly: false", "sissbruecker/linkding", false)]
    [InlineData("strategy: {rollingUpdate: {maxSurge: 0}}", "readOnly: false", "sissbruecker/linkding", false)]
    [InlineData("replicas: 1", "readOnly: false", "somebody/linkding", false)]
    public void An_update_that_overlaps_is_told_of_where_two_would_write(string spec, string mount, string image, bool isFound) =>
        AssertFound(isFound, "rolling-update-of-single-writer", spec, mount, image, "x: y");

    [Theory]
    [InlineData("x: y", "sissbruecker/linkding", true)]
    [InlineData("homelab-storage.io/criticality: important", "sissbruecker/linkding", false)]
    [InlineData("homelab-storage.io/criticality: critical", "somebody/strange", false)]
    [InlineData("homelab-storage.io/criticality: critical, homelab-storage.io/data: files", "somebody/strange", true)]
    [InlineData("homelab-storage.io/criticality: critical, homelab-storage.io/data: cache", "somebody/strange", false)]
    [InlineData("homelab-storage.io/criticality: critical, homelab-storage.io/data: session", "somebody/strange", false)]
    [InlineData("homelab-storage.io/criticality: critical, homelab-storage.io/data: scratch", "somebody/strange", false)]
    [InlineData("homelab-storage.io/criticality: critical, homelab-storage.io/data: backup", "somebody/strange", false)]
    public void What_is_critical_and_lasts_is_told_of_on_one_nodes_disk(string annotations, string image, bool isFound)
    {
        AssertFound(isFound, "critical-data-on-node-local", "replicas: 1", "readOnly: false", image, annotations);
        AssertFound(isFound: false, "critical-data-on-node-local", "replicas: 1", "readOnly: true", image, annotations);
        AssertFound(isFound: false, "critical-data-on-node-local", "replicas: 1", "readOnly: false", image, annotations, "driver.longhorn.io");
    }

    private static void AssertFound(bool isFound, string rule, string spec, string mount, string image, string annotations, string provisioner = "rancher.io/local-path")
    {
        var scene = Scene.Of(
            $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: app, namespace: home, annotations: {{{annotations}}}}}, spec: {{{spec}, template: {{spec: {{containers: [{{name: c, image: {image}, volumeMounts: [{{name: v, mountPath: /etc/linkding/data, {mount}}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}}}}}\n"
            + "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], storageClassName: disk}}\n"
            + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: disk}}, provisioner: {provisioner}}}\n");
        Assert.Equal(isFound, scene.Judge.Of(scene.Find<Workload>("app")).Findings.Any(d => string.Equals(d.Finding.Rule.Id, rule, StringComparison.Ordinal)));
    }
}
