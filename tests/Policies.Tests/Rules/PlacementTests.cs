using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>Where data are advised to go, by what is known, what is wrong with it, and what the claim asks.</summary>
public sealed class PlacementTests
{
    private const string Found = "catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but claim data is on NFS "
        + "(class truenas-nfs)";
    private const string Denied = $"deny {Found}";
    private const string Warned = $"warn {Found}";
    private const string Moved = " | or move to PostgreSQL: homelab-storage migrate plan home/data --to postgresql --cluster";
    private const string Same = " | or move to PostgreSQL: the same plan with --to postgresql";
    private const string Switched = " | or move to PostgreSQL: LD_DB_ENGINE=postgres and what else linkding's documentation asks for; it starts empty";
    private const string Named = " | PersistentVolumeClaim home/data: the policy wants longhorn-sqlite or longhorn for SQLite; ";
    private const string Row = ", or add a class that you have to policies.yaml: matrix: data: ";
    private const string None = Named + "create StorageClass longhorn-sqlite or longhorn (none was found)" + Row + "[sqlite]";
    private const string Write = " | PersistentVolumeClaim home/data: spec.storageClassName: ";
    private const string NoRetain = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn-sqlite}, provisioner: "
        + "driver.longhorn.io, parameters: {numberOfReplicas: '3'}}\n";
    private const string Deleting = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local-path}, provisioner: "
        + "rancher.io/local-path}\n";
    private const string Misspelt = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn-sqlite}, provisioner: "
        + "driver.longhorn.io, parameters: {numberOfReplicas: '3', numberOfReplica: '3'}, reclaimPolicy: Retain}\n";
    private const string OneReplica = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn-sqlite}, provisioner: "
        + "driver.longhorn.io, parameters: {numberOfReplicas: '1'}, reclaimPolicy: Retain}\n";
    private const string Own = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: own}, provisioner: driver.longhorn.io, "
        + "parameters: {numberOfReplicas: '3'}, reclaimPolicy: Retain}\n";
    private const string Ceph = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a-ceph}, provisioner: "
        + "rook-ceph.rbd.csi.ceph.com, reclaimPolicy: Retain}\n";
    private const string Low = ", annotations: {homelab-storage.io/criticality: low}";
    private const string Important = ", annotations: {homelab-storage.io/criticality: important}";

    [Theory]
    [InlineData("", "", Denied + None + Moved)]
    [InlineData(Said.Block, "", Denied + ": use longhorn-sqlite" + Write + "longhorn-sqlite" + Same)]
    [InlineData(Said.Disk, "", Denied + None + " | or local-path with a backup" + Moved)]
    [InlineData(Said.Block + Said.Disk, "", Denied + ": use longhorn-sqlite" + Write + "longhorn-sqlite | or local-path with a backup" + Same)]
    [InlineData(Said.Block + Said.Disk, Important, Denied + ": use local-path" + Write + "local-path | or longhorn-sqlite with a backup" + Same)]
    [InlineData(
        Said.Block, Important,
        Denied
            + ": use longhorn-sqlite"
            + Write
            + "longhorn-sqlite (local-path would be better, but was not found)"
            + Same)]
    [InlineData(Said.Disk, Low, Warned + ": use local-path" + Write + "local-path" + Same)]
    [InlineData(
        Said.Block, Low,
        Warned
            + ": use longhorn-sqlite"
            + Write
            + "longhorn-sqlite (local-path would be better, but was not found)"
            + Same)]
    [InlineData(
        NoRetain, "",
        Denied
            + ": use longhorn-sqlite once its reclaimPolicy is Retain"
            + Write
            + "longhorn-sqlite, after recreating StorageClass longhorn-sqlite with reclaimPolicy: Retain"
            + Same)]
    [InlineData(
        Deleting, Important,
        Denied
            + ": use local-path once its reclaimPolicy is Retain"
            + Write
            + "local-path, after recreating StorageClass local-path with reclaimPolicy: Retain"
            + Same)]
    [InlineData(Deleting, Low, Warned + ": use local-path" + Write + "local-path (its reclaimPolicy: Delete does no harm here)" + Same)]
    [InlineData(
        Said.Block + Deleting, "",
        Denied
            + ": use longhorn-sqlite"
            + Write
            + "longhorn-sqlite | or local-path with a backup, after recreating StorageClass local-path with reclaimPolicy: Retain"
            + Same)]
    [InlineData(
        Own + Misspelt, "",
        Denied
            + ": use longhorn-sqlite once its numberOfReplica is corrected"
            + Write
            + "longhorn-sqlite, after recreating StorageClass longhorn-sqlite with numberOfReplica corrected in parameters"
            + Same)]
    [InlineData(OneReplica, "", Denied + Named + "longhorn-sqlite does not do: it keeps one copy, on one node; create StorageClass longhorn (not found)"
        + Row + "[sqlite]" + Moved)]
    [InlineData(OneReplica + Own, "", Denied + ": use own" + Write + "own" + Same)]
    [InlineData(Own, "", Denied + ": use own" + Write + "own (longhorn-sqlite would be better, but was not found; the policy expects Longhorn under "
        + "this name)" + Same)]
    [InlineData(Ceph, "", Denied + None + Moved)]
    public void A_database_on_the_NAS_is_advised_to_the_best_class_that_may_hold_it(string classes, string metadata, string expected) =>
        AssertSaid(
            expected,
            "sqlite-on-network-filesystem",
            Said.App("sissbruecker/linkding", "/etc/linkding/data", metadata: "name: app" + metadata)
                + Said.Claim("storageClassName: truenas-nfs, accessModes: [ReadWriteOnce]")
                + Said.Nas
                + classes);

    [Theory]
    [InlineData("provisioner: nfs.csi.k8s.io, parameters: {server: nas, share: /x}", "it is NFS")]
    [InlineData("provisioner: rook-ceph.rbd.csi.ceph.com", "platformFamilies reserves Ceph RBD")]
    [InlineData("provisioner: driver.longhorn.io, parameters: {numberOfReplicas: '1'}", "it keeps one copy, on one node")]
    [InlineData("provisioner: driver.longhorn.io, parameters: {numberOfReplicas: '3', mountOptions: sync}", "its parameters are wrong")]
    [InlineData("provisioner: rancher.io/local-path", "it is on one node's disk", " | or longhorn-sqlite with a backup")]
    [InlineData("provisioner: rancher.io/local-path, parameters: {mountOptions: sync}", "its parameters are wrong")]
    public void A_class_of_the_policy_that_is_unfit_says_why(string spec, string why, string otherwise = "") =>
        AssertSaid(
            Denied + Named + $"longhorn-sqlite does not do: {why}; create StorageClass longhorn (not found)" + Row + "[sqlite]" + otherwise + Moved,
            "sqlite-on-network-filesystem",
            Said.App("sissbruecker/linkding", "/etc/linkding/data")
                + Said.Claim("storageClassName: truenas-nfs, accessModes: [ReadWriteOnce]")
                + Said.Nas
                + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: longhorn-sqlite}}, {spec}, reclaimPolicy: Retain}}\n");

    [Theory]
    [InlineData(
        "storageClassName: longhorn-sqlite, accessModes: [ReadWriteMany]",
        "deny catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but claim data is on NFS (class "
            + "longhorn-sqlite): ask for ReadWriteOnce | PersistentVolumeClaim home/data: spec.accessModes: [ReadWriteOnce]"
            + Moved)]
    [InlineData(
        "storageClassName: truenas-nfs, accessModes: [ReadWriteMany]",
        Denied + ": use longhorn-sqlite" + Write + "longhorn-sqlite, spec.accessModes: [ReadWriteOnce]" + Same)]
    [InlineData(
        "storageClassName: truenas-nfs, accessModes: [ReadWriteMany, ReadWriteOnce]",
        Denied + ": use longhorn-sqlite" + Write + "longhorn-sqlite, spec.accessModes: [ReadWriteOnce]" + Same)]
    public void An_access_mode_that_spoils_the_class_is_named_too(string spec, string expected) =>
        AssertSaid(
            expected,
            "sqlite-on-network-filesystem",
            Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim(spec) + Said.Nas + Said.Block);

    /// <summary>A bound claim keeps its access modes, and what others mount has to stay as it is.</summary>
    [Theory]
    [InlineData("", "data: spec.accessModes: [ReadWriteOnce]; to move data: stop the app and copy it to a new claim, since the accessModes of a bound one "
        + "cannot be changed")]
    [InlineData("other", "Deployment home/app: a claim of its own for /etc/linkding/data, of class longhorn-sqlite, spec.accessModes: [ReadWriteOnce]")]
    public void An_access_mode_is_changed_for_whoever_has_the_claim_alone(string beside, string expected)
    {
        var app = Said.App("sissbruecker/linkding", "/etc/linkding/data");
        var more = beside.Length == 0 ? string.Empty : Said.App("copyparty/ac", "/w", metadata: $"name: {beside}", mount: "subPath: media");
        var scene = Scene.Of(app + more + Said.Claim("storageClassName: longhorn-sqlite, accessModes: [ReadWriteMany]") + Said.Block);
        var finding = scene.Judge.Of(scene.Find<Workload>("app")).Findings.First(f => f.Finding.Rule.Id is "sqlite-on-network-filesystem").Finding;
        Assert.EndsWith(expected, finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_the_policy_does_not_name_needs_no_more_than_another_access_mode() =>
        AssertSaid(
            "deny catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but claim data is on NFS (class own): ask for "
                + "ReadWriteOnce | PersistentVolumeClaim home/data: spec.accessModes: [ReadWriteOnce] (longhorn-sqlite would be better, but was not "
                + "found; the policy expects Longhorn under this name)"
                + Moved,
            "sqlite-on-network-filesystem",
            Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim("storageClassName: own, accessModes: [ReadWriteMany]") + Own);

    [Theory]
    [InlineData(
        "nfs: {server: nas, path: /x}",
        "deny catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but volume v is on NFS: use longhorn-sqlite | "
            + "Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of nas:/x"
            + Switched)]
    [InlineData(
        "ephemeral: {volumeClaimTemplate: {spec: {storageClassName: truenas-nfs, accessModes: [ReadWriteOnce]}}}",
        "deny catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but claim v is on NFS (class truenas-nfs): use "
            + "longhorn-sqlite | Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of ephemeral"
            + Switched)]
    [InlineData(
        "hostPath: {path: /mnt/truenas/apps}",
        "deny catalog /spec/template/spec/volumes/0: linkding keeps SQLite at /etc/linkding/data, but volume v is on NFS: use longhorn-sqlite | "
            + "Deployment home/app, volume v: a persistentVolumeClaim of class longhorn-sqlite in place of hostPath /mnt/truenas/apps"
            + Switched)]
    public void A_volume_without_a_claim_of_its_own_is_advised_one(string source, string expected) =>
        AssertSaid(expected, "sqlite-on-network-filesystem", Said.App("sissbruecker/linkding", "/etc/linkding/data", source) + Said.Nas + Said.Block);

    [Theory]
    [InlineData(
        "/root/.ollama/models", Said.Nas,
        "fix catalog /spec/template/spec/volumes/0: ollama keeps models at /root/.ollama/models, but claim data is on one node's disk "
            + "(local-path): use truenas-nfs | PersistentVolumeClaim home/data: spec.storageClassName: truenas-nfs")]
    [InlineData(
        "/root/.ollama/models", "",
        "fix catalog /spec/template/spec/volumes/0: ollama keeps models at /root/.ollama/models, but claim data is on one node's disk "
            + "(local-path) | PersistentVolumeClaim home/data: the policy wants truenas-nfs for models; "
            + "create StorageClass truenas-nfs (not found)" + Row + "[model]")]
    [InlineData(
        "/root/.ollama/models", Own,
        "fix catalog /spec/template/spec/volumes/0: ollama keeps models at /root/.ollama/models, but claim data is on one node's disk "
            + "(local-path) | PersistentVolumeClaim home/data: the policy wants truenas-nfs for models; "
            + "create StorageClass truenas-nfs (not found)" + Row + "[model]")]
    public void Large_files_are_advised_to_no_replicated_block_storage(string path, string classes, string expected) =>
        AssertSaid(
            expected,
            "bulk-data-on-node-local",
            Said.App("ollama/ollama", path) + Said.Claim("storageClassName: local-path, accessModes: [ReadWriteOnce]") + Said.Disk + classes);

    /// <summary>The class that the files want is no place for the database, with which they share the claim.</summary>
    [Fact]
    public void Large_files_beside_a_database_are_advised_a_claim_of_their_own() =>
        AssertSaid(
            "fix catalog /spec/template/spec/volumes/0: photoprism keeps media at /photoprism/originals, but claim data is on one node's disk "
                + "(local-path) | Deployment home/app: a claim of its own for /photoprism/originals; the policy wants truenas-nfs for media; "
                + "create StorageClass truenas-nfs (not found)" + Row + "[media]",
            "bulk-data-on-node-local",
            Said.App("photoprism/photoprism", "/photoprism/originals", mount: "subPath: o}, {name: v, mountPath: /photoprism/storage, subPath: s")
                + Said.Claim("storageClassName: local-path, accessModes: [ReadWriteOnce]") + Said.Disk);

    /// <summary>A class without a provisioner makes no volume, and what its volumes are is not known: NFS shares, as here.</summary>
    [Fact]
    public void A_class_of_volumes_made_by_hand_is_advised_for_nothing()
    {
        var scene = Scene.Of(
            Said.App("ghcr.io/home-assistant/home-assistant", "/config") + Said.Claim("storageClassName: truenas-nfs") + Said.Nas
                + "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: synology}, provisioner: kubernetes.io/no-provisioner, "
                    + "reclaimPolicy: Retain}\n");
        var said = Said.By("sqlite-on-network-filesystem", scene, scene.Find<Workload>("app"));
        Assert.Contains("create StorageClass", said, StringComparison.Ordinal);
        Assert.DoesNotContain("synology", said, StringComparison.Ordinal);
    }

    /// <summary>SQLite that may be in one folder with files is not sent where only those may be.</summary>
    [Fact]
    public void What_cannot_be_parted_is_sent_nowhere_where_part_of_it_may_not_be()
    {
        var scene = Scene.Of(
            Said.App("technitium/dns-server", "/etc/dns") + Said.Claim("storageClassName: shared") + Said.Nas
                + "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: shared}, provisioner: cephfs.csi.ceph.com, "
                    + "reclaimPolicy: Retain}\n");
        var said = Said.By("sqlite-on-network-filesystem", scene, scene.Find<Workload>("app"));
        Assert.Contains("annotation homelab-storage.io/data.v: what is stored at /etc/dns beside", said, StringComparison.Ordinal);
        Assert.DoesNotContain("truenas-nfs", said, StringComparison.Ordinal);
    }

    /// <summary>What is sure to be there is refused whatever is besides, and a class is named for the database that is not sure.</summary>
    [Theory]
    [InlineData("vaultwarden/server", "/data", "media")]
    [InlineData("itzg/minecraft-server", "/data", "files")]
    public void A_guess_softens_nothing_that_holds_without_it(string image, string path, string kind)
    {
        var app = Said.App(image, path, container: "name: app, envFrom: [{secretRef: {name: s}}]");
        var scene = Scene.Of(app + Said.Claim("storageClassName: local-path") + Said.Disk + Said.Nas + Said.Block);
        var said = Said.By("critical-data-on-node-local", scene, scene.Find<Workload>("app"));
        Assert.StartsWith("deny catalog", said, StringComparison.Ordinal);
        Assert.Contains($"keeps critical data ({kind})", said, StringComparison.Ordinal);
        Assert.DoesNotContain("truenas-nfs", said, StringComparison.Ordinal);
        var passing = Scene.Of(app.Replace("persistentVolumeClaim: {claimName: data}", "emptyDir: {}", StringComparison.Ordinal) + Said.Block);
        Assert.StartsWith("deny catalog", Said.By("data-on-ephemeral-volume", passing, passing.Find<Workload>("app")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("volumeName: old, ", ", without spec.volumeName")]
    [InlineData("", "")]
    public void A_claim_of_a_certain_volume_is_told_to_name_none(string volume, string rider)
    {
        var scene = Scene.Of(
            Said.App("sissbruecker/linkding", "/etc/linkding/data") + Said.Claim($"{volume}storageClassName: truenas-nfs") + Said.Nas + Said.Block);
        Assert.Equal(
            $"PersistentVolumeClaim home/data: spec.storageClassName: longhorn-sqlite{rider}",
            Said.By("sqlite-on-network-filesystem", scene, scene.Find<Workload>("app")).Split(" | ")[1]);
    }

    [Theory]
    [InlineData(
        "", "",
        "audit observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: a class of this cluster")]
    [InlineData(
        "", "homelab-storage.io/data: sqlite",
        "audit observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: a class of this cluster")]
    [InlineData(
        Said.Disk, "",
        "audit observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: a class of this cluster")]
    [InlineData(
        Said.Disk + Said.Block, "homelab-storage.io/data: sqlite",
        "fix observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class: use local-path "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: local-path")]
    [InlineData(
        Said.Block, "homelab-storage.io/data: cache",
        "audit observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: a class of this cluster")]
    [InlineData(
        Said.Disk, "homelab-storage.io/data: cache",
        "fix observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class: use local-path "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: local-path")]
    public void A_claim_without_a_class_is_advised_one(string classes, string annotations, string expected)
    {
        var scene = Scene.Of(Said.Claim("accessModes: [ReadWriteOnce]", annotations.Length > 0 ? annotations : "x: y") + classes);
        Assert.True(
            string.Equals(expected, Said.By("storage-class-not-chosen", scene, scene.Find<Claim>("data")), StringComparison.Ordinal),
            Said.By("storage-class-not-chosen", scene, scene.Find<Claim>("data")));
    }

    [Theory]
    [InlineData(
        "sissbruecker/linkding", "/etc/linkding/data", "rancher.io/local-path",
        "audit observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class (today usual) "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: a class of this cluster")]
    [InlineData(
        "sissbruecker/linkding", "/etc/linkding/data", "nfs.csi.k8s.io",
        "audit observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class (today usual) "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: a class of this cluster")]
    [InlineData(
        "somebody/strange", "/x", "rancher.io/local-path",
        "fix observed /spec/storageClassName: claim data sets no storageClassName, so it gets the cluster's default class (today usual) "
            + "| PersistentVolumeClaim home/data: spec.storageClassName: usual, after recreating StorageClass usual "
            + "with server and share corrected in parameters")]
    public void A_claim_that_leaves_it_to_the_default_is_told_what_that_is(string image, string path, string provisioner, string expected)
    {
        var scene = Scene.Of(Said.App(image, path) + Said.Claim("accessModes: [ReadWriteOnce]")
            + $"---\n{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: usual, annotations: "
                + $"{{storageclass.kubernetes.io/is-default-class: 'true'}}}}, provisioner: {provisioner}, parameters: {{server: nas, share: "
                    + $"/x}}, reclaimPolicy: Retain}}\n");
        var said = Said.By("storage-class-not-chosen", scene, scene.Find<Claim>("data"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }

    [Fact]
    public void A_guess_that_cannot_be_parted_from_what_lies_well_moves_nothing() =>
        AssertSaid(
            "warn guessed /spec/template/spec/volumes/0: nextcloud-linuxserver keeps SQLite at /data, as far as is known, and claim data is on NFS "
                + "(class truenas-nfs) | Deployment home/app: annotation homelab-storage.io/data.v: what is stored at /data beside media "
                + "| or local-path with a backup | or move to MySQL: MYSQL_HOST=your server and what else nextcloud-linuxserver's "
                + "documentation asks for; it starts empty",
            "sqlite-on-network-filesystem",
            Said.App("lscr.io/linuxserver/nextcloud", "/data") + Said.Claim("storageClassName: truenas-nfs, accessModes: [ReadWriteOnce]") + Said.Nas
                + Said.Block + Said.Disk);

    private static void AssertSaid(string expected, string rule, string text)
    {
        var scene = Scene.Of(text);
        var said = Said.By(rule, scene, scene.Find<Workload>("app"));
        Assert.True(string.Equals(expected, said, StringComparison.Ordinal), said);
    }
}
