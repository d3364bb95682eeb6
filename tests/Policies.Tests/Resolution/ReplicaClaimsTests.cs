using HomelabStorage.Policies.Facts;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>The claims of a StatefulSet's replicas: which are made, which will be, under which names, and which are judged as one.</summary>
public sealed class ReplicaClaimsTests
{
    private const StringComparison Plain = StringComparison.Ordinal;

    [Theory]
    [InlineData(1, "", "", "data: 1 to be made from data-db-0")]
    [InlineData(0, "", "", "data: 0 to be made from data-db-0")]
    [InlineData(3, "", "", "data: 3 to be made from data-db-0, like it data-db-1 data-db-2")]
    [InlineData(1, "0", "", "data-db-0 is made")]
    [InlineData(3, "0", "", "data-db-0 is made; data: 2 to be made from data-db-1, like it data-db-2")]
    [InlineData(3, "1", "", "data: 2 to be made from data-db-0, like it data-db-2; data-db-1 is made")]
    [InlineData(3, "2", "", "data: 2 to be made from data-db-0, like it data-db-1; data-db-2 is made")]
    [InlineData(3, "0 2", "", "data-db-0 is made, like it data-db-2; data: 1 to be made from data-db-1")]
    [InlineData(3, "2 1 0", "", "data-db-0 is made, like it data-db-1 data-db-2")]
    [InlineData(2, "0 5", "", "data-db-0 is made; data: 1 to be made from data-db-1")]
    [InlineData(3, "", "0", "data-db-0: 1 to be made from data-db-0 on pv0; data: 2 to be made from data-db-1, like it data-db-2")]
    [InlineData(3, "", "1", "data: 2 to be made from data-db-0, like it data-db-2; data-db-1: 1 to be made from data-db-1 on pv1")]
    [InlineData(3, "", "0 1 2", "data-db-0: 3 to be made from data-db-0 on pv0, like it data-db-1 data-db-2")]
    [InlineData(0, "", "0", "data-db-0: 0 to be made from data-db-0 on pv0")]
    [InlineData(2, "0", "0", "data-db-0 is made on pv0; data: 1 to be made from data-db-1")]
    [InlineData(2, "0", "1", "data-db-0 is made; data-db-1: 1 to be made from data-db-1 on pv1")]
    public void The_claims_of_a_template_are_told_one_by_one(int replicas, string made, string kept, string expected) =>
        Assert.Equal(expected, Spell(Set(replicas, start: 0, made, kept)));

    [Theory]
    [InlineData(2, "", "data: 2 to be made from data-db-5, like it data-db-6")]
    [InlineData(2, "0", "data: 2 to be made from data-db-5, like it data-db-6")]
    [InlineData(3, "5", "data-db-5 is made; data: 2 to be made from data-db-6, like it data-db-7")]
    [InlineData(3, "5 6", "data-db-5 is made, like it data-db-6; data: 1 to be made from data-db-7")]
    [InlineData(3, "6", "data: 2 to be made from data-db-5, like it data-db-7; data-db-6 is made")]
    public void They_begin_where_the_set_begins(int replicas, string made, string expected) =>
        Assert.Equal(expected, Spell(Set(replicas, start: 5, made, string.Empty)));

    [Fact]
    public void So_many_are_followed_and_no_more()
    {
        var first = Assert.Single(Mounts(Set(1000, start: 0, string.Empty, string.Empty))).Claim!;
        Assert.Equal((1000, 31, "data-db-31"), (first.ToBeMade, first.Alike.Count, first.Alike[^1].Name));
    }

    [Fact]
    public void Those_that_are_made_are_followed_no_further_either()
    {
        var first = Assert.Single(Mounts(Set(40, start: 0, string.Join(' ', Enumerable.Range(0, 40)), string.Empty))).Claim!;
        Assert.Equal(("data-db-0", 31), (first.Name, first.Alike.Count));
    }

    [Fact]
    public void Claims_that_are_stored_elsewhere_are_told_apart()
    {
        var text = Set(3, start: 0, "0 1 2", string.Empty)
            .Replace("data-db-1, namespace: home}, spec: {storageClassName: longhorn", "data-db-1, namespace: home}, spec: {storageClassName: n", Plain);
        Assert.Equal("data-db-0 is made, like it data-db-2; data-db-1 is made", Spell(text));
    }

    [Theory]
    [InlineData("", "1", "data-db-0: 2 to be made from data-db-0, like it data-db-2; data-db-1: 1 to be made from data-db-1")]
    [InlineData("", "0 1", "data-db-0: 2 to be made from data-db-0, like it data-db-1; data-db-2: 1 to be made from data-db-2")]
    [InlineData("", "0 1 2", "data: 3 to be made from data-db-0, like it data-db-1 data-db-2")]
    [InlineData("0 1 2", "1", "data-db-0 is made, like it data-db-2; data-db-1 is made")]
    [InlineData("0 1 2", "2 0", "data-db-0 is made, like it data-db-2; data-db-1 is made")]
    [InlineData("", "2", "data-db-0: 2 to be made from data-db-0, like it data-db-1; data-db-2: 1 to be made from data-db-2")]
    [InlineData("0", "0", "data-db-0 is made; data: 2 to be made from data-db-1, like it data-db-2")]
    [InlineData("0", "2", "data-db-0 is made; data-db-2: 1 to be made from data-db-2; data-db-1: 1 to be made from data-db-1")]
    [InlineData("1", "0", "data-db-0: 1 to be made from data-db-0; data-db-2: 1 to be made from data-db-2; data-db-1 is made")]
    public void Claims_that_are_not_copied_alike_are_told_apart(string made, string copied, string expected)
    {
        var jobs = Numbers(copied).Select(n => $"---\n{{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {{name: copy{n}, "
            + $"namespace: home}}, spec: {{sourcePVC: data-db-{n}, trigger: {{schedule: '0 3 * * *'}}, restic: {{repository: r, copyMethod: Snapshot}}}}}}\n");
        var text = Set(3, start: 0, made, string.Empty).Replace("postgres:17", "sissbruecker/linkding:1", Plain)
            .Replace("/var/lib/postgresql/data", "/etc/linkding/data", Plain);
        Assert.Equal(expected, Spell(text + string.Concat(jobs)));
    }

    private static string Set(int replicas, int start, string made, string kept) =>
        string.Concat(
            "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn}, provisioner: driver.longhorn.io}\n",
            "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: n}, provisioner: nfs.csi.k8s.io, parameters: {server: a, share: x}}\n",
            "---\n{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: home}, ",
            $"spec: {{replicas: {replicas}, ordinals: {{start: {start}}}, template: {{spec: {{containers: ",
            "[{name: c, image: postgres:17, volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]}]}}, ",
            "volumeClaimTemplates: [{metadata: {name: data}, spec: {storageClassName: longhorn, accessModes: [ReadWriteOnce]}}]}}\n",
            string.Concat(Numbers(made).Select(n =>
                $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data-db-{n}, namespace: home}}, "
                    + "spec: {storageClassName: longhorn, accessModes: [ReadWriteOnce]}}\n")),
            string.Concat(Numbers(kept).Select(n =>
                $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv{n}}}, spec: {{storageClassName: longhorn, accessModes: [ReadWriteOnce], "
                    + $"claimRef: {{namespace: home, name: data-db-{n}}}, csi: {{driver: driver.longhorn.io, volumeHandle: v{n}}}}}}}\n")));

    private static string[] Numbers(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<MountFacts> Mounts(string text)
    {
        var facts = Scene.Of(text).Workload("db");
        return facts.Mounts.Concat(facts.Elsewhere);
    }

    private static string Spell(string text) => string.Join("; ", Mounts(text).Select(Spell));

    private static string Spell(MountFacts mount)
    {
        var claim = mount.Claim!;
        return claim.Name
            + (claim.Claim is not null ? " is made" : $": {claim.ToBeMade} to be made from {claim.FutureName}")
            + (claim.Volume is { } volume ? $" on {volume.Name}" : string.Empty)
            + (mount.Alike.Count > 0 ? $", like it {string.Join(' ', mount.Alike.Select(a => a.Claim!.Name))}" : string.Empty);
    }
}
