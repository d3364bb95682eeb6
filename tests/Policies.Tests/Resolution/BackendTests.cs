using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What storage really is behind a class or a volume, where its words are few, strange or at odds.</summary>
public sealed class BackendTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        nas: [{name: attic, protocol: smb, addresses: [10.0.0.9, nas.home], paths: [/mnt/attic]}]
        backends:
          - name: torn
            title: Torn
            provisioners: [torn.example.com]
            accessModes: [ReadWriteOnce]
            protocol: block
            where: node
            cases:
              - {when: [{parameter: mode, is: [both]}], contradiction: true, why: mode both is neither}
              - {when: [{parameter: mode, is: [far]}], where: nas, protocol: nfs, why: mode far is a NAS}
              - {when: [{attribute: mode, is: [far]}], where: nas, protocol: nfs, why: mode far is a NAS}
        classes:
          - {name: told, backend: csi-driver-nfs}
          - {name: named, backend: csi-driver-smb}
        """;

    [Theory]
    [InlineData("c", "mode: near", "Torn block Node Observed: class c → torn.example.com (StorageClass)")]
    [InlineData("c", "mode: far", "Torn nfs Nas Observed: class c → torn.example.com (StorageClass) · mode far is a NAS")]
    [InlineData("c", "mode: both", "class c → torn.example.com (StorageClass) contradicts itself: mode both is neither")]
    [InlineData("told", "mode: both", "NFS CSI driver nfs Nas Declared: class told is NFS CSI driver (policy test)")]
    [InlineData("told", "mode: far", "Torn nfs Nas Observed: class told → torn.example.com (StorageClass) · mode far is a NAS")]
    public void A_class_that_contradicts_itself_is_what_the_household_says(string name, string parameters, string expected) => AssertBackend(
        expected,
        $"storageClassName: {name}",
        $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: {name}}}, provisioner: torn.example.com, "
            + $"parameters: {{{parameters}}}}}\n");

    [Theory]
    [InlineData(
        "csi: {driver: torn.example.com, volumeHandle: x, volumeAttributes: {mode: far}}",
        "Torn nfs Nas Observed: PersistentVolume pv · mode far is a NAS")]
    [InlineData("csi: {driver: torn.example.com, volumeHandle: x}", "Torn block Node Observed: PersistentVolume pv")]
    [InlineData("nfs: {server: 10.0.0.9, path: /x}", "NFS nfs Nas Observed: PersistentVolume pv on attic (policy)")]
    [InlineData("nfs: {server: NAS.home, path: /x}", "NFS nfs Nas Observed: PersistentVolume pv on attic (policy)")]
    [InlineData("nfs: {server: 10.0.0.90, path: /x}", "NFS nfs Nas Observed: PersistentVolume pv")]
    [InlineData("hostPath: {path: /mnt/attic}", "attic smb Nas Declared: PersistentVolume pv: the nodes mount /mnt/attic from attic (policy)")]
    [InlineData("hostPath: {path: /mnt}", "hostPath directory Node Observed: PersistentVolume pv")]
    public void A_volume_tells_by_its_own_attributes(string source, string expected) => AssertBackend(
        expected,
        "storageClassName: '', volumeName: pv",
        $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{{source}}}}}\n");

    [Theory]
    [InlineData("named", "SMB CSI driver smb Nas Declared: class named is SMB CSI driver (policy test)")]
    [InlineData("smb", "an SMB provisioner smb Nas Guessed: class smb was not found; an SMB provisioner is a guess by its name")]
    [InlineData("nameless", "StorageClass 'nameless' was not found")]
    public void A_class_out_of_sight_is_what_the_policy_says_or_a_guess(string name, string expected) =>
        AssertBackend(expected, $"storageClassName: {name}", string.Empty);

    [Theory]
    [InlineData("Filesystem", "Longhorn nfs Replicated Observed: class c → driver.longhorn.io (StorageClass) · Longhorn serves ReadWriteMany volumes "
        + "through an NFS 4.1 server of its own (share manager).")]
    [InlineData("Block", "Longhorn block Replicated Observed: class c → driver.longhorn.io (StorageClass)")]
    public void A_raw_device_has_no_file_server_before_it(string mode, string expected) => AssertBackend(
        expected,
        $"storageClassName: c, accessModes: [ReadWriteMany], volumeMode: {mode}",
        "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: c}, provisioner: driver.longhorn.io}\n");

    // One row: what the class says, what the PersistentVolume says, what an operator says of the volume, and what is behind it then.
    [Theory]
    [InlineData("driver.longhorn.io", "numberOfReplicas: '1'", "", "", "Longhorn block Node 1: PersistentVolume pv · One replica is a copy on one node only.")]
    [InlineData("driver.longhorn.io", "numberOfReplicas: '2'", "", "", "Longhorn block Replicated 2: PersistentVolume pv")]
    [InlineData("driver.longhorn.io", "numberOfReplicas: '0'", "", "", "Longhorn block Replicated 3: PersistentVolume pv")]
    [InlineData("driver.longhorn.io", "", "", "", "Longhorn block Replicated 3: PersistentVolume pv")]
    [InlineData("driver.longhorn.io", "numberOfReplicas: '1'", "numberOfReplicas: '3'", "", "Longhorn block Replicated 3: PersistentVolume pv")]
    [InlineData("driver.longhorn.io", "", "numberOfReplicas: '2'", "", "Longhorn block Replicated 2: PersistentVolume pv")]
    [InlineData(
        "driver.longhorn.io", "numberOfReplicas: '3'", "numberOfReplicas: '1'", "",
        "Longhorn block Node 1: PersistentVolume pv · One replica is a copy on one node only.")]
    [InlineData(
        "driver.longhorn.io", "numberOfReplicas: '3'", "numberOfReplicas: '3'", "numberOfReplicas: 1",
        "Longhorn block Node 1: PersistentVolume pv · One replica is a copy on one node only.")]
    [InlineData("driver.longhorn.io", "numberOfReplicas: '1'", "numberOfReplicas: '1'", "numberOfReplicas: 3",
        "Longhorn block Replicated 3: PersistentVolume pv")]
    [InlineData("driver.longhorn.io", "numberOfReplicas: '1'", "", "numberOfReplicas: 2", "Longhorn block Replicated 2: PersistentVolume pv")]
    [InlineData(
        "driver.longhorn.io", "dataLocality: strict-local", "", "",
        "Longhorn block Node 1: PersistentVolume pv · strict-local keeps the one copy on the node of the pod.")]
    [InlineData(
        "driver.longhorn.io", "share: 'true'", "", "",
        "Longhorn nfs Replicated 3: PersistentVolume pv · The volume is shared, so it goes through the NFS server of Longhorn.")]
    [InlineData("io.openebs.csi-mayastor", "repl: '3'", "", "", "OpenEBS Mayastor block Replicated 3: PersistentVolume pv")]
    [InlineData("io.openebs.csi-mayastor", "repl: '1'", "repl: '2'", "", "OpenEBS Mayastor block Replicated 2: PersistentVolume pv")]
    [InlineData("cstor.csi.openebs.io", "replicaCount: '1'", "", "", "OpenEBS cStor block Replicated 1: PersistentVolume pv")]
    [InlineData("linstor.csi.linbit.com", "autoPlace: '3'", "storage.kubernetes.io/csiProvisionerIdentity: x", "",
        "LINSTOR (DRBD) block Replicated 3: PersistentVolume pv · autoPlace keeps three copies.")]
    [InlineData("linstor.csi.linbit.com", "linstor.csi.linbit.com/placementCount: '1'", "storage.kubernetes.io/csiProvisionerIdentity: x", "",
        "LINSTOR (DRBD) block Replicated 1: PersistentVolume pv")]
    [InlineData("pxd.portworx.com", "repl: '1'", "storage.kubernetes.io/csiProvisionerIdentity: x", "", "Portworx block Replicated 1: PersistentVolume pv")]
    [InlineData("csi.storageos.com", "storageos.com/replicas: '1'", "storage.kubernetes.io/csiProvisionerIdentity: x", "",
        "StorageOS / Ondat block Replicated 1: PersistentVolume pv")]
    [InlineData("csi.truenas.io", "protocol: nfs", "", "", "TrueNAS CSI nfs Nas 1: PersistentVolume pv · It is told to use NFS.")]
    [InlineData("csi.truenas.io", "protocol: nfs", "protocol: iscsi", "", "TrueNAS CSI block Nas 1: PersistentVolume pv · It is told to use a block protocol.")]
    [InlineData("tns.csi.io", "protocol: nvmeof", "", "", "TNS CSI block Nas 1: PersistentVolume pv · It is told to use a block protocol.")]
    [InlineData("csi.san.synology.com", "protocol: smb", "", "", "Synology CSI smb Nas 1: PersistentVolume pv · It is told to use SMB.")]
    [InlineData("csi.trident.netapp.io", "backendType: ontap-nas, trident.netapp.io/nasType: smb", "protocol: file", "",
        "NetApp Trident smb Nas 1: PersistentVolume pv · The class names a NAS backend. · The volume is a share, NFS as a rule. · The class says SMB.")]
    [InlineData("org.democratic-csi.truenas", "fsType: nfs", "", "", "democratic-csi nfs Nas 1: PersistentVolume pv · The class says fsType nfs.")]
    [InlineData("org.democratic-csi.truenas", "fsType: ext4", "node_attach_driver: nfs", "",
        "democratic-csi nfs Nas 1: PersistentVolume pv · The class puts a local file system on a block device. · The volume is attached by NFS.")]
    [InlineData("org.democratic-csi.nfs", "fsType: ext4", "", "",
        "PersistentVolume pv and its class contradict each other: The driver's name says a network file system, fsType says a local one on a block "
            + "device, and only the driver's own configuration decides.")]
    [InlineData("org.democratic-csi.nfs", "fsType: ext4", "node_attach_driver: nfs", "",
        "democratic-csi nfs Nas 1: PersistentVolume pv · The driver's name says NFS. · The class puts a local file system on a block device. · "
            + "The volume is attached by NFS.")]
    [InlineData("miroir.home-operations.com", "miroir.home-operations.com/replicas: '2'", "", "",
        "miroir block Replicated 2: PersistentVolume pv · DRBD keeps two copies.")]
    [InlineData("csi.proxmox.sinextra.dev", "storage: local-lvm", "storage: ceph-vm", "",
        "Proxmox CSI block Nas 1: PersistentVolume pv · The Proxmox storage of the class is shared between its nodes.")]
    [InlineData("csi.proxmox.sinextra.dev", "storage: fast", "storage: local-zfs", "",
        "Proxmox CSI block Node 1: PersistentVolume pv · By its name the Proxmox storage of the class is a disk of one host.")]
    [InlineData("csi.proxmox.sinextra.dev", "storage: fast", "storage: vm-pool", "", "Proxmox CSI block Unknown 1: PersistentVolume pv")]
    public void What_a_volume_does_not_say_its_class_says(string driver, string parameters, string attributes, string now, string expected) => Assert.Equal(
        expected,
        Copies(driver, driver, parameters, attributes, now));

    [Theory]
    [InlineData("driver.longhorn.io", "rancher.io/local-path", "Longhorn block Replicated 3: PersistentVolume pv")]
    [InlineData("linstor.csi.linbit.com", "driver.longhorn.io",
        "LINSTOR (DRBD) block Replicated 2: PersistentVolume pv · The volume does not say how many copies are kept, so two are assumed.")]
    [InlineData("org.democratic-csi.iscsi", "org.democratic-csi.nfs",
        "democratic-csi block Nas 1: PersistentVolume pv · The driver's name says that it attaches block devices.")]
    public void A_class_of_another_driver_says_nothing_of_a_volume(string driver, string provisioner, string expected) => Assert.Equal(
        expected,
        Copies(driver, provisioner, "numberOfReplicas: '1'", "storage.kubernetes.io/csiProvisionerIdentity: x", string.Empty));

    private static string Copies(string driver, string provisioner, string parameters, string attributes, string now)
    {
        var scene = Scene.Of(
            $$$$$$$$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: c}
            provisioner: {{{{{{{{provisioner}}}}}}}}
            parameters: {{{{{{{{{parameters}}}}}}}}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {storageClassName: c, accessModes: [ReadWriteOnce]}}
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: pv}
            spec:
              storageClassName: c
              accessModes: [ReadWriteOnce]
              claimRef: {namespace: home, name: data}
              csi: {driver: {{{{{{{{driver}}}}}}}}, volumeHandle: pvc-1, volumeAttributes: {{{{{{{{{attributes}}}}}}}}}}
            ---
            apiVersion: longhorn.io/v1beta2
            kind: Volume
            metadata: {name: pvc-{{{{{{{{(now.Length > 0 ? 1 : 2)}}}}}}}}, namespace: longhorn-system}
            spec: {{{{{{{{{now}}}}}}}}}
            """);
        return scene.Claim("data").Link.Backend switch
        {
            Backend.Known known => $"{known.Title} {Words.Protocols.Spell(known.Traits.Protocol)} {known.Traits.Where} {known.Traits.Replicas}: "
                + string.Join(" · ", known.Because.Prepend(known.Evidence)),
            Backend.Unseen unseen => unseen.Reason,
            var other => other.ToString(),
        };
    }

    private static void AssertBackend(string expected, string spec, string others)
    {
        var claim = $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home}}, spec: {{{spec}}}}}\n";
        Assert.Equal(expected, Scene.Under(Policy, claim + others).Claim("data").Link.Backend switch
        {
            Backend.Known known => $"{known.Title} {Words.Protocols.Spell(known.Traits.Protocol)} {known.Traits.Where} {known.Certainty}: "
                + string.Join(" · ", known.Because.Prepend(known.Evidence)),
            Backend.Unseen unseen => unseen.Reason,
            var other => other.ToString(),
        });
    }
}
