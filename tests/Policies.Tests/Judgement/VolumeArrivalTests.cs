using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Tests.Rules;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>A PersistentVolume answers for what it makes worse, and only for that.</summary>
public sealed class VolumeArrivalTests
{
    private const string Denied = "deny PersistentVolumeClaim home/data sqlite-on-network-filesystem";

    [Theory]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}", "x: y", Denied, "it fits a claim that waits for one")]
    [InlineData("storageClassName: '', volumeName: pv", "nfs: {server: nas, path: /x}", "x: y", Denied, "a claim asks for it by name")]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}, claimRef: {namespace: home, name: data}", "x: y", Denied, "it is kept for a claim")]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}, claimRef: {name: data}", "x: y", Denied, "it is kept for a claim of any namespace")]
    [InlineData("storageClassName: '', volumeName: other", "nfs: {server: nas, path: /x}", "x: y", "", "the claim asks for another")]
    [InlineData("storageClassName: ''", "nfs: {server: nas, path: /x}, claimRef: {namespace: work, name: data}", "x: y", "", "it is kept for another")]
    [InlineData(
        "storageClassName: ''",
        "nfs: {server: nas, path: /x}",
        "homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: moving",
        "",
        "somebody accepted it")]
    public void A_volume_answers_for_the_claims_that_end_up_on_it(string claim, string volume, string annotations, string expected, string why) =>
        AssertSaid(expected, why, Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim(claim) + Volume(volume, annotations));

    [Fact]
    public void What_is_only_noted_is_no_business_of_the_volumes() =>
        AssertSaid(
            string.Empty,
            "a library that an app may delete is a note",
            Said.App("jellyfin/jellyfin", "/media") + Said.Claim("storageClassName: ''") + Volume("nfs: {server: nas, path: /x}", "x: y"));

    [Theory]
    [InlineData("replicas: 0", "storageClassName: ''", "claimRef: {namespace: home, name: data-db-0}", "data-db-0", "the first that will be made")]
    [InlineData("replicas: 2", "storageClassName: ''", "claimRef: {namespace: home, name: data-db-1}", "data-db-1", "any that will be made")]
    [InlineData("replicas: 1", "storageClassName: ''", "claimRef: {name: data-db-0}", "data-db-0", "in any namespace")]
    [InlineData("replicas: 1, ordinals: {start: 4}", "storageClassName: ''", "claimRef: {namespace: home, name: data-db-4}", "data-db-4", "numbered otherwise")]
    [InlineData("replicas: 1", "storageClassName: manual", "storageClassName: manual", "data", "by its class")]
    [InlineData("replicas: 0", "storageClassName: manual", "storageClassName: manual", "data", "by its class, at rest")]
    [InlineData("replicas: 1", "volumeMode: Filesystem", "storageClassName: usual", "data", "by the class that is the default")]
    [InlineData("replicas: 1", "storageClassName: '', selector: {matchLabels: {disk: a}}", "accessModes: [ReadWriteOnce]", "data", "by its labels")]
    [InlineData("replicas: 1", "storageClassName: '', volumeName: pv", "accessModes: [ReadWriteOnce]", "data", "by its name")]
    [InlineData("replicas: 1", "storageClassName: '', resources: {requests: {storage: 1Gi}}", "capacity: {storage: 2Gi}", "data", "it is large enough")]
    [InlineData("replicas: 1", "storageClassName: '', resources: {requests: {storage: 1Gi}}", "capacity: {storage: 1Mi}", "", "it is too small")]
    [InlineData("replicas: 1", "storageClassName: '', selector: {matchLabels: {disk: b}}", "accessModes: [ReadWriteOnce]", "", "other labels")]
    [InlineData("replicas: 1", "storageClassName: ''", "claimRef: {namespace: home, name: data-db-1}", "", "no such pod")]
    [InlineData("replicas: 1", "storageClassName: ''", "claimRef: {namespace: home, name: data-db-00}", "", "no such name")]
    [InlineData("replicas: 1", "storageClassName: ''", "claimRef: {namespace: work, name: data-db-0}", "", "another namespace")]
    [InlineData("replicas: 1", "storageClassName: ''", "claimRef: {namespace: home, name: more-db-0}", "", "no such template")]
    public void A_volume_answers_for_claims_that_a_workload_will_make(string set, string template, string volume, string claim, string why) => AssertSaid(
        claim.Length > 0 ? "deny StatefulSet home/db sqlite-on-network-filesystem" : string.Empty,
        why,
        Set(set, template) + Usual + $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv, labels: {{disk: a}}}}, spec: "
            + $"{{{volume}, nfs: {{server: nas, path: /x}}}}}}\n",
        claim);

    [Theory]
    [InlineData("replicas: 1", "storageClassName: ''", "claimRef: {namespace: home, name: data-db-0}")]
    [InlineData("replicas: 1", "storageClassName: manual", "storageClassName: manual")]
    [InlineData("replicas: 1", "storageClassName: '', volumeName: pv", "accessModes: [ReadWriteOnce]")]
    public void A_volume_answers_for_nothing_in_a_namespace_that_is_ignored(string set, string template, string volume) => AssertSaid(
        string.Empty,
        "nobody asks about the namespace",
        Set(set, template) + "---\n{apiVersion: v1, kind: Namespace, metadata: {name: home, labels: {homelab-storage.io/ignore: 'true'}}}\n"
            + $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{{volume}, nfs: {{server: nas, path: /x}}}}}}\n");

    [Fact]
    public void A_claim_that_is_made_is_told_itself_and_its_maker_is_not() => AssertSaid(
        "deny PersistentVolumeClaim home/data-db-0 sqlite-on-network-filesystem",
        "the claim is there",
        Set("replicas: 1", "storageClassName: ''")
            + Said.Claim("storageClassName: ''").Replace("name: data,", "name: data-db-0,", StringComparison.Ordinal)
            + Volume("nfs: {server: nas, path: /x}, claimRef: {namespace: home, name: data-db-0}", "x: y"));

    [Fact]
    public void A_claim_that_a_pod_will_make_for_itself_counts() => AssertSaid(
        "deny Deployment home/app sqlite-on-network-filesystem",
        "it will ask for the volume's class",
        Said.App(
            "sissbruecker/linkding",
            "/etc/linkding/data",
            "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: ''}}}")
            + Volume("accessModes: [ReadWriteOnce], nfs: {server: nas, path: /x}", "x: y"));

    [Fact]
    public void Every_claim_that_ends_up_on_it_is_named()
    {
        var two = Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim("storageClassName: ''");
        var others = two.Replace("name: data", "name: more", StringComparison.Ordinal)
            .Replace("claimName: data", "claimName: more", StringComparison.Ordinal)
            .Replace("name: app, namespace", "name: second, namespace", StringComparison.Ordinal);
        var scene = Scene.Of(two + others + Volume("nfs: {server: nas, path: /x}", "x: y"));
        var findings = scene.Judge.Of(scene.Find<Volume>("pv")).Findings.Where(d => d.Finding.Rule.Id is "sqlite-on-network-filesystem").ToArray();
        Assert.Equal(["data", "more"], findings.Select(d => d.Finding.Related!.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, findings.Select(d => d.Finding.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(findings, d => Assert.Equal("/spec", d.Finding.Pointer));
    }

    [Fact]
    public void Of_two_makers_that_have_no_name_yet_each_is_asked()
    {
        const string Asked = "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: ''}}}";
        AssertSaid(
            "deny Deployment home/app- sqlite-on-network-filesystem",
            "the second keeps SQLite there",
            Said.App("library/nginx", "/usr/share/nginx", Asked, metadata: "generateName: app-")
                + Said.App("sissbruecker/linkding", "/etc/linkding/data", Asked, metadata: "generateName: app-")
                + Volume("accessModes: [ReadWriteOnce], nfs: {server: nas, path: /x}", "x: y"));
    }

    private static string Volume(string spec, string annotations) =>
        $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv, annotations: {{{annotations}}}}}, spec: {{storageClassName: '', {spec}}}}}\n";

    private const string Usual = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: usual, annotations: "
        + "{storageclass.kubernetes.io/is-default-class: 'true'}}, provisioner: kubernetes.io/no-provisioner}\n";

    private static string Set(string spec, string template) =>
        $"---\n{{apiVersion: apps/v1, kind: StatefulSet, metadata: {{name: db, namespace: home}}, spec: {{{spec}, template: {{spec: {{containers: [{{name: c, "
            + "image: sissbruecker/linkding, volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]}}, volumeClaimTemplates: [{metadata: {name: data}, "
            + $"spec: {{{template}}}}}]}}}}\n";

    private static void AssertSaid(string expected, string why, string text, string claim = "")
    {
        var scene = Scene.Of(text);
        Assert.Contains(claim.Length > 0 ? $"claim {claim} is on NFS" : string.Empty, Messages(scene), StringComparison.Ordinal);
        var said = string.Join(
            " ; ",
            scene.Judge.Of(scene.Find<Volume>("pv")).Findings
                .Where(d => d.Finding.Rule.Id is "sqlite-on-network-filesystem" or "media-mounted-writable")
                .Select(d => $"{Policies.Vocabulary.Words.Actions.Spell(d.Action)} {d.Finding.Related} {d.Finding.Rule.Id}"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), $"{why}: {said}");
    }

    private static string Messages(Scene scene) => string.Join('\n', scene.Judge.Of(scene.Find<Volume>("pv")).Findings.Select(d => d.Finding.Message));
}
