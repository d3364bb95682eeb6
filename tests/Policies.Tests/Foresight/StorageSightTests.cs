using HomelabStorage.Policies.Foresight;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>Where storage keeps its bytes, where a class or its driver says it.</summary>
public sealed class StorageSightTests
{
    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string ByClaim = "persistentVolumeClaim: {claimName: data}";

    /// <summary>How many copies there are is only counted where something says it.</summary>
    [Theory]
    [InlineData("seaweedfs-csi-driver", "", AppState.MayStop)]
    [InlineData("seaweedfs-csi-driver", "replication: '000'", AppState.MayStop)]
    [InlineData("seaweedfs-csi-driver", "replication: '010'", AppState.Runs)]
    [InlineData("csi.juicefs.com", "", AppState.MayStop)]
    public void A_storage_that_decides_itself_may_keep_one_copy(string driver, string parameters, AppState state)
    {
        var storageClass = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: "
            + $"{driver}, parameters: {{{parameters}}}}}";
        Assert.Equal(
            state,
            FateTests.Losing("node n1", storageClass, Claim, FateTests.App(ByClaim, string.Empty), "Node n1", "Node n2", "Node n3").Apps.Single().State);
    }

    [Fact]
    public void A_class_names_its_appliance_in_its_drivers_words() => Assert.Equal(
        FateKind.Gone,
        FateTests.Losing(
            "NAS 192.0.2.9",
            "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: csi.san.synology.com, parameters: {dsm: 192.0.2.9}}",
            Claim,
            FateTests.App(ByClaim, string.Empty)).Apps.Single().Volumes.Single().Fate.Kind);
}
