using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>Who is refused: a change for what it makes worse, a controller's object at most once, a volume for what it does to claims.</summary>
public sealed class ChangeTests
{
    private const string Classes =
        """
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: nfs.csi.k8s.io, parameters: {server: nas, share: /x},
         reclaimPolicy: Retain}
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: block}, provisioner: driver.longhorn.io, reclaimPolicy: Retain}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: on-nas, namespace: home, creationTimestamp: "2026-11-23T01:00:00Z"},
         spec: {accessModes: [ReadWriteOnce], storageClassName: nas}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: on-nas-too, namespace: home},
         spec: {accessModes: [ReadWriteOnce], storageClassName: nas}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: old, namespace: home, creationTimestamp: "2026-11-22T19:59:59Z"},
         spec: {accessModes: [ReadWriteOnce], storageClassName: nas}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a-day-old, namespace: home, creationTimestamp: "2026-11-22T20:00:00Z"},
         spec: {accessModes: [ReadWriteOnce], storageClassName: nas}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: of-the-future, namespace: home, creationTimestamp: "9999-12-31T23:59:59Z"},
         spec: {accessModes: [ReadWriteOnce], storageClassName: nas}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: on-block, namespace: home},
         spec: {accessModes: [ReadWriteOnce], storageClassName: block}}

        """;

    [Theory]
    [InlineData("", "on-nas", VerdictKind.Deny, "made so")]
    [InlineData("on-nas", "on-nas", VerdictKind.Allow, "it was so before")]
    [InlineData("on-block", "on-nas", VerdictKind.Deny, "made worse")]
    [InlineData("on-nas", "on-block", VerdictKind.Allow, "made better")]
    [InlineData("on-nas-too", "on-nas", VerdictKind.Allow, "another claim is no worse")]
    public void A_change_is_refused_for_what_it_makes_worse(string before, string after, VerdictKind expected, string why)
    {
        var scene = Scene.Of(Classes);
        var verdict = before.Length == 0 ? scene.Judge.Of(App(after)) : scene.Judge.Of(App(after), App(before));
        var kind = verdict.Findings.Where(d => d.Finding.Rule.Id is "sqlite-on-network-filesystem").Select(d => d.Action).FirstOrDefault();
        Assert.True(expected == VerdictKind.Deny == (kind == RuleAction.Deny), $"{why}: {kind}");
        Assert.Equal(expected == VerdictKind.Deny ? RuleAction.Deny : after is "on-nas" ? RuleAction.Audit : RuleAction.Off, kind);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("apps/v1|ReplicaSet|u", false)]
    [InlineData("batch/v1|Job|u", false)]
    [InlineData("v1|Node|u", false)]
    [InlineData("apps.kruise.io/v1alpha1|CloneSet|u", true)]
    [InlineData("apps.kruise.io/v1alpha1|CloneSet|", true)]
    [InlineData("example.com/v1|ReplicaSet|u", true)]
    public void A_pod_of_a_judged_owner_is_warned_of_only(string owner, bool isRefused)
    {
        var scene = Scene.Of(Classes);
        Assert.Equal(isRefused ? VerdictKind.Deny : VerdictKind.Warn, scene.Judge.Of(Pod("pod", "on-nas", owner)).Kind);
    }

    [Theory]
    [InlineData("on-nas", "u", "other", false)]
    [InlineData("on-nas", "u-2", "other", true)]
    [InlineData("on-nas", "u", "pod", false)]
    [InlineData("on-nas", "u-2", "pod", true)]
    [InlineData("old", "u-2", "other", false)]
    [InlineData("a-day-old", "u-2", "other", true)]
    [InlineData("of-the-future", "u-2", "other", true)]
    public void Of_an_owner_that_nobody_judges_only_the_first_pod_is_refused(string claim, string neighboursOwner, string neighbour, bool isRefused)
    {
        var inventory = Scene.Of(Classes).Inventory.With(Pod(neighbour, "on-block", $"apps.kruise.io/v1alpha1|CloneSet|{neighboursOwner}"));
        var judge = new Judge(inventory, Scene.Of(Classes).Policy, FixedTime.Now);
        Assert.Equal(isRefused ? VerdictKind.Deny : VerdictKind.Warn, judge.Of(Pod("pod", claim, "apps.kruise.io/v1alpha1|CloneSet|u")).Kind);
    }

    [Theory]
    [InlineData("on-block", "on-nas", true, "somebody changes the only pod")]
    [InlineData("on-nas", "on-nas", false, "it was so before")]
    public void The_pod_that_is_changed_says_nothing_of_its_owner(string before, string after, bool isRefused, string why)
    {
        const string Owner = "apps.kruise.io/v1alpha1|CloneSet|u";
        var old = Pod("pod", before, Owner);
        var judge = new Judge(Scene.Of(Classes).Inventory.With(old), Scene.Of(Classes).Policy, FixedTime.Now);
        Assert.True(isRefused == (judge.Of(Pod("pod", after, Owner), Pod("pod", before, Owner)).Kind == VerdictKind.Deny), why);
        Assert.Equal(before is "on-nas" ? VerdictKind.Deny : VerdictKind.Allow, judge.Of(old).Kind);
    }

    [Fact]
    public void Claims_of_a_template_tell_of_the_owner_as_well()
    {
        const string Set = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s, namespace: home, ownerReferences: [{apiVersion: databases.example/v1, "
            + "kind: Wiki, name: o, uid: u, controller: true}]}, spec: {replicas: 2, template: {spec: {containers: [{name: c, image: vaultwarden/server, "
            + "volumeMounts: [{name: old, mountPath: /data}]}]}}, volumeClaimTemplates: [{metadata: {name: old}, spec: {accessModes: [ReadWriteOnce], "
            + "storageClassName: nas}}]}}";
        var set = Assert.Single(Scene.Manifests(Set));
        Assert.Equal(VerdictKind.Deny, Scene.Of(Classes).Judge.Of(set).Kind);
        Assert.Equal(VerdictKind.Warn, Scene.Of(Classes.Replace("name: old,", "name: old-s-1,", StringComparison.Ordinal)).Judge.Of(set).Kind);
    }

    [Theory]
    [InlineData("old", "9999-12-31T23:59:59Z")]
    [InlineData("a-day-old", "2026-11-23T20:00:00Z")]
    [InlineData("on-nas", "2026-11-24T01:00:00Z")]
    [InlineData("on-nas-too", "9999-12-31T23:59:59Z")]
    public void What_is_said_ends_when_a_claim_has_grown_old(string claim, string until)
    {
        var judge = Scene.Of(Classes).Judge;
        judge.Of(Pod("pod", claim, "apps.kruise.io/v1alpha1|CloneSet|u"));
        Assert.Equal(until, judge.Until.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_owner_whose_last_pod_was_drained_gets_it_back()
    {
        var first = Pod("first", "on-block", "apps.kruise.io/v1alpha1|CloneSet|u");
        var drained = new Judge(Scene.Of(Classes).Inventory.With(first).After(first), Scene.Of(Classes).Policy, FixedTime.Now);
        Assert.Equal(VerdictKind.Warn, drained.Of(Pod("pod", "on-nas", "apps.kruise.io/v1alpha1|CloneSet|u")).Kind);
        Assert.Equal(VerdictKind.Deny, drained.Of(Pod("pod", "on-nas", "apps.kruise.io/v1alpha1|CloneSet|u-2")).Kind);
    }

    [Theory]
    [InlineData("storageClassName: nas", "", VerdictKind.Warn, "given a default later")]
    [InlineData("storageClassName: nas", "storageClassName: block", VerdictKind.Deny, "changed by somebody")]
    [InlineData("storageClassName: nas", "storageClassName: ''", VerdictKind.Deny, "changed by somebody")]
    public void A_class_that_the_api_server_gives_later_is_not_refused(string after, string before, VerdictKind expected, string why)
    {
        var scene = Scene.Of(Classes + Written("new"));
        Assert.True(expected == scene.Judge.Of(Claim(after), Claim(before)).Kind, why);
    }

    [Theory]
    [InlineData("nfs: {server: nas, path: /x}", "x: y", "", VerdictKind.Deny)]
    [InlineData(
        "nfs: {server: nas, path: /x}",
        "homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: moving",
        "",
        VerdictKind.Allow)]
    [InlineData("nfs: {server: nas, path: /x}", "pv.kubernetes.io/provisioned-by: nfs.csi.k8s.io", "", VerdictKind.Allow)]
    [InlineData("nfs: {server: nas, path: /x}", "x: y", "uid: u, ", VerdictKind.Allow)]
    [InlineData("iscsi: {targetPortal: nas, iqn: i, lun: 0}", "x: y", "", VerdictKind.Allow)]
    public void A_volume_made_by_hand_is_judged_by_what_it_does_to_claims(string backing, string annotation, string bound, VerdictKind expected)
    {
        foreach (var kept in new[] { $", claimRef: {{{bound}namespace: home, name: new}}", $", claimRef: {{{bound}name: new}}", bound.Length > 0
            ? $", claimRef: {{{bound}namespace: home, name: new}}"
            : string.Empty })
        {
            var volume = Assert.Single(Scene.Manifests($"{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv, annotations: "
                + $"{{{annotation}}}}}, spec: {{accessModes: [ReadWriteOnce], {backing}{kept}}}}}"));
            var verdict = Scene.Of(Classes
                + Written("new")
                + "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: new, namespace: home}, spec: {accessModes: "
                    + "[ReadWriteOnce], storageClassName: ''}}\n").Judge
                .Of(volume);
            Assert.Equal(expected, verdict.Kind);
            Assert.All(verdict.Findings.Where(d => d.Action == RuleAction.Deny), d =>
            {
                Assert.Equal("/spec", d.Finding.Pointer);
                Assert.Equal("PersistentVolumeClaim home/new", d.Finding.Related?.ToString());
            });
        }
    }

    [Fact]
    public void A_volume_that_was_there_before_is_judged_by_its_change()
    {
        var judge = Scene.Of(Classes
            + Written("new")
            + "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: new, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
                + "storageClassName: ''}}\n").Judge;
        Assert.Equal(VerdictKind.Allow, judge.Of(Volume("nfs: {server: nas, path: /x}"), Volume("nfs: {server: nas, path: /y}")).Kind);
        Assert.Equal(VerdictKind.Deny, judge.Of(Volume("nfs: {server: nas, path: /x}"), Volume("iscsi: {targetPortal: nas, iqn: i, lun: 0}")).Kind);
    }

    private static Manifest Volume(string backing) =>
        Assert.Single(Scene.Manifests($"{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{accessModes: "
            + $"[ReadWriteOnce], {backing}, claimRef: {{namespace: home, name: new}}}}}}"));

    private static Manifest Claim(string spec) =>
        Assert.Single(Scene.Manifests($"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: new, namespace: home}}, spec: "
            + $"{{accessModes: [ReadWriteOnce], {(spec.Length > 0 ? spec : "volumeMode: Filesystem")}}}}}"));

    private static Manifest App(string claim) => Assert.Single(Scene.Manifests(Written(claim)));

    private static string Written(string claim) =>
        $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: app, namespace: home}}, spec: {{strategy: {{type: Recreate}}, "
            + $"template: {{spec: {PodSpec(claim)}}}}}}}\n";

    private static Manifest Pod(string name, string claim, string owner)
    {
        var owners = owner.Split('|') is [var version, var kind, var uid]
            ? $", ownerReferences: [{{apiVersion: {version}, kind: {kind}, name: o, uid: '{uid}', controller: true}}]"
            : string.Empty;
        return Assert.Single(Scene.Manifests(
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, namespace: home{owners}}}, spec: {PodSpec(claim)}}}"));
    }

    private static string PodSpec(string claim) =>
        $"{{containers: [{{name: c, image: vaultwarden/server, volumeMounts: [{{name: v, mountPath: /data}}]}}], volumes: [{{name: v, "
            + $"persistentVolumeClaim: {{claimName: {claim}}}}}]}}";
}
