using HomelabStorage.Policies.Manifests;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>A PersistentVolume that arrives last completes a chain, and is told so.</summary>
public sealed class VolumeArrivalTests
{
    private const string Linkding = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: linkding, namespace: books}
        spec:
          strategy: {type: Recreate}
          template:
            spec:
              containers: [{name: linkding, image: 'sissbruecker/linkding:1.45.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
        """;

    [Theory]
    [InlineData("", "claimRef: {namespace: books, name: data}")]
    [InlineData("", "")]
    [InlineData("volumeName: v, ", "")]
    public void A_volume_on_nfs_is_refused_where_sqlite_would_end_up_on_it(string asks, string keptFor)
    {
        var response = new Town($"{Claim(asks)}\n---\n{Linkding}").Create(Volume(keptFor));
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(response));
        Assert.Contains(
            "linkding keeps SQLite at /etc/linkding/data, but claim data is on NFS",
            Assert.Single(response.Denials).Finding.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claimRef: {namespace: other, name: data}")]
    [InlineData("claimRef: {namespace: books, name: other}")]
    [InlineData("storageClassName: other")]
    [InlineData("volumeMode: Block")]
    public void A_volume_for_somebody_else_is_none_of_its_business(string spec) =>
        Assert.True(new Town($"{Claim()}\n---\n{Linkding}").Create(Volume(spec)).IsAllowed);

    [Theory]
    [InlineData("annotations: {pv.kubernetes.io/provisioned-by: nfs.csi.k8s.io}", "claimRef: {namespace: books, name: data}")]
    [InlineData("", "claimRef: {namespace: books, name: data, uid: 11111111-1111-1111-1111-111111111111}")]
    public void What_a_provisioner_made_is_never_refused(string metadata, string keptFor)
    {
        var town = new Town($"{Claim()}\n---\n{Linkding}");
        var response = town.Create(Volume(keptFor, metadata));
        Assert.True(response.IsAllowed);
        Assert.Empty(response.Warnings);
        Assert.Single(town.Inventory.Volumes.All);
    }

    [Fact]
    public void One_that_changes_nothing_for_the_worse_is_let_through()
    {
        var kept = Volume("claimRef: {namespace: books, name: data}");
        var town = new Town($"{Claim()}\n---\n{Linkding}\n---\n{kept}");
        Assert.True(town.Update(kept, Volume("claimRef: {namespace: books, name: data}, mountOptions: [ro]")).IsAllowed);
        var other = Volume("claimRef: {namespace: books, name: other}");
        Assert.Equal("sqlite-on-network-filesystem", Town.Denied(new Town($"{Claim()}\n---\n{Linkding}\n---\n{other}").Update(other, kept)));
    }

    [Fact]
    public void A_namespace_that_is_not_asked_about_is_not_asked_about_by_way_of_its_volumes()
    {
        const string Ignored = """{apiVersion: v1, kind: Namespace, metadata: {name: books, labels: {homelab-storage.io/ignore: ""}}}""";
        Assert.True(new Town($"{Claim()}\n---\n{Linkding}\n---\n{Ignored}").Create(Volume("claimRef: {namespace: books, name: data}")).IsAllowed);
    }

    [Fact]
    public void An_exemption_on_the_volume_counts() =>
        Assert.True(new Town($"{Claim()}\n---\n{Linkding}").Create(Volume(
            string.Empty,
            "annotations: {homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: moving}")).IsAllowed);

    private static string Claim(string asks = "") => $$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: books}
        spec: { {{asks}}accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi} } }
        """;

    private static string Volume(string spec, string metadata = "") => $$"""
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: v{{(metadata.Length > 0 ? $", {metadata}" : string.Empty)}} }
        spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]{{(spec.Length > 0 ? $", {spec}" : string.Empty)}}, nfs: {server: 192.0.2.9, path: /x} }
        """;
}
