using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>Where rules begin and end to speak, at both sides of each edge.</summary>
public sealed class RuleEdgesTests
{
    private const string Small =
        "apiVersion: homelab-storage.io/v1alpha1\nkind: StoragePolicy\nmetadata: {name: test}\nmatrix: [{data: [sqlite], never: [nfs], why: x}]\n";

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
    [InlineData("singleWriter: true", true)]
    [InlineData("criticality: low", true)]
    [InlineData("singleWriter: false", false)]
    public void An_app_that_may_run_twice_on_its_data_may_roll(string entry, bool isFound)
    {
        var scene = Scene.Under(
            Small + $"apps: [{{name: linkding, {entry}}}]\n",
            Objects("replicas: 1", "readOnly: false", "sissbruecker/linkding", "x: y", "rancher.io/local-path"));
        Assert.Equal(isFound, scene.Judge.Of(scene.Find<Workload>("app")).Findings.Any(d => d.Finding.Rule.Id is "rolling-update-of-single-writer"));
    }

    [Theory]
    [InlineData("jiva.csi.openebs.io", "csi.hetzner.cloud", "driver.longhorn.io", "c")]
    [InlineData("jiva.csi.openebs.io", "driver.longhorn.io", "csi.hetzner.cloud", "b")]
    [InlineData("driver.longhorn.io", "ebs.csi.aws.com", "csi.hetzner.cloud", "a")]
    [InlineData("csi.hetzner.cloud", "jiva.csi.openebs.io", "linodebs.csi.linode.com", "a")]
    public void Of_classes_that_the_policy_does_not_name_one_with_snapshots_is_advised(string a, string b, string c, string advised)
    {
        string[] classes =
        [
            .. new[] { ("a", a), ("b", b), ("c", c) }.Select(x => $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: "
                + $"{{name: {x.Item1}}}, provisioner: {x.Item2}, reclaimPolicy: Retain}}\n"),
        ];
        var scene = Scene.Under(Small, Objects("replicas: 1", "readOnly: false", "sissbruecker/linkding", "x: y", "nfs.csi.k8s.io") + string.Concat(classes));
        var finding = Assert.Single(scene.Judge.Of(scene.Find<Workload>("app")).Findings, d => d.Finding.Rule.Id is "sqlite-on-network-filesystem").Finding;
        Assert.EndsWith($": use {advised}", finding.Message, StringComparison.Ordinal);
    }

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

    private static void AssertFound(
        bool isFound,
        string rule,
        string spec,
        string mount,
        string image,
        string annotations,
        string provisioner = "rancher.io/local-path")
    {
        var scene = Scene.Of(Objects(spec, mount, image, annotations, provisioner));
        Assert.Equal(isFound, scene.Judge.Of(scene.Find<Workload>("app")).Findings.Any(d => string.Equals(d.Finding.Rule.Id, rule, StringComparison.Ordinal)));
    }

    private static string Objects(string spec, string mount, string image, string annotations, string provisioner) =>
        $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: app, namespace: home, annotations: {{{annotations}}}}}, spec: "
            + $"{{{spec}, template: {{spec: {{containers: [{{name: c, image: {image}, volumeMounts: [{{name: v, mountPath: "
                + $"/etc/linkding/data, {mount}}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: data}}}}]}}}}}}}}\n"
        + "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
            + "storageClassName: disk}}\n"
        + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: disk}}, provisioner: {provisioner}}}\n";
}
