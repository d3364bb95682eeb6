using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Mutation;

/// <summary>What is written into files in place of what the webhook would do, and why some things are left alone.</summary>
public sealed class FileEditsTests
{
    private const string Classes = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local-path}, provisioner: "
        + "rancher.io/local-path, reclaimPolicy: Retain}\n"
        + "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: truenas-nfs}, provisioner: nfs.csi.k8s.io, parameters: "
            + "{server: nas, share: /x}, reclaimPolicy: Retain}\n";

    [Fact]
    public void In_a_claim_the_record_of_what_was_asked_has_no_place()
    {
        var scene = Scene.Of("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, annotations: "
            + "{homelab-storage.io/data: cache}}, spec: {accessModes: [ReadWriteOnce]}}\n"
            + Classes);
        Assert.Equal(
            ["/spec/storageClassName=local-path"],
            FileEdits.Of(scene.Find<Claim>("data"), scene.Judge, scene.Policy).Places.Select(p => $"{p.Pointer}={p.Value}"));
    }

    [Theory]
    [InlineData(
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: app, namespace: home}, spec: {accessModes: [ReadWriteOnce]}}",
        "")]
    [InlineData(
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: app, namespace: home}, spec: {template: {spec: {containers: [{name: c, image: "
            + "jellyfin/jellyfin, volumeMounts: [{name: v, mountPath: /cache}]}]}}, "
            + "volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce]}}]}}",
        "storage-class-not-chosen: claim templates cannot change once they are applied; the webhook chooses the class of each claim that is made from them")]
    [InlineData(
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {template: {spec: {containers: [{name: c, image: "
            + "ollama/ollama, volumeMounts: [{name: v, mountPath: /root/.ollama/models}]}], "
            + "volumes: [{name: v, hostPath: {path: /mnt/disk}}]}}}}",
        "bulk-data-on-node-local: only claims are changed, and none in these files is behind it")]
    [InlineData(
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: app, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
            + "storageClassName: local-path}}",
        "")]
    public void What_is_left_alone_is_named_with_the_reason(string text, string expected)
    {
        var scene = Scene.Of(text + "\n" + Classes);
        var asked = scene.Judge.Of(scene.Find<Manifest>("app")).Subject;
        Assert.Equal(expected, string.Join(" ; ", FileEdits.LeftAlone(asked, scene.Judge, scene.Policy).Select(left => $"{left.Rule}: {left.Reason}")));
    }
}
