using HomelabStorage.Policies.Facts;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>The order of truth behind a claim: its volume, a volume that will fit, its class, the policy's word, a guess by name.</summary>
public sealed class ClaimResolverTests
{
    private const string Classes =
        """
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: nfs.csi.k8s.io, parameters: {server: nas, share: /x}}
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: usual, annotations: {storageclass.kubernetes.io/is-default-class: "true"}},
         provisioner: rancher.io/local-path}
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: strange}, provisioner: unheard.of/driver}
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: static}, provisioner: kubernetes.io/no-provisioner}

        """;

    [Theory]
    [InlineData("storageClassName: nas", "nas", "NFS CSI driver by class nas → nfs.csi.k8s.io (StorageClass)")]
    [InlineData("", "usual", "local-path by class usual → rancher.io/local-path (StorageClass)")]
    [InlineData("storageClassName: strange", "strange", "nothing is known about provisioner 'unheard.of/driver' of class strange")]
    [InlineData("storageClassName: static", "static", "nothing is known about provisioner 'kubernetes.io/no-provisioner' of class static")]
    [InlineData("storageClassName: longhorn", "longhorn", "Longhorn by class longhorn is Longhorn (policy homelab)")]
    [InlineData("storageClassName: nfs-csi", "nfs-csi", "NFS CSI driver by class nfs-csi was not found; NFS CSI driver is a guess by its name")]
    [InlineData("storageClassName: mystery", "mystery", "StorageClass 'mystery' was not found")]
    [InlineData("storageClassName: ''", "", "no PersistentVolume fits the claim")]
    [InlineData("storageClassName: '', volumeName: pv-9", "", "PersistentVolume 'pv-9' was not found")]
    public void A_claim_is_followed_to_what_is_behind_it(string spec, string storageClass, string behind)
    {
        var link = Link(spec, Classes);
        Assert.Equal(storageClass, link.Class.Name);
        Assert.Equal(behind, Spell(link.Backend));
    }

    [Theory]
    [InlineData("", "it names no StorageClass and no default class was found")]
    [InlineData("volumeName: pv-9", "PersistentVolume 'pv-9' was not found")]
    public void Without_a_class_or_a_default_the_reason_says_what_is_missing(string spec, string reason) =>
        Assert.Equal(reason, Spell(Link(spec, string.Empty).Backend));

    [Theory]
    [InlineData("", "env: [{name: PROVISIONER_NAME, value: home/nfs}, {name: NFS_SERVER, value: 192.0.2.9}]", "192.0.2.9")]
    [InlineData("", "env: [{name: NFS_SERVER, value: 192.0.2.9}, {name: PROVISIONER_NAME, value: home/nfs}]", "192.0.2.9")]
    [InlineData("", "env: [{name: PROVISIONER_NAME, value: home/nfs}, {name: NFS_SERVER, value: a}, {name: NFS_SERVER, value: b}]", "b")]
    [InlineData("", "env: [{name: PROVISIONER_NAME, value: home/nfs}, {name: PROVISIONER_NAME, value: x}, {name: NFS_SERVER, value: b}]", "")]
    [InlineData("", "env: [{name: PROVISIONER_NAME, value: home/nfs}]", "")]
    [InlineData("", "env: [{name: PROVISIONER_NAME, value: home/other}, {name: NFS_SERVER, value: 192.0.2.9}]", "")]
    [InlineData("", "env: [{name: PROVISIONER, value: home/nfs}, {name: NFS_SERVER, value: 192.0.2.9}]", "")]
    [InlineData("", "env: [{name: PROVISIONER_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: NFS_SERVER, value: b}]", "")]
    [InlineData("", "args: [x]}, {name: d, image: y, env: [{name: PROVISIONER_NAME, value: home/nfs}, {name: NFS_SERVER, value: b}]", "b")]
    [InlineData("server: nas", "env: [{name: PROVISIONER_NAME, value: home/nfs}, {name: NFS_SERVER, value: 192.0.2.9}]", "nas")]
    public void The_server_of_a_class_is_its_own_or_that_of_who_makes_its_volumes(string parameters, string container, string server)
    {
        var link = Link(
            "storageClassName: made",
            $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: made}}, provisioner: home/nfs, parameters: {{{parameters}}}}}\n"
                + "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: maker, namespace: storage}, "
                + $"spec: {{template: {{spec: {{containers: [{{name: c, image: x, {container}}}]}}}}}}}}\n");
        Assert.Equal(server, Assert.IsType<StorageClassReference.Known>(link.Class).Server);
    }

    [Theory]
    [InlineData("{namespace: home, name: data}", "pv", "NFS")]
    [InlineData("{name: data}", "pv", "NFS")]
    [InlineData("{namespace: elsewhere, name: data}", "", "local-path")]
    [InlineData("{namespace: home, name: other}", "", "local-path")]
    public void A_volume_that_is_kept_for_the_claim_beats_its_class(string claimRef, string volume, string spoken)
    {
        var link = Link(
            string.Empty,
            Classes
                + $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{nfs: {{server: nas, path: /x}}, claimRef: {claimRef}}}}}\n");
        Assert.Equal(volume, link.Volume?.Name ?? string.Empty);
        Assert.Equal(spoken, Assert.IsType<Backend.Known>(link.Backend).Spoken);
    }

    [Theory]
    [InlineData("csi: {driver: unheard.of}", "nothing is known about driver 'unheard.of' of PersistentVolume pv")]
    [InlineData("capacity: {storage: 1Gi}", "PersistentVolume pv names no storage")]
    [InlineData("hostPath: {path: /mnt/truenas/x}", "truenas by PersistentVolume pv: the nodes mount /mnt/truenas/x from truenas (policy)")]
    [InlineData("hostPath: {path: /mnt/truenas-2/x}", "hostPath by PersistentVolume pv")]
    [InlineData("nfs: {server: nas, path: /x}", "NFS by PersistentVolume pv")]
    public void What_is_behind_a_volume_is_what_its_source_says(string source, string behind) => Assert.Equal(
        behind,
        Spell(Link(
            "storageClassName: '', volumeName: pv",
            $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{{source}}}}}\n").Backend));

    [Fact]
    public void A_volume_that_is_asked_for_by_name_beats_one_that_is_kept_for_the_claim()
    {
        var link = Link(
            "storageClassName: '', volumeName: mine",
            """
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: kept}, spec: {nfs: {server: nas, path: /x}, claimRef: {namespace: home, name: data}}}
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: mine}, spec: {local: {path: /disk}}}
            """);
        Assert.Equal("mine", link.Volume?.Name);
        Assert.Equal("local volume by PersistentVolume mine", Spell(link.Backend));
    }

    [Theory]
    [InlineData("home", "home", "nas")]
    [InlineData("home", "", "nas")]
    [InlineData("", "home", "nas")]
    [InlineData("home", "elsewhere", "")]
    public void A_pod_finds_the_claim_of_its_namespace(string ns, string claims, string storageClass)
    {
        var scene = Scene.Of(
            $$$$$$$$"""
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: app, namespace: '{{{{{{{{ns}}}}}}}}'}
            spec:
              containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}]
              volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: '{{{{{{{{claims}}}}}}}}'}, spec: {storageClassName: nas}}
            {{{{{{{{Classes}}}}}}}}
            """);
        var mount = scene.Mount("app", "/v");
        Assert.Equal(storageClass, mount.Claim!.Class.Name);
        Assert.Equal("data", mount.Claim.Name);
        Assert.Equal(storageClass.Length > 0, mount.Claim.Claim is not null);
        Assert.Equal(storageClass.Length > 0 ? 1 : 0, scene.Claim("data").Consumers.Count);
    }

    [Fact]
    public void A_claim_that_a_stateful_set_made_earlier_keeps_its_class()
    {
        var scene = Scene.Of(
            $$$$$$$$"""
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: home}
            spec:
              template: {spec: {containers: [{name: c, image: x, volumeMounts: [{name: data, mountPath: /v}]}]}}
              volumeClaimTemplates: [{metadata: {name: data}, spec: {storageClassName: usual}}]
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0, namespace: home}, spec: {storageClassName: nas}}
            {{{{{{{{Classes}}}}}}}}
            """);
        var mount = scene.Mount("db", "/v");
        Assert.Equal("nas", mount.Claim!.Class.Name);
        Assert.Equal("data-db-0", mount.Claim.Name);
        Assert.Equal("data", mount.Claim.Template!.Name);
        Assert.Equal("db", Assert.Single(scene.Claim("data-db-0").Consumers).Workload.Name);
    }

    [Theory]
    [InlineData("data-db-12", true)]
    [InlineData("data-db", false)]
    [InlineData("data-db-x", false)]
    [InlineData("data-db-1x", false)]
    public void A_claim_of_a_series_is_told_by_its_ordinal(string name, bool isOfTheSet)
    {
        var scene = Scene.Of(
            $$$$$$$$"""
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: home}
            spec:
              template: {spec: {containers: [{name: c, image: x, volumeMounts: [{name: data, mountPath: /v}]}]}}
              volumeClaimTemplates: [{metadata: {name: data}, spec: {storageClassName: usual}}]
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: {{{{{{{{name}}}}}}}}, namespace: home}, spec: {storageClassName: nas}}
            {{{{{{{{Classes}}}}}}}}
            """);
        Assert.Equal(isOfTheSet ? 1 : 0, scene.Claim(name).Consumers.Count);
    }

    [Fact]
    public void A_volume_without_a_source_is_not_known() => Assert.Equal(
        "volume v declares no source that is known",
        Spell(Scene.Of(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: app, namespace: home}
            spec: {containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v, unheardOf: {path: /x}}]}
            """).Mount("app", "/v").Backend));

    private static ClaimLink Link(string spec, string others) =>
        Scene.Of($"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home}}, spec: "
            + $"{{{spec}}}}}\n{others}").Claim("data").Link;

    private static string Spell(Backend backend) => backend switch
    {
        Backend.Known known => $"{known.Title} by {known.Evidence}",
        Backend.Unseen unseen => unseen.Reason,
        _ => backend.ToString(),
    };
}
