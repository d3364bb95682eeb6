using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Mutation;

/// <summary>Which class a claim gets in place of its own, and why none where it keeps it.</summary>
public sealed class ClassChoiceTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        rules: [{rule: sqlite-on-network-filesystem, action: fix}, {rule: embedded-database-on-network-filesystem, action: fix}]
        protection: {emit: []}
        classes:
          - {name: nas, backend: csi-driver-nfs}
          - {name: share, backend: csi-driver-smb}
          - {name: files, backend: cephfs}
          - {name: block, backend: longhorn}
          - {name: second, backend: ceph-rbd}
        matrix:
          - {data: [sqlite], critical: [nas, share, files, block, second], important: [second], low: [], never: [nfs], avoid: [cephfs, smb], why: x}
        """;

    private const string Nas = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: nfs.csi.k8s.io, "
        + "parameters: {server: nas, share: /x}}\n";
    private const string Share = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: share}, provisioner: smb.csi.k8s.io}\n";
    private const string Files = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: files}, provisioner: "
        + "rook-ceph.cephfs.csi.ceph.com}\n";
    private const string Block = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: block}, provisioner: driver.longhorn.io}\n";
    private const string Second = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: second}, provisioner: "
        + "rook-ceph.rbd.csi.ceph.com}\n";
    private const string Unseen = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: block}, provisioner: unheard.of/x}\n";

    [Theory]
    [InlineData("[ReadWriteOnce]", Nas + Block + Second, "block", "the first of the row that is known")]
    [InlineData("[ReadWriteOnce]", Nas + Second, "second", "the next where the first is not known")]
    [InlineData("[ReadWriteOnce]", Nas + Share + Files + Block, "block", "a class to avoid is never chosen")]
    [InlineData("[ReadWriteOnce]", Nas + Share + Files, "", "not even where there is no other")]
    [InlineData("[ReadWriteOnce]", Nas, "", "nor one that loses such data")]
    [InlineData("[ReadWriteOnce]", Nas + Unseen + Second, "block", "of a provisioner that nobody knows the policy's word counts")]
    [InlineData("[ReadWriteMany]", Nas + Second, "", "nor one that does not serve the modes")]
    public void The_first_class_that_serves_and_keeps_the_data_is_chosen(string modes, string classes, string expected, string why)
    {
        var mutation = Mutation(Claim($"storageClassName: nas, accessModes: {modes}") + classes);
        var chosen = mutation.Edits.FirstOrDefault(e => e.Pointer is "/spec/storageClassName")?.Value.ToString() ?? string.Empty;
        Assert.True(string.Equals(expected, chosen, StringComparison.Ordinal), $"{why}: '{chosen}'");
        Assert.Equal(
            expected.Length == 0
                ? "no class that the policy names for its data (nas, share, files, block, second) was found that serves what it asks"
                : string.Empty,
            mutation.KeptBecause);
    }

    [Theory]
    [InlineData("storageClassName: nas, volumeName: pv", "x: y", "it asks for PersistentVolume pv")]
    [InlineData("storageClassName: nas, selector: {matchLabels: {a: b}}", "x: y", "it asks for PersistentVolumes by label")]
    [InlineData("storageClassName: nas", "volume.beta.kubernetes.io/storage-class: nas", "an annotation names its class, and cannot be changed")]
    [InlineData("storageClassName: nas, dataSource: {kind: VolumeSnapshot, name: x}", "x: y", "another tool restores, clones or replicates it")]
    [InlineData("storageClassName: nas, dataSourceRef: {kind: VolumeSnapshot, name: x}", "x: y", "another tool restores, clones or replicates it")]
    [InlineData("storageClassName: nas", "volsync.backube/x: y", "another tool restores, clones or replicates it")]
    public void What_ties_a_claim_keeps_its_class(string spec, string annotation, string reason) => AssertKept(reason, Claim($"{spec}, "
        + "accessModes: [ReadWriteOnce]", annotation)
        + Nas
        + Block
        + (spec.Contains("selector", StringComparison.Ordinal) || spec.Contains("volumeName", StringComparison.Ordinal)
            ? "---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv, labels: {a: b}}, spec: {storageClassName: nas, accessModes: "
                + "[ReadWriteOnce], nfs: {server: nas, path: /x}}}\n"
            : string.Empty));

    [Fact]
    public void A_volume_that_is_kept_for_it_ties_it_too() => AssertKept("PersistentVolume pv is kept for "
        + "it", Claim("storageClassName: nas, accessModes: [ReadWriteOnce]") + Nas + Block
        + "---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {storageClassName: nas, accessModes: [ReadWriteOnce], nfs: "
            + "{server: nas, path: /x}, claimRef: {namespace: home, name: data}}}\n");

    [Fact]
    public void An_empty_class_is_meant() => AssertKept("its class is empty on purpose", Claim("storageClassName: '', accessModes: [ReadWriteOnce]") + Block
        + "---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {accessModes: [ReadWriteOnce], nfs: {server: nas, path: /x}}}\n");

    [Theory]
    [InlineData("important", "second")]
    [InlineData("critical", "block")]
    public void The_row_goes_by_the_criticality(string criticality, string expected) => Assert.Equal(
        expected,
        Mutation(Claim("storageClassName: nas, accessModes: [ReadWriteOnce]", $"homelab-storage.io/criticality: {criticality}")
            + Nas
            + Block
            + Second).Edits[0].Value.ToString());

    [Fact]
    public void Where_no_rule_asks_nothing_is_said() =>
        AssertKept(string.Empty, Claim("storageClassName: block, accessModes: [ReadWriteOnce]") + Block, isNone: true);

    [Fact]
    public void What_is_chosen_is_recorded_with_what_was_asked()
    {
        var mutation = Mutation(Claim("storageClassName: nas, accessModes: [ReadWriteOnce]") + Nas + Block);
        Assert.Equal(
            [
                "/spec/storageClassName=block False",
                "/metadata/annotations/homelab-storage.io~1requested-storage-class=nas True",
                "/metadata/annotations/homelab-storage.io~1chosen-by=sqlite-on-network-filesystem True",
            ],
            mutation.Edits.Select(e => $"{e.Pointer}={e.Value} {e.IsRecord}"));
        Assert.Equal(
            "[sqlite-on-network-filesystem] claim data: storageClassName block in place of nas; block is right once its reclaimPolicy is Retain",
            Assert.Single(mutation.Warnings));
    }

    [Theory]
    [InlineData(", managedFields: [{manager: m, fieldsV1: {'f:spec': {'f:accessModes': {}}}}]", "the default nas", "")]
    [InlineData(", managedFields: [{manager: m, fieldsV1: {'f:spec': {'f:storageClassName': {}}}}]", "nas", "nas")]
    public void What_only_the_default_chose_was_asked_by_nobody(string metadata, string was, string asked)
    {
        var mutation = Mutation(Claim("storageClassName: nas, accessModes: [ReadWriteOnce]", "x: y", metadata) + Nas + Block);
        Assert.Equal(
            $"[sqlite-on-network-filesystem] claim data: storageClassName block in place of {was}; block is right once its reclaimPolicy is Retain",
            Assert.Single(mutation.Warnings));
        Assert.Equal(asked, mutation.Edits[1].Value.ToString());
    }

    [Theory]
    [InlineData(", deletionTimestamp: '2026-01-01T00:00:00Z'", "PersistentVolumeClaim")]
    public void A_claim_on_its_way_out_is_left_alone(string metadata, string kind)
    {
        var scene = Scene.Under(Policy, Claim("storageClassName: nas, accessModes: [ReadWriteOnce]", "x: y", metadata) + Nas + Block);
        Assert.True(Mutator.OnCreate(scene.Find<Claim>("data"), scene.Judge, scene.Policy).IsNone);
        Assert.Equal(kind, scene.Find<Claim>("data").Reference.Kind);
    }

    [Fact]
    public void Only_claims_and_pods_are_changed()
    {
        var scene = Scene.Under(Policy, Claim("storageClassName: nas, accessModes: [ReadWriteOnce]") + Nas + Block);
        Assert.Same(Policies.Mutation.Mutation.None, Mutator.OnCreate(scene.Find<Workload>("app"), scene.Judge, scene.Policy));
        Assert.Same(Policies.Mutation.Mutation.None, Mutator.OnCreate(scene.Find<StorageClass>("nas"), scene.Judge, scene.Policy));
    }

    [Fact]
    public void In_a_file_the_claim_is_edited_and_nothing_is_recorded()
    {
        var scene = Scene.Under(Policy, Claim("storageClassName: nas, accessModes: [ReadWriteOnce]") + Nas + Block);
        Assert.Equal([("/spec/storageClassName", "block")], FileEdits.Of(scene.Find<Claim>("data"), scene.Judge, scene.Policy).Places);
    }

    private static void AssertKept(string reason, string text, bool isNone = false)
    {
        var mutation = Mutation(text);
        Assert.Equal(reason, mutation.KeptBecause);
        Assert.Equal(reason.Length > 0 || isNone, mutation.IsNone);
    }

    private static Policies.Mutation.Mutation Mutation(string text)
    {
        var scene = Scene.Under(Policy, text);
        return Mutator.OnCreate(scene.Find<Claim>("data"), scene.Judge, scene.Policy);
    }

    private static string Claim(string spec, string annotation = "x: y", string metadata = "") =>
        "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {template: {spec: {containers: [{name: c, "
            + "image: vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}}}\n"
        + $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home, annotations: "
            + $"{{{annotation}}}{metadata}}}, spec: {{{spec}}}}}\n";
}
