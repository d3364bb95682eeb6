using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What is said of a StorageClass, at both sides of each edge.</summary>
public sealed class ClassRulesTests
{
    private const string Anew = "; an existing class cannot be changed: kubectl delete storageclass mine first, its volumes stay";
    private const string Keep = "; volumes that exist keep Delete until kubectl patch pv NAME --patch "
        + "'{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Retain\"}}'";
    private const string Top = "| StorageClass mine: mountOptions: a list, such as [hard, nfsvers=4.1], and nothing in parameters";
    private const string Stay = "; a volume that exists keeps its own: PersistentVolume: spec.mountOptions";

    private const string Usual = ", annotations: {storageclass.kubernetes.io/is-default-class: 'true'}";

    [Theory]
    [InlineData("mount-options-in-parameters", "", "provisioner: nfs.csi.k8s.io, parameters: {server: nas, share: /x}", "")]
    [InlineData(
        "mount-options-in-parameters", "", "provisioner: nfs.csi.k8s.io, parameters: {server: nas, MountOptions: 'hard,nolock'}",
        "deny observed /parameters/MountOptions: class mine has its mountOptions inside parameters, where they are not mount options "
            + Top + Anew)]
    [InlineData(
        "mount-options-in-parameters", "", "provisioner: nfs.csi.k8s.io, parameters: {server: nas, mountOptions: [hard]}",
        "deny observed /parameters/mountOptions: class mine has its mountOptions inside parameters, which may only hold strings "
            + Top + Anew)]
    [InlineData("unsafe-nfs-mount-options", "", "provisioner: nfs.csi.k8s.io, mountOptions: [hard, nfsvers=4.1]", "")]
    [InlineData(
        "unsafe-nfs-mount-options", "", "provisioner: nfs.csi.k8s.io, mountOptions: [hard, nolock, soft]",
        "warn observed /mountOptions/1: class mine mounts NFS with 'nolock', which keeps file locks local to each node "
            + "| StorageClass mine: mountOptions: remove nolock" + Stay + " ; warn observed /mountOptions/2: class mine mounts NFS with 'soft', which gives "
            + "up on a slow server and loses the write | StorageClass mine: mountOptions: hard instead of soft" + Stay)]
    [InlineData(
        "unsafe-nfs-mount-options", "", "provisioner: nfs.csi.k8s.io, mountOptions: [nfsvers=3]",
        "audit observed /mountOptions/0: class mine mounts NFS with 'nfsvers=3', which has its file locks in a separate protocol "
            + "(NLM), which loses them when the server or a node reboots | StorageClass mine: mountOptions: nfsvers=4.1 instead" + Stay)]
    [InlineData(
        "unsafe-nfs-mount-options", "", "provisioner: nfs.csi.k8s.io, mountOptions: [local_lock=all]",
        "warn observed /mountOptions/0: class mine mounts NFS with 'local_lock=all', which keeps file locks local to each node "
            + "| StorageClass mine: mountOptions: remove local_lock=all" + Stay)]
    [InlineData("unsafe-nfs-mount-options", "", "provisioner: smb.csi.k8s.io, mountOptions: [nolock]", "")]
    [InlineData(
        "unknown-provisioner", "", "provisioner: unheard.of/driver",
        "audit observed /provisioner: class mine: provisioner 'unheard.of/driver' is not known, so nothing that is stored on it is checked "
            + "| policies.yaml: classes: [{name: mine, backend: BACKEND}], where BACKEND is what it is, of the names that "
            + "'homelab-storage backends' lists")]
    [InlineData("unknown-provisioner", "", "provisioner: driver.longhorn.io", "")]
    [InlineData(
        "replicated-class-without-replicas", "", "provisioner: driver.longhorn.io, parameters: {numberOfReplicas: '1'}",
        "warn observed /parameters: class mine is Longhorn, but keeps one copy of each volume, on one node | StorageClass mine: "
            + "parameters.numberOfReplicas: \"2\" or more, at most one for each node" + Anew)]
    [InlineData(
        "replicated-class-without-replicas", "", "provisioner: driver.longhorn.io, parameters: {numberOfReplicas: '1', dataLocality: strict-local}",
        "warn observed /parameters: class mine is Longhorn, but keeps one copy of each volume, on one node | StorageClass mine: "
            + "parameters.numberOfReplicas: \"2\" or more, at most one for each node, without dataLocality" + Anew)]
    [InlineData("replicated-class-without-replicas", "", "provisioner: driver.longhorn.io, parameters: {numberOfReplicas: '2'}", "")]
    [InlineData("replicated-class-without-replicas", "", "provisioner: rancher.io/local-path", "")]
    [InlineData(
        "reclaim-policy-deletes-data", "", "provisioner: driver.longhorn.io",
        "warn observed /reclaimPolicy: class mine has reclaimPolicy Delete: deleting a claim deletes its volume and its data | StorageClass mine: "
            + "reclaimPolicy: Retain" + Anew + Keep)]
    [InlineData("reclaim-policy-deletes-data", "", "provisioner: driver.longhorn.io, reclaimPolicy: Retain", "")]
    [InlineData("reclaim-policy-deletes-data", "", "provisioner: unheard.of/driver", "")]
    [InlineData(
        "several-default-storage-classes", Usual, "provisioner: x",
        "warn observed /metadata/annotations: class mine is a default class, and so is alpha, zeta: the newest one wins "
            + "| metadata.annotations: storageclass.kubernetes.io/is-default-class: \"false\" on all but one of StorageClass mine, alpha, zeta")]
    [InlineData("several-default-storage-classes", "", "provisioner: x", "")]
    [InlineData(
        "unknown-storage-class-parameter", "", "provisioner: driver.longhorn.io, parameters: {numberOfReplica: '3'}",
        "warn observed /parameters/numberOfReplica: class mine has parameter 'numberOfReplica', which Longhorn as of commit 5ddaa36 does not know: did "
            + "you mean numberOfReplicas? | StorageClass mine: parameters: rename numberOfReplica to numberOfReplicas" + Anew)]
    [InlineData(
        "unknown-storage-class-parameter", "", "provisioner: nfs.csi.k8s.io, parameters: {server: nas}",
        "warn observed /parameters: class mine lacks parameter 'share', without which NFS CSI driver creates no volumes "
            + "| StorageClass mine: parameters: add share" + Anew)]
    [InlineData(
        "unknown-storage-class-parameter", "",
        "provisioner: driver.longhorn.io, parameters: {shareManagerNodeSelector: 'a:b', shareManagerTolerations: 'a=b:NoSchedule'}", "")]
    public void A_class_is_told_what_is_wrong_with_it(string rule, string metadata, string spec, string expected)
    {
        var scene = Scene.Of(
            $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: mine{metadata}}}, {spec}}}\n"
            + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: zeta{Usual}}}, provisioner: x}}\n---\n{{apiVersion: "
                + $"storage.k8s.io/v1, kind: StorageClass, metadata: {{name: alpha{Usual}}}, provisioner: x}}\n"
            + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: other}}, provisioner: x}}\n");
        var said = Said.By(rule, scene, scene.Find<StorageClass>("mine"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }

    /// <summary>A class for volumes that may go: what makes copies takes one for its caches, and says so in its name.</summary>
    [Theory]
    [InlineData("longhorn-cache", "parameters: {numberOfReplicas: '1'}", "audit")]
    [InlineData("longhorn-scratch", "parameters: {numberOfReplicas: '1'}", "audit")]
    [InlineData("longhorn-fast", "parameters: {numberOfReplicas: '1'}", "warn")]
    public void A_class_for_what_may_go_is_only_audited(string name, string parameters, string expected)
    {
        var scene = Scene.Of(
            $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: {name}}}, provisioner: driver.longhorn.io, {parameters}}}\n");
        foreach (var rule in new[] { "reclaim-policy-deletes-data", "replicated-class-without-replicas" })
        {
            Assert.StartsWith($"{expected} ", Said.By(rule, scene, scene.Find<StorageClass>(name)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(
        "sissbruecker/linkding", "x: y",
        "deny observed /reclaimPolicy: class mine has reclaimPolicy Delete: deleting a claim deletes its volume and its data, and claim data of "
            + "linkding holds critical "
            + "data | StorageClass mine: reclaimPolicy: Retain" + Anew + Keep)]
    [InlineData(
        "sissbruecker/linkding", "homelab-storage.io/criticality: low",
        "audit observed /reclaimPolicy: class mine has reclaimPolicy Delete: deleting a claim deletes its volume and its data | StorageClass mine: "
            + "reclaimPolicy: Retain" + Anew + Keep)]
    [InlineData(
        "somebody/linkding", "x: y",
        "warn observed /reclaimPolicy: class mine has reclaimPolicy Delete: deleting a claim deletes its volume and its data | StorageClass mine: "
            + "reclaimPolicy: Retain" + Anew + Keep)]
    public void A_class_that_deletes_is_refused_under_critical_data(string image, string annotations, string expected)
    {
        var scene = Scene.Of(Said.App(image, "/etc/linkding/data", metadata: $"name: app, annotations: {{{annotations}}}")
            + Said.Claim("storageClassName: mine")
            + "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: mine}, provisioner: driver.longhorn.io}\n");
        var said = Said.By("reclaim-policy-deletes-data", scene, scene.Find<StorageClass>("mine"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }

    /// <summary>The class that Longhorn's plain manifest has in a ConfigMap is the cluster's default, unless it is there as itself.</summary>
    [Theory]
    [InlineData("storageclass.yaml", "", true)]
    [InlineData("default-setting.yaml", "", false)]
    [InlineData("storageclass.yaml", "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn}, provisioner: driver.longhorn.io, "
        + "reclaimPolicy: Retain}\n", false)]
    public void A_class_in_a_ConfigMap_is_one(string key, string written, bool isMade)
    {
        var text = Said.App("vaultwarden/server", "/data") + Said.Claim("accessModes: [ReadWriteMany]") + written + "---\n" + $$$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: longhorn-storageclass, namespace: longhorn-system}
            data:
              {{{key}}}: |
                kind: StorageClass
                apiVersion: storage.k8s.io/v1
                metadata: {name: longhorn, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
                provisioner: driver.longhorn.io
                reclaimPolicy: "Delete"
                parameters: {numberOfReplicas: "3"}
            """;
        var report = Policies.Reports.Audit.Of([.. ManifestReader.ReadAll(text, "f.yaml")], ShippedPolicy.Read(), FixedTime.Now);
        var refused = report.Results.SelectMany(r => r.Verdict.Findings).Where(d => d.Action == RuleAction.Deny).Select(d => d.Finding.Rule.Id).ToArray();
        Assert.Equal(isMade, refused.Contains("reclaim-policy-deletes-data"));
        Assert.Equal(isMade, refused.Contains("sqlite-on-network-filesystem"));
    }
}
