using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What is said of a claim, or of a template of claims, at both sides of each edge.</summary>
public sealed class ClaimRulesTests
{
    private const string Force = "kustomize.toolkit.fluxcd.io/force";
    private const string Flux = "---\n{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: apps, namespace: "
        + "flux-system}, spec: {path: ./home, prune: PRUNE, force: FORCE}}\n";

    [Theory]
    [InlineData(
        Force + ": enabled", "", "false",
        "warn observed /metadata/annotations/kustomize.toolkit.fluxcd.io~1force: claim data has kustomize.toolkit.fluxcd.io/force: Flux "
            + "may delete it and its data to change it "
            + "| PersistentVolumeClaim home/data: metadata.annotations: remove kustomize.toolkit.fluxcd.io/force")]
    [InlineData(
        Force + ": Enabled", "", "true",
        "warn observed /metadata/annotations/kustomize.toolkit.fluxcd.io~1force: claim data has kustomize.toolkit.fluxcd.io/force: Flux "
            + "may delete it and its data to change it "
            + "| PersistentVolumeClaim home/data: metadata.annotations: remove kustomize.toolkit.fluxcd.io/force")]
    [InlineData(Force + ": disabled", "", "false", "")]
    [InlineData(
        "x: y", ", labels: {" + Force + ": enabled}", "false",
        "warn observed /metadata/labels/kustomize.toolkit.fluxcd.io~1force: claim data has kustomize.toolkit.fluxcd.io/force: Flux may "
            + "delete it and its data to change it | PersistentVolumeClaim home/data: metadata.labels: remove kustomize.toolkit.fluxcd.io/force")]
    [InlineData(
        "x: y", "", "true",
        "warn observed : claim data is applied by Kustomization flux-system/apps with force: Flux may delete it and its data to change it "
            + "| Kustomization flux-system/apps: spec.force: false")]
    [InlineData("x: y", "", "false", "")]
    public void Flux_with_force_is_told_of_on_a_claim(string annotations, string more, string force, string expected) =>
        AssertSaid(
            expected,
            "flux-force-deletes-claim",
            Said.Claim("storageClassName: local-path", annotations, more)
                + Flux.Replace("FORCE", force, StringComparison.Ordinal).Replace("PRUNE", "true", StringComparison.Ordinal));

    [Theory]
    [InlineData(
        "StatefulSet", ", volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]",
        "warn observed /metadata/annotations/kustomize.toolkit.fluxcd.io~1force: StatefulSet home/app has "
            + "kustomize.toolkit.fluxcd.io/force: Flux may delete it and its data to change it "
            + "| StatefulSet home/app: metadata.annotations: remove kustomize.toolkit.fluxcd.io/force")]
    [InlineData("StatefulSet", "", "")]
    [InlineData("Deployment", "", "")]
    public void Of_workloads_only_those_that_make_claims_are_told_of_force(string kind, string spec, string expected)
    {
        var scene = Scene.Of($"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: app, namespace: home, annotations: {{{Force}: enabled}}}}, "
            + $"spec: {{template: {{spec: {{containers: []}}}}{spec}}}}}");
        var said = Said.By("flux-force-deletes-claim", scene, scene.Find<Workload>("app"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }

    [Theory]
    [InlineData(
        "sissbruecker/linkding", "x: y", "", "true",
        "audit observed /metadata: claim data holds critical data of linkding, and Kustomization flux-system/apps prunes it when its manifest "
            + "leaves Git | PersistentVolumeClaim home/data: metadata.annotations: kustomize.toolkit.fluxcd.io/prune: disabled")]
    [InlineData("sissbruecker/linkding", "x: y", "", "false", "")]
    [InlineData("sissbruecker/linkding", "kustomize.toolkit.fluxcd.io/prune: Disabled", "", "true", "")]
    [InlineData(
        "sissbruecker/linkding", "kustomize.toolkit.fluxcd.io/prune: enabled", "", "true",
        "audit observed /metadata: claim data holds critical data of linkding, and Kustomization flux-system/apps prunes it when its manifest "
            + "leaves Git | PersistentVolumeClaim home/data: metadata.annotations: kustomize.toolkit.fluxcd.io/prune: disabled")]
    [InlineData("sissbruecker/linkding", "x: y", ", labels: {kustomize.toolkit.fluxcd.io/prune: disabled}", "true", "")]
    [InlineData("somebody/strange", "x: y", "", "true", "")]
    public void A_critical_claim_that_flux_prunes_is_told_of(string image, string annotations, string more, string prune, string expected) => AssertSaid(
        expected,
        "flux-prune-deletes-critical-claim",
        Said.App(image, "/etc/linkding/data")
            + Said.Claim("storageClassName: local-path", annotations, more)
            + Flux.Replace("PRUNE", prune, StringComparison.Ordinal).Replace("FORCE", "false", StringComparison.Ordinal));

    [Theory]
    [InlineData(
        "storageClassName: local-path, accessModes: [ReadWriteMany, ReadOnlyMany]",
        "deny observed /spec/accessModes: claim data asks for ReadOnlyMany, ReadWriteMany, but class local-path supports "
            + "only ReadWriteOnce, ReadWriteOncePod | PersistentVolumeClaim home/data: spec.accessModes: [ReadWriteOnce]")]
    [InlineData("storageClassName: local-path, accessModes: [ReadWriteOnce]", "")]
    [InlineData("storageClassName: truenas-nfs, accessModes: [ReadWriteMany]", "")]
    [InlineData("storageClassName: longhorn-sqlite, accessModes: [ReadWriteMany], volumeMode: Block", "")]
    [InlineData("storageClassName: local-path, accessModes: [ReadWriteOnce], volumeMode: Block", "")]
    [InlineData("storageClassName: '', accessModes: [ReadWriteMany]", "")]
    public void A_mode_that_is_not_served_is_refused(string spec, string expected) =>
        AssertSaid(expected, "access-mode-not-served", Said.Claim(spec) + Said.Nas + Said.Disk + Said.Block);

    [Theory]
    [InlineData(
        "storageClassName: locl-path",
        "warn observed /spec/storageClassName: claim data names StorageClass 'locl-path', which was not found: did you mean local-path? "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: local-path")]
    [InlineData(
        "storageClassName: quicksilver",
        "warn observed /spec/storageClassName: claim data names StorageClass 'quicksilver', which was not found "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: one of local-path, longhorn-sqlite, truenas-nfs")]
    [InlineData("storageClassName: local-path", "")]
    [InlineData(
        "storageClassName: locl-path, volumeName: pv",
        "warn observed /spec/storageClassName: claim data names StorageClass 'locl-path', which was not found: did you mean local-path? "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: local-path")]
    public void A_class_that_is_not_there_is_told_of(string spec, string expected) =>
        AssertSaid(expected, "storage-class-not-found", Said.Claim(spec) + Said.Nas + Said.Disk + Said.Block);

    /// <summary>A name that is still to be filled in is no class, and what nobody knows may be a database.</summary>
    [Theory]
    [InlineData("CHANGE_ME", "driver.longhorn.io, parameters: {numberOfReplicas: '3'}")]
    [InlineData("smb-files", "smb.csi.k8s.io, parameters: {source: //nas/files}")]
    public void A_class_that_may_not_do_is_no_correction(string name, string provisioner) => AssertSaid(
        "warn observed /spec/storageClassName: claim data names StorageClass 'quicksilver', which was not found "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: one of local-path, truenas-nfs",
        "storage-class-not-found",
        Said.Claim("storageClassName: quicksilver") + Said.Nas + Said.Disk
            + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: {name}}}, provisioner: {provisioner}, reclaimPolicy: Retain}}\n");

    [Theory]
    [InlineData("accessModes: [ReadWriteMany]", "access-mode-not-served", "")]
    [InlineData(
        "accessModes: [ReadWriteMany], storageClassName: local-path", "access-mode-not-served",
        "deny observed /spec/volumeClaimTemplates/1/spec/accessModes: claim template two asks for ReadWriteMany, but class local-path "
            + "supports only ReadWriteOnce, ReadWriteOncePod "
            + "| StatefulSet home/app: spec.volumeClaimTemplates[1].spec.accessModes: [ReadWriteOnce]")]
    [InlineData(
        "accessModes: [ReadWriteOnce]", "storage-class-not-chosen",
        "audit observed /spec/volumeClaimTemplates/1/spec/storageClassName: claim template two sets no storageClassName, so it gets the "
            + "cluster's default class | StatefulSet home/app: spec.volumeClaimTemplates[1].spec.storageClassName: a class of this cluster")]
    public void A_template_is_asked_as_a_claim_is(string spec, string rule, string expected)
    {
        var scene = Scene.Of(
            $"---\n{{apiVersion: apps/v1, kind: StatefulSet, metadata: {{name: app, namespace: home}}, spec: {{template: {{spec: {{containers: "
                + $"[{{name: c, image: x, volumeMounts: [{{name: one, mountPath: /x}}, {{name: two, mountPath: /y}}]}}]}}}}, "
            + $"volumeClaimTemplates: [{{metadata: {{name: one}}, spec: {{storageClassName: local-path, accessModes: [ReadWriteOnce]}}}}, "
                + $"{{metadata: {{name: two}}, spec: {{{spec}}}}}]}}}}\n"
                + Said.Disk);
        var said = Said.By(rule, scene, scene.Find<Workload>("app"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }

    /// <summary>An operator's own object has its class in a field of its own, and its database is dumped and not copied.</summary>
    [Theory]
    [InlineData("storage-class-not-chosen", "size: 1Gi", "Cluster home/app: spec.storage.storageClass: longhorn-sqlite")]
    [InlineData("storage-class-not-found", "size: 1Gi, storageClass: longhorn-sqlit", "Cluster home/app: spec.storage.storageClass: longhorn-sqlite")]
    [InlineData("critical-data-on-node-local", "size: 1Gi, storageClass: local-path", "a ScheduledBackup to an object store")]
    public void An_operators_claims_are_told_in_its_own_fields(string rule, string storage, string expected)
    {
        var scene = Scene.Of($"---\n{{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {{name: app, namespace: home}}, spec: {{instances: 1, "
            + $"storage: {{{storage}}}}}}}\n" + Said.Block + Said.Disk);
        var said = Said.By(rule, scene, scene.Find<Workload>("app"));
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.DoesNotContain("spec.storage.spec", said, StringComparison.Ordinal);
        Assert.DoesNotContain("CronJob that copies", said, StringComparison.Ordinal);
    }

    /// <summary>A class that the cluster may not have is only written in time where it cannot be written later, whoever makes the StatefulSet.</summary>
    [Theory]
    [InlineData("type: statefulset, statefulset: {volumeClaimTemplates: [{name: data, size: 1Gi, globalMounts: [{path: /data}]}]}", RuleAction.Fix)]
    [InlineData("type: deployment", RuleAction.Audit)]
    public void What_cannot_be_written_later_is_asked_for_now(string controller, RuleAction expected)
    {
        var text = "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: app, namespace: home}, spec: {chart: {spec: "
            + "{chart: app-template, version: 4.1.1, sourceRef: {kind: HelmRepository, name: x}}}, values: {controllers: {main: {" + controller
            + ", containers: {main: {image: {repository: vaultwarden/server, tag: a}}}}}"
            + (expected == RuleAction.Audit ? ", persistence: {data: {size: 1Gi, accessMode: ReadWriteOnce, globalMounts: [{path: /data}]}}" : string.Empty)
            + "}}}";
        var results = Policies.Reports.Audit.Of([.. ManifestReader.ReadAll(text, "f.yaml")], ShippedPolicy.Read(), FixedTime.Now).Results;
        Assert.Equal(expected, Assert.Single(results.SelectMany(r => r.Verdict.Findings), d => d.Finding.Rule.Id is "storage-class-not-chosen").Action);
    }

    private static void AssertSaid(string expected, string rule, string text)
    {
        var scene = Scene.Of(text);
        var said = Said.By(rule, scene, scene.Find<Claim>("data"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }
}
