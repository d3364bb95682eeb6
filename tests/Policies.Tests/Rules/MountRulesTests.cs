using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What is said of a mount, at both sides of each edge.</summary>
public sealed class MountRulesTests
{
    private const string OnDisk = "storageClassName: local-path, accessModes: [ReadWriteOnce]";
    private const string Linkding = "sissbruecker/linkding";
    private const string Smb = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: mine}, provisioner: smb.csi.k8s.io}\n";
    private const string Path = "/etc/linkding/data";

    [Theory]
    [InlineData(
        "replicas: 2", "persistentVolumeClaim: {claimName: data}", "readOnly: false",
        "deny catalog /spec/template/spec/volumes/0: 2 replicas of linkding write one SQLite database at /etc/linkding/data (claim data): use "
            + "one replica | Deployment home/app: spec.replicas: 1")]
    [InlineData("replicas: 1", "persistentVolumeClaim: {claimName: data}", "readOnly: false", "")]
    [InlineData("replicas: 2", "persistentVolumeClaim: {claimName: data}", "readOnly: true", "")]
    [InlineData(
        "replicas: 2", "nfs: {server: nas, path: /x}", "readOnly: false",
        "deny catalog /spec/template/spec/volumes/0: 2 replicas of linkding write one SQLite database at /etc/linkding/data (volume v): use "
            + "one replica | Deployment home/app: spec.replicas: 1")]
    [InlineData("replicas: 2", "emptyDir: {}", "readOnly: false", "")]
    public void Replicas_of_one_database_are_refused(string spec, string source, string mount, string expected) =>
        AssertSaid(expected, "sqlite-shared-by-replicas", Said.App(Linkding, Path, source, spec, mount: mount));

    [Fact]
    public void A_database_that_can_be_made_again_refuses_no_replicas() => AssertSaid(
        "warn catalog /spec/template/spec/volumes/0: 2 replicas of linkding write one SQLite database at /etc/linkding/data (claim data): use "
            + "one replica | Deployment home/app: spec.replicas: 1",
        "sqlite-shared-by-replicas",
        Said.App(Linkding, Path, spec: "replicas: 2", metadata: "name: app, annotations: {homelab-storage.io/criticality: low}"));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_workload_at_rest_shares_no_claim(int replicas, bool isShared)
    {
        var scene = Scene.Of(Said.App(Linkding, Path) + Said.App(Linkding, Path, spec: $"replicas: {replicas}", metadata: "name: other")
            + Said.Claim("storageClassName: longhorn-sqlite, accessModes: [ReadWriteOnce]") + Said.Block);
        Assert.Equal(isShared, Said.By("single-writer-volume-shared", scene, scene.Find<Workload>("app")).Length > 0);
        Assert.Equal(isShared, Said.By("single-writer-volume-shared", scene, scene.Find<Workload>("other")).Length > 0);
    }

    [Theory]
    [InlineData(
        "emptyDir: {}", "x: y", "readOnly: false",
        "deny catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but volume v is deleted with the pod: use "
            + "longhorn-sqlite | Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of emptyDir")]
    [InlineData("emptyDir: {}", "x: y", "readOnly: true", "")]
    [InlineData(
        "emptyDir: {medium: Memory}", "homelab-storage.io/criticality: important", "readOnly: false",
        "warn catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but volume v is deleted with the pod: use "
            + "longhorn-sqlite | Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of emptyDir "
            + "(local-path would be better, but was not found)")]
    [InlineData("emptyDir: {}", "homelab-storage.io/criticality: low", "readOnly: false", "")]
    [InlineData("emptyDir: {}", "homelab-storage.io/data: cache", "readOnly: false", "")]
    [InlineData(
        "emptyDir: {}", "homelab-storage.io/data: media", "readOnly: false",
        "deny declared /spec/template/spec/volumes/0: linkding keeps media at /etc/linkding/data, but volume v is deleted with the pod "
            + "| Deployment home/app, volume v: the policy wants truenas-nfs for media; create StorageClass truenas-nfs (not found), "
            + "or add a class that you have to policies.yaml: matrix: data: [media]")]
    [InlineData("emptyDir: {}", "homelab-storage.io/data: config", "readOnly: false", "")]
    [InlineData(
        "emptyDir: {}", "homelab-storage.io/data: files", "readOnly: false",
        "deny declared /spec/template/spec/volumes/0: linkding keeps files at /etc/linkding/data, but volume v is deleted with the pod: use "
            + "longhorn-sqlite | Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of emptyDir "
            + "(truenas-nfs would be better, but was not found; the policy expects NFS CSI driver under this name)")]
    [InlineData(
        "emptyDir: {}", "homelab-storage.io/data: database", "readOnly: false",
        "deny declared /spec/template/spec/volumes/0: linkding keeps a database at /etc/linkding/data, but volume v is deleted with the pod: use "
            + "longhorn-sqlite | Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of emptyDir "
            + "(truenas-nfs would be better, but was not found; the policy expects NFS CSI driver under this name)")]
    [InlineData(
        "emptyDir: {}", "homelab-storage.io/data: embedded-database", "readOnly: false",
        "deny declared /spec/template/spec/volumes/0: linkding keeps an embedded database at /etc/linkding/data, but volume v is deleted with the "
            + "pod: use longhorn-sqlite | Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of "
            + "emptyDir")]
    [InlineData("persistentVolumeClaim: {claimName: data}", "x: y", "readOnly: false", "")]
    public void Data_that_go_with_the_pod_are_missed(string source, string annotations, string mount, string expected) =>
        AssertSaid(
            expected,
            "data-on-ephemeral-volume",
            Said.App(Linkding, Path, source, mount: mount, metadata: $"name: app, annotations: {{{annotations}}}") + Said.Block);

    [Theory]
    [InlineData("x: y", "somebody/strange", "readOnly: false", "")]
    [InlineData(
        "homelab-storage.io/data: files", "somebody/strange", "readOnly: false",
        "warn observed /spec/template/spec/volumes/0: container app keeps files at /etc/linkding/data on one node's disk (claim data), and "
            + "no backup of it was found | a CronJob in namespace home that copies claim data to the NAS at least every 6h")]
    [InlineData("homelab-storage.io/data: files", "somebody/strange", "readOnly: true", "")]
    [InlineData("homelab-storage.io/data: cache", "somebody/strange", "readOnly: false", "")]
    [InlineData(
        "homelab-storage.io/criticality: important", Linkding, "readOnly: false",
        "warn catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data on one node's disk (claim data), and no backup "
            + "of it was found | a CronJob in namespace home that copies claim data to the NAS at least every 6h")]
    [InlineData("homelab-storage.io/criticality: low", Linkding, "readOnly: false", "")]
    [InlineData("x: y", Linkding, "readOnly: false", "")]
    public void What_is_important_and_has_one_copy_is_told_of(string annotations, string image, string mount, string expected) =>
        AssertSaid(
            expected,
            "critical-data-without-backup",
            Said.App(image, Path, mount: mount, metadata: $"name: app, annotations: {{{annotations}}}") + Said.Claim(OnDisk) + Said.Disk);

    [Theory]
    [InlineData(
        "local-path", "ReadWriteOnce", "",
        "warn observed /spec/template/spec/volumes/0: Deployment home/app and Deployment home/other both mount claim data, where linkding "
            + "keeps SQLite | Deployment home/other: a PersistentVolumeClaim of its own")]
    [InlineData(
        "longhorn-sqlite", "ReadWriteOnce", "",
        "warn observed /spec/template/spec/volumes/0: Deployment home/app and Deployment home/other both mount claim data, which can be attached to "
            + "one node only: on two nodes the second pod stays in ContainerCreating | Deployment home/other: a PersistentVolumeClaim of its own | or if both "
            + "need the same files: podAffinity that keeps them on one node, or ReadWriteMany on a class that supports it (not for a database)")]
    [InlineData(
        "longhorn-sqlite", "ReadWriteMany", "",
        "warn observed /spec/template/spec/volumes/0: Deployment home/app and Deployment home/other both mount claim data, where linkding "
            + "keeps SQLite | Deployment home/other: a PersistentVolumeClaim of its own")]
    [InlineData(
        "truenas-nfs", "ReadWriteMany", "",
        "warn observed /spec/template/spec/volumes/0: Deployment home/app and Deployment home/other both mount claim data, where linkding "
            + "keeps SQLite | Deployment home/other: a PersistentVolumeClaim of its own")]
    [InlineData("local-path", "ReadWriteOnce", ", readOnly: true", "")]
    public void A_second_writer_is_told_of(string storageClass, string mode, string mount, string expected) => AssertSaid(
        expected,
        "single-writer-volume-shared",
        Said.App(Linkding, Path, mount: "readOnly: false" + mount.Replace(", readOnly: true", string.Empty, StringComparison.Ordinal))
            + Said.App("somebody/other", "/x", metadata: "name: other", mount: mount.Length > 0 ? mount[2..] : "readOnly: false")
            + Said.Claim($"storageClassName: {storageClass}, accessModes: [{mode}]") + Said.Disk + Said.Nas + Said.Block);

    [Theory]
    [InlineData(
        "readOnly: false", "media",
        "audit observed /spec/template/spec/volumes/0: jellyfin may write and delete media at /media "
            + "| Deployment home/app: container app: the volumeMount at /media: readOnly: true, if it only plays them")]
    [InlineData("readOnly: true", "media", "")]
    [InlineData("readOnly: false", "files", "")]
    public void A_library_that_is_only_read_may_be_mounted_so(string mount, string kind, string expected) =>
        AssertSaid(
            expected,
            "media-mounted-writable",
            Said.App("jellyfin/jellyfin", "/media", mount: mount, metadata: $"name: app, annotations: {{homelab-storage.io/data: {kind}}}")
                + Said.Claim("storageClassName: truenas-nfs")
                + Said.Nas);

    [Theory]
    [InlineData(
        "homelab-storage.io/data: embedded-database", "truenas-nfs",
        "warn observed /spec/template/spec/volumes/0: container app keeps an embedded database at /x, but claim data is on NFS (class "
            + "truenas-nfs): use local-path | PersistentVolumeClaim home/data: spec.storageClassName: local-path | or longhorn-sqlite with a backup")]
    [InlineData("homelab-storage.io/data: embedded-database", "local-path", "")]
    [InlineData(
        "homelab-storage.io/data: embedded-database", "missing",
        "open /spec/template/spec/volumes/0: container app keeps an embedded database at /x; not checked where that is stored: StorageClass 'missing' "
            + "was not found")]
    public void An_embedded_database_is_told_of_on_the_NAS(string annotations, string storageClass, string expected) => AssertSaid(
        expected, "embedded-database-on-network-filesystem", Said.App("somebody/strange", "/x", metadata: $"name: app, annotations: {{{annotations}}}")
            + Said.Claim($"storageClassName: {storageClass}")
            + Said.Nas
            + Said.Disk
            + Said.Block);

    [Theory]
    [InlineData(
        "smb.csi.k8s.io",
        "deny catalog /spec/template/spec/volumes/0: postgres keeps a database at /var/lib/postgresql/data, but claim data is on SMB (class "
            + "mine): use truenas-nfs | PersistentVolumeClaim home/data: spec.storageClassName: truenas-nfs")]
    [InlineData(
        "rook-ceph.cephfs.csi.ceph.com",
        "warn catalog /spec/template/spec/volumes/0: postgres keeps a database at /var/lib/postgresql/data, but claim data is on CephFS (class "
            + "mine): use truenas-nfs | PersistentVolumeClaim home/data: spec.storageClassName: truenas-nfs")]
    [InlineData("nfs.csi.k8s.io", "")]
    [InlineData("rancher.io/local-path", "")]
    public void A_database_server_is_told_of_on_what_loses_its_data(string provisioner, string expected) => AssertSaid(
        expected,
        "database-on-unsafe-filesystem",
        Said.App("postgres", "/var/lib/postgresql/data")
            + Said.Claim("storageClassName: mine")
            + Said.Nas
            + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: mine}}, provisioner: {provisioner}}}\n");

    [Theory]
    [InlineData("homelab-storage.io/criticality: low", "warn ")]
    [InlineData("homelab-storage.io/criticality: important", "deny ")]
    public void A_database_server_that_nobody_would_miss_is_only_warned_of(string annotation, string action) => Assert.StartsWith(
        action,
        Asked(
            "database-on-unsafe-filesystem",
            Said.App("postgres", "/var/lib/postgresql/data", metadata: $"name: app, annotations: {{{annotation}}}")
                + Said.Claim("storageClassName: mine")
                + Smb),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("somebody/linkding", "name: app", "")]
    [InlineData(
        Linkding, "name: app, envFrom: [{secretRef: {name: s}}]",
        "warn guessed /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, as far as is known, and volume v is deleted with the pod")]
    public void A_guess_about_what_goes_with_the_pod_is_told_only_where_it_says_what_is_not_sure(string image, string container, string expected)
    {
        var said = Asked("data-on-ephemeral-volume", Said.App(image, Path, "emptyDir: {}", container: container));
        Assert.Equal(expected, said[..Math.Min(said.Length, expected.Length)]);
        Assert.Equal(expected.Length == 0, said.Length == 0);
    }

    [Theory]
    [InlineData("emptyDir: {}")]
    [InlineData("ephemeral: {volumeClaimTemplate: {spec: {storageClassName: truenas-nfs}}}")]
    public void A_library_that_goes_with_the_pod_may_be_written(string source) =>
        Assert.Equal(
            string.Empty,
            Asked(
                "media-mounted-writable",
                Said.App("jellyfin/jellyfin", "/media", source, metadata: "name: app, annotations: {homelab-storage.io/data: media}") + Said.Nas));

    private static string Asked(string rule, string text)
    {
        var scene = Scene.Of(text);
        return Said.By(rule, scene, scene.Find<Workload>("app"));
    }

    private static void AssertSaid(string expected, string rule, string text)
    {
        var scene = Scene.Of(text);
        var said = Said.By(rule, scene, scene.Find<Workload>("app"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }
}
