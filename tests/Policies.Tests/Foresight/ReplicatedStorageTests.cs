using HomelabStorage.Policies.Foresight;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>How many nodes replicated storage bears the loss of: by its class, by the object of its pool, and by how many copies it needs to go on.</summary>
public sealed class ReplicatedStorageTests
{
    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string ByClaim = "persistentVolumeClaim: {claimName: data}";

    private const string Rbd = "rook-ceph.rbd.csi.ceph.com, parameters: {clusterID: rook-ceph, pool: disks}";
    private const string Cephfs = "rook-ceph.cephfs.csi.ceph.com, parameters: {clusterID: rook-ceph, fsName: files, pool: files-data}";
    private const string Pool = "kind: CephBlockPool, metadata: {name: disks, namespace: rook-ceph}, spec: ";
    private const string Files = "kind: CephFilesystem, metadata: {name: files, namespace: rook-ceph}, spec: ";

    [Theory]
    [InlineData("n1", 3, Rbd, "", AppState.Runs, FateKind.Kept, "three copies, as nothing says otherwise")]
    [InlineData("n1", 3, Rbd, Pool + "{replicated: {size: 3}}", AppState.Runs, FateKind.Kept, "two copies are left")]
    [InlineData("n1", 3, Rbd, Pool + "{replicated: {size: 1}}", AppState.MayStop, FateKind.Unknown, "the pool keeps one copy")]
    [InlineData("n1", 3, Rbd, Pool + "{failureDomain: osd, replicated: {size: 3}}", AppState.MayStop, FateKind.Unknown, "all copies may be on one node")]
    [InlineData("n1", 3, Rbd, Pool + "{failureDomain: host, replicated: {size: 2}}", AppState.Runs, FateKind.Kept, "one of two is enough")]
    [InlineData("n1 n2", 4, Rbd, Pool + "{replicated: {size: 2}}", AppState.MayStop, FateKind.Unknown, "both copies may be lost")]
    [InlineData("n1 n2", 3, Rbd, "", AppState.Stops, FateKind.Kept, "one of three is not enough to write")]
    [InlineData("n1 n2", 5, Rbd, "", AppState.MayStop, FateKind.Kept, "of some of it one copy is left")]
    [InlineData("n1 n2", 5, Rbd, Pool + "{replicated: {size: 5}}", AppState.Runs, FateKind.Kept, "three of five are left")]
    [InlineData("n1", 2, Rbd, "", AppState.Stops, FateKind.Kept, "two of three are needed, and one node is left")]
    [InlineData("n1", 4, Rbd, Pool + "{erasureCoded: {dataChunks: 2, codingChunks: 1}}", AppState.Runs, FateKind.Kept, "one chunk may be lost")]
    [InlineData("n1", 3, Rbd, "kind: CephBlockPool, metadata: {name: other, namespace: rook-ceph}, spec: {replicated: {size: 1}}", AppState.Runs, FateKind.Kept,
        "another pool")]
    [InlineData("n1", 3, Cephfs, Files + "{dataPools: [{name: data, replicated: {size: 1}}]}", AppState.MayStop, FateKind.Unknown, "one copy of files")]
    [InlineData("n1", 3, Cephfs, Files + "{dataPools: [{name: data, replicated: {size: 3}}]}", AppState.Runs, FateKind.Kept, "three copies of files")]
    [InlineData("n1", 3, "linstor.csi.linbit.com, parameters: {autoPlace: '1'}", "", AppState.MayStop, FateKind.Unknown, "one copy")]
    [InlineData("n1", 3, "linstor.csi.linbit.com", "", AppState.MayStop, FateKind.Unknown, "one copy, as long as nothing asks for more")]
    [InlineData("n1", 3, "linstor.csi.linbit.com, parameters: {placementCount: '2'}", "", AppState.Runs, FateKind.Kept, "the other is left")]
    [InlineData("n1 n2", 3, "linstor.csi.linbit.com, parameters: {placementCount: '3'}", "", AppState.Stops, FateKind.Kept, "no quorum is left")]
    [InlineData("n1 n2", 3, "driver.longhorn.io", "", AppState.Runs, FateKind.Kept, "any replica is enough")]
    public void Replicated_storage_bears_the_loss_of_so_many_nodes(
        string lost,
        int nodes,
        string provisioner,
        string pool,
        AppState state,
        FateKind fate,
        string why)
    {
        string[] objects =
        [
            "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: " + provisioner + "}",
            Claim,
            FateTests.App(ByClaim, string.Empty),
            .. Enumerable.Range(1, nodes).Select(i => $"Node n{i}"),
            .. pool.Length > 0 ? ["{apiVersion: ceph.rook.io/v1, " + pool + "}"] : Array.Empty<string>(),
        ];
        var app = FateTests.Losing(string.Join("; ", lost.Split(' ').Select(n => $"node {n}")), objects).Apps.Single();
        Assert.True((state, fate) == (app.State, app.Volumes.Single().Fate.Kind), $"{why}: {app.State} {app.Volumes[0].Fate}: {app.Reason}");
    }

    /// <summary>The one copy of storage that is reached over the network need not be on the node to which its pod is bound.</summary>
    [Theory]
    [InlineData("numberOfReplicas: '1'", "n1", FateKind.Unknown)]
    [InlineData("numberOfReplicas: '1'", "n2", FateKind.Unknown)]
    [InlineData("numberOfReplicas: '1', dataLocality: strict-local", "n1", FateKind.Gone)]
    [InlineData("numberOfReplicas: '1', dataLocality: strict-local", "n2", FateKind.Kept)]
    public void One_copy_may_be_on_another_node_than_its_pod(string parameters, string lost, FateKind fate)
    {
        var app = FateTests.Losing(
            $"node {lost}",
            "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: driver.longhorn.io, parameters: {" + parameters + "}}",
            Claim,
            FateTests.App(ByClaim, "nodeSelector: {kubernetes.io/hostname: n1}, "),
            "Node n1",
            "Node n2",
            "Node n3").Apps.Single();
        Assert.Equal(fate, app.Volumes.Single().Fate.Kind);
    }
}
