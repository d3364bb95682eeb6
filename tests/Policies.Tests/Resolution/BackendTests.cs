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
    [InlineData("hostPath: {path: /mnt}", "hostpath provisioner directory Node Observed: PersistentVolume pv")]
    public void A_volume_tells_by_its_own_attributes(string source, string expected) => AssertBackend(
        expected,
        "storageClassName: '', volumeName: pv",
        $"---\n{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: pv}}, spec: {{{source}}}}}\n");

    [Theory]
    [InlineData("named", "SMB CSI driver smb Nas Declared: class named is SMB CSI driver (policy test)")]
    [InlineData("smb", "an SMB provisioner smb Nas Guessed: class smb is not in sight; an SMB provisioner is a guess by its name")]
    [InlineData("nameless", "StorageClass 'nameless' is not in sight")]
    public void A_class_out_of_sight_is_what_the_policy_says_or_a_guess(string name, string expected) =>
        AssertBackend(expected, $"storageClassName: {name}", string.Empty);

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
