using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Tests.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>Each replica of a StatefulSet has a claim of its own, and the worst that is certain of one of them decides.</summary>
public sealed class ReplicaTests
{
    private const string Static = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: static}, provisioner: "
        + "kubernetes.io/no-provisioner, reclaimPolicy: Retain}\n";

    [Theory]
    [InlineData("3", "", "data-db-0=nfs data-db-1=nfs data-db-2=block", "data-db-0", "two on the NAS, one not")]
    [InlineData("3", "", "data-db-2=nfs data-db-1=block data-db-0=block", "data-db-2", "the last one, whatever was written first")]
    [InlineData("3", "", "data-db-1=nfs", "data-db-1", "of the others nothing is known")]
    [InlineData("3", "", "data-db-0=block data-db-1=smb data-db-2=nfs", "data-db-1 data-db-2", "each file system of the network is named")]
    [InlineData("1", "", "data-db-0=block data-db-1=nfs", "", "there is no second pod")]
    [InlineData("0", "", "data-db-0=nfs", "data-db-0", "one that rests is judged by its first")]
    [InlineData("0", "", "data-db-0=block data-db-1=nfs", "", "and by its first alone")]
    [InlineData("2", "ordinals: {start: 5}, ", "data-db-0=nfs data-db-5=block data-db-6=nfs data-db-7=nfs", "data-db-6", "numbers begin elsewhere")]
    [InlineData("1", "ordinals: {start: 2147483647}, ", "data-db-2147483647=nfs", "data-db-2147483647", "as far away as they can")]
    [InlineData("2147483647", "", "data-db-2147483646=nfs", "data-db-2147483646", "as many as can be asked for")]
    [InlineData("1", "", "data-db-00=nfs", "", "a name that is only alike")]
    [InlineData("2", "", "data-db-01=nfs", "", "a name that is only alike")]
    [InlineData("2", "", "data-db--1=nfs", "", "a name that is only alike")]
    [InlineData("3", "", "other-db-1=nfs", "", "the volume of another template")]
    public void A_volume_that_is_kept_for_a_replica_is_its_own(string replicas, string ordinals, string kept, string refused, string why) =>
        AssertRefused(refused, why, Scene.Of(Set(replicas, ordinals) + Static + Volumes(kept)));

    [Theory]
    [InlineData("3", "data-db-0=nas data-db-1=block", "data-db-0", "the first was made on the NAS")]
    [InlineData("3", "data-db-0=block data-db-1=nas", "data-db-1", "the second was")]
    [InlineData("1", "data-db-0=block data-db-1=nas", "", "what an earlier second pod left is nobody's now")]
    [InlineData("2", "data-db-01=nas", "", "a name that is only alike")]
    public void A_claim_that_is_made_already_keeps_what_it_has(string replicas, string made, string refused, string why) =>
        AssertRefused(refused, why, Scene.Of(Set(replicas, string.Empty) + Static + Said.Nas + Said.Block + Claims(made)));

    [Theory]
    [InlineData("0", "1", "data-db-0=nfs", "", "data-db-0", "from rest the first claim will be made")]
    [InlineData("1", "2", "data-db-0=block data-db-1=nfs", "", "data-db-1", "the second claim will be made")]
    [InlineData("1", "2", "data-db-0=nfs data-db-1=nfs", "data-db-0=nas", "data-db-1", "the second claim will be made, wherever the first lies")]
    [InlineData("1", "3", "data-db-2=nfs data-db-1=block data-db-0=block", "", "data-db-2", "the third claim will be made")]
    [InlineData("0", "1", "data-db-0=block data-db-1=nfs", "", "", "the second will not")]
    [InlineData("0", "1", "data-db-0=nfs", "data-db-0=nas", "", "the claim is there, and nothing is made")]
    [InlineData("1", "1", "data-db-0=nfs", "", "", "nothing changes")]
    [InlineData("2", "1", "data-db-0=nfs data-db-1=nfs", "", "", "fewer are no worse")]
    [InlineData("3", "0", "data-db-0=nfs", "", "", "rest is no worse")]
    public void A_larger_workload_answers_for_the_claims_that_it_will_make(
        string from,
        string to,
        string kept,
        string made,
        string refused,
        string why)
    {
        var scene = Scene.Of(Set(from, string.Empty) + Static + Said.Nas + Volumes(kept) + Claims(made));
        var before = scene.Find<Workload>("db");
        var verdict = scene.Judge.Of(before with { Replicas = int.Parse(to, System.Globalization.CultureInfo.InvariantCulture) }, before);
        Assert.True(string.Equals(refused, Refused(verdict), StringComparison.Ordinal), $"{why}: {Refused(verdict)}");
    }

    [Fact]
    public void Of_several_templates_each_has_its_own_volumes()
    {
        const string Data = "{metadata: {name: data}";
        const string More = "{metadata: {name: more}, spec: {accessModes: [ReadWriteOnce], storageClassName: static}}";
        var two = Set("2", string.Empty).Replace($"[{Data}", $"[{More}, {Data}", StringComparison.Ordinal);
        var scene = Scene.Of(two + Static + Volumes("more-db-0=nfs more-db-1=nfs data-db-0=block data-db-1=nfs"));
        AssertRefused("data-db-1", "the second template's second claim", scene);
    }

    [Fact]
    public void A_kept_volume_does_not_hide_what_the_class_of_the_others_is()
    {
        var set = Set("3", string.Empty).Replace("storageClassName: static", "storageClassName: truenas-nfs", StringComparison.Ordinal);
        AssertRefused("data", "what the template asks for", Scene.Of(set + Said.Nas + Volumes("data-db-0=block", "truenas-nfs")));
    }

    [Theory]
    [InlineData("a/home", "data-db-0=block", "a/storage", "data-db-1=nfs", "data-db-1", "each claim has the volume that is nearest for it")]
    [InlineData("a/home", "data-db-0=block", "a/storage", "data-db-0=nfs", "", "the nearer of two for one claim")]
    [InlineData("a/storage", "data-db-0=nfs", "b/storage", "data-db-0=block data-db-1=smb", "data-db-0 data-db-1", "wherever the others are")]
    public void A_volume_may_be_written_in_any_folder(
        string folder,
        string kept,
        string otherFolder,
        string others,
        string refused,
        string why) => AssertRefused(
        refused,
        why,
        new Scene(
            string.Empty,
            ("a/home/set.yaml", Set("2", string.Empty) + Static),
            ($"{folder}/volumes.yaml", Volumes(kept)),
            ($"{otherFolder}/volumes.yaml", Volumes(others))));

    [Fact]
    public void Every_replica_is_told_of_once()
    {
        var scene = Scene.Of(Set("4", string.Empty) + Static + Volumes("data-db-0=block data-db-1=nfs data-db-2=nfs data-db-3=block"));
        Assert.Equal(["data-db-0", "data-db-1"], scene.Judge.Of(scene.Find<Workload>("db")).Facts!.Mounts.Select(m => m.Claim!.Name));
    }

    private static void AssertRefused(string expected, string why, Scene scene)
    {
        var verdict = scene.Judge.Of(scene.Find<Workload>("db"));
        Assert.True(string.Equals(expected, Refused(verdict), StringComparison.Ordinal), $"{why}: {Refused(verdict)}");
    }

    /// <summary>The claims that a refusal names.</summary>
    private static string Refused(Verdict verdict) => string.Join(
        ' ',
        verdict.Findings
            .Where(d => d is { Action: RuleAction.Deny, Finding.Rule.Id: "sqlite-on-network-filesystem" })
            .Select(d => d.Finding.Message.Split(" claim ")[1].Split(' ')[0])
            .Order(StringComparer.Ordinal));

    private static string Set(string replicas, string ordinals) =>
        $"---\n{{apiVersion: apps/v1, kind: StatefulSet, metadata: {{name: db, namespace: home}}, spec: {{replicas: {replicas}, {ordinals}template: {{spec: "
            + "{containers: [{name: c, image: sissbruecker/linkding, volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]}}, volumeClaimTemplates: "
            + "[{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: static}}]}}\n";

    private static string Claims(string made) => string.Concat(Pairs(made).Select(pair =>
        $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {pair[0]}, namespace: home}}, spec: {{accessModes: [ReadWriteOnce], "
            + $"storageClassName: {(pair[1] is "nas" ? "truenas-nfs" : "longhorn-sqlite")}, volumeName: elsewhere-{pair[0]}}}}}\n"));

    private static string Volumes(string kept, string storageClass = "static") => string.Concat(Pairs(kept).Select(pair =>
        $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: for-{pair[0]}}}, spec: {{accessModes: [ReadWriteOnce], "
            + $"storageClassName: {storageClass}, claimRef: {{namespace: home, name: '{pair[0]}'}}, {Backing(pair[1])}}}}}\n"));

    private static string Backing(string word) => word switch
    {
        "nfs" => "nfs: {server: nas, path: /x}",
        "smb" => "csi: {driver: smb.csi.k8s.io, volumeHandle: h}",
        _ => "csi: {driver: driver.longhorn.io, volumeHandle: h}",
    };

    private static IEnumerable<string[]> Pairs(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='));
}
