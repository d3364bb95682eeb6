using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Tests.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>What a controller makes again and again is refused at most once; and every volume that an object will make is told of.</summary>
public sealed class OwnerTests
{
    [Theory]
    [InlineData("", RuleAction.Deny, "nobody owns it")]
    [InlineData("{apiVersion: v1, kind: Pod, name: p, uid: u, controller: true}", RuleAction.Warn, "the pod's own volume was judged with it")]
    [InlineData("{apiVersion: v1, kind: Pod, name: q, uid: u, controller: true}", RuleAction.Deny, "the claim of a pod's volume begins with its name")]
    [InlineData("{apiVersion: v1, kind: Pod, name: p-data, uid: u, controller: true}", RuleAction.Deny, "and with more than that")]
    [InlineData("{apiVersion: v1, kind: Pod, name: p, uid: u}", RuleAction.Deny, "who is no controller makes nothing again")]
    [InlineData("{apiVersion: apps/v1, kind: StatefulSet, name: s, uid: u, controller: true}", RuleAction.Warn, "its owner is judged itself")]
    [InlineData("{apiVersion: example.com/v1, kind: Pod, name: p, uid: u, controller: true}", RuleAction.Deny, "an owner that nobody judges")]
    [InlineData("{apiVersion: v1, kind: Node, name: n, uid: u, controller: true}", RuleAction.Warn, "a kubelet makes it whatever is said")]
    public void A_claim_is_refused_unless_its_owner_would_make_it_again(string owner, RuleAction expected, string why)
    {
        var scene = Scene.Of(
            Said.App("sissbruecker/linkding", "/etc/linkding/data", "persistentVolumeClaim: {claimName: p-data}")
                + Said.Claim(
                    "storageClassName: truenas-nfs, accessModes: [ReadWriteOnce]",
                    more: owner.Length > 0 ? $", ownerReferences: [{owner}]" : string.Empty).Replace("name: data,", "name: p-data,", StringComparison.Ordinal)
                + Said.Nas);
        var found = scene.Judge.Of(scene.Find<Claim>("p-data")).Findings.Single(d => d.Finding.Rule.Id is "sqlite-on-network-filesystem");
        Assert.True(expected == found.Action, $"{why}: {found.Action}");
    }

    [Theory]
    [InlineData("a, b", "/spec/volumeClaimTemplates/0/spec/storageClassName /spec/volumeClaimTemplates/1/spec/storageClassName")]
    [InlineData("a", "/spec/volumeClaimTemplates/0/spec/storageClassName")]
    public void Every_claim_template_without_a_class_is_told_of(string names, string pointers)
    {
        var all = names.Split(", ");
        var scene = Scene.Of(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: home}, spec: {template: {spec: {containers: [{name: c, image: strange, "
                + $"volumeMounts: [{string.Join(", ", all.Select(n => $"{{name: {n}, mountPath: /{n}}}"))}]}}]}}}}, "
                + $"volumeClaimTemplates: [{string.Join(", ", all.Select(n => $"{{metadata: {{name: {n}}}, spec: {{accessModes: [ReadWriteOnce]}}}}"))}]}}}}\n"
                + Said.Nas + Said.Disk);
        var said = scene.Judge.Of(scene.Find<Workload>("db")).Findings.Where(d => d.Finding.Rule.Id is "storage-class-not-chosen");
        Assert.Equal(pointers, string.Join(' ', said.Select(d => d.Finding.Pointer)));
    }
}
