using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

public sealed class StorageChartTests
{
    [Theory]
    [InlineData("storageClass: {name: [nas]}", "metadata.name is a list")]
    [InlineData("storageClass: {reclaimPolicy: {a: b}}", "reclaimPolicy is an object")]
    public void What_a_chart_would_make_of_wrong_values_is_said(string values, string reason) => Assert.Contains(
        reason,
        Assert.Single(Deployed.Of([.. ManifestReader.ReadAll(
            $$"""
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: nfs, namespace: kube-system}
            spec: {chart: {spec: {chart: nfs-subdir-external-provisioner} }, values: { {{values}} } }
            """, "f.yaml")]).OfType<ManifestReading.Unreadable>()).Reason,
        StringComparison.Ordinal);

    /// <summary>A remedy names the value: the object itself is written anew by the next upgrade of the release.</summary>
    [Theory]
    [InlineData("nfs-subdir-external-provisioner", "{}", "/reclaimPolicy", "storageClass.reclaimPolicy")]
    [InlineData("nfs-subdir-external-provisioner", "{}", "/mountOptions", "nfs.mountOptions")]
    [InlineData("nfs-subdir-external-provisioner", "{}", "/provisioner", "storageClass.provisionerName")]
    [InlineData("nfs-subdir-external-provisioner", "{}", "/volumeBindingMode", "")]
    [InlineData("longhorn", "{}", "/parameters/numberOfReplicas", "persistence.defaultClassReplicaCount")]
    [InlineData("longhorn", "{}", "/parameters/staleReplicaTimeout", "")]
    [InlineData("csi-driver-nfs", "{storageClass: {create: true}}", "/parameters/server", "storageClass.parameters.server")]
    [InlineData("csi-driver-nfs", "{storageClasses: [{name: a}]}", "/reclaimPolicy", "storageClasses[0].reclaimPolicy")]
    [InlineData("local-path-provisioner", "{}", "/reclaimPolicy", "storageClass.reclaimPolicy")]
    public void A_chart_says_which_value_decides_a_field(string chart, string values, string field, string value) =>
        Assert.Equal(value, JsonPointer.Spell(Assert.Single(Made(chart, values).OfType<StorageClass>()).Origin!.ValueOf(field)));

    /// <summary>Velero copies the files of local volumes, and none of host paths.</summary>
    [Theory]
    [InlineData("{storageClass: {defaultVolumeType: local}}", "local")]
    [InlineData("{}", "hostPath")]
    public void A_chart_says_what_volumes_its_class_makes(string values, string expected) => Assert.Equal(
        expected,
        Assert.Single(Made("local-path-provisioner", values).OfType<StorageClass>()).Metadata.Annotations["defaultVolumeType"]);

    [Fact]
    public void What_is_wrong_with_a_class_of_a_chart_is_put_right_in_its_values()
    {
        var readings = ManifestReader.ReadAll(
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: nfs, namespace: storage}
            spec:
              chart: {spec: {chart: nfs-subdir-external-provisioner}}
              values: {nfs: {server: nas, mountOptions: [soft]}, storageClass: {archiveOnDelete: false}}
            """,
            "f.yaml");
        var said = Policies.Reports.Audit.Of([.. readings], ShippedPolicy.Read(), FixedTime.Now).Results
            .SelectMany(r => r.Findings)
            .Select(f => f.Decision.Finding.Remedy)
            .ToArray();
        const string Release = "HelmRelease storage/nfs (as StorageClass nfs-client): ";
        Assert.Contains(said, s => s.StartsWith($"{Release}spec.values.storageClass.reclaimPolicy: Retain; ", StringComparison.Ordinal));
        Assert.Contains(said, s => s.StartsWith($"{Release}spec.values.nfs.mountOptions: hard instead of soft; ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nfs-subdir-external-provisioner", "{}", "nfs-client cluster.local/store-nfs-subdir-external-provisioner Delete")]
    [InlineData("nfs-subdir-external-provisioner", "{storageClass: {create: false}}", "")]
    [InlineData(
        "nfs-subdir-external-provisioner",
        "{storageClass: {name: bulk, defaultClass: true, reclaimPolicy: Retain, provisionerName: nas}}",
        "bulk* nas Retain")]
    [InlineData("csi-driver-nfs", "{}", "")]
    [InlineData("csi-driver-nfs", "{storageClass: {create: true, parameters: {server: nas}}}", "nfs-csi nfs.csi.k8s.io Delete")]
    [InlineData(
        "csi-driver-nfs",
        "{storageClasses: [{name: a, reclaimPolicy: Retain}, {name: b, annotations: {storageclass.kubernetes.io/is-default-class: \"true\"}}]}",
        "a nfs.csi.k8s.io Retain, b* nfs.csi.k8s.io Delete")]
    [InlineData("csi-driver-smb", "{storageClasses: [{name: a}]}", "a smb.csi.k8s.io Delete")]
    [InlineData(
        "democratic-csi",
        "{csiDriver: {name: org.democratic-csi.iscsi}, storageClasses: [{name: iscsi, defaultClass: true, reclaimPolicy: Retain, parameters: {fsType: xfs}}]}",
        "iscsi* org.democratic-csi.iscsi Retain")]
    [InlineData("longhorn", "{}", "longhorn* driver.longhorn.io Delete")]
    [InlineData("longhorn", "{persistence: {defaultClass: false, reclaimPolicy: Retain, defaultClassReplicaCount: 2}}", "longhorn driver.longhorn.io Retain")]
    [InlineData(
        "openebs",
        "{engines: {replicated: {mayastor: {enabled: false}}}, localpv-provisioner: {hostpathClass: {isDefaultClass: true}}}",
        "openebs-hostpath* openebs.io/local Delete")]
    [InlineData("localpv-provisioner", "{hostpathClass: {enabled: false}}", "")]
    [InlineData("local-path-provisioner", "{storageClass: {defaultClass: true}}", "local-path* cluster.local/store-local-path-provisioner Delete")]
    [InlineData("rook-ceph-cluster", "{}", "ceph-block* rook-ceph.rbd.csi.ceph.com Delete, ceph-filesystem rook-ceph.cephfs.csi.ceph.com Delete")]
    [InlineData("rook-ceph-cluster", "{cephBlockPools: [{name: p, storageClass: {enabled: false}}], cephFileSystems: []}", "")]
    [InlineData(
        "synology-csi",
        "{storageClasses: {retain: {reclaimPolicy: Retain, isDefault: true}}}",
        "store-synology-csi-delete csi.san.synology.com Delete, store-synology-csi-retain* csi.san.synology.com Retain")]
    [InlineData("topolvm", "{}", "topolvm-provisioner topolvm.io Delete")]
    [InlineData("topolvm", "{useLegacy: true}", "topolvm-provisioner topolvm.cybozu.com Delete")]
    [InlineData(
        "linstor-cluster",
        "{storageClasses: [{name: r2, reclaimPolicy: Retain, parameters: {linstor.csi.linbit.com/placementCount: \"2\"}}]}",
        "r2 linstor.csi.linbit.com Retain")]
    public void A_chart_puts_its_classes_in_sight(string chart, string values, string classes) => Assert.Equal(
        classes,
        string.Join(
            ", ",
            Made(chart, values)
                .OfType<StorageClass>()
                .Select(c => $"{c.Name}{(c.IsDefault ? "*" : string.Empty)} {c.Provisioner} {(c.IsRetained ? "Retain" : "Delete")}")
                .Order(StringComparer.Ordinal)));

    /// <summary>A manifest that makes a chart's class the default is merged into it by the API server; what it says of the rest counts.</summary>
    [Theory]
    [InlineData("longhorn", "driver.longhorn.io", "", true, "Retain 2")]
    [InlineData("longhorn", "driver.longhorn.io", "parameters: {numberOfReplicas: \"1\"}", true, "Delete 1")]
    [InlineData("longhorn", "driver.other.io", "", true, "Delete ")]
    [InlineData("other", "driver.longhorn.io", "", true, "Delete ")]
    [InlineData("longhorn", "driver.longhorn.io", "", false, "Delete ")]
    public void A_class_written_over_that_of_a_chart_keeps_what_it_does_not_say(string name, string provisioner, string rest, bool isInSight, string expected)
    {
        var release = isInSight ? """
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: longhorn, namespace: storage}
            spec: {chart: {spec: {chart: longhorn} }, values: {persistence: {reclaimPolicy: Retain, defaultClassReplicaCount: 2}}}
            """ : string.Empty;
        var written = Deployed.Manifests([.. ManifestReader.ReadAll(
            $$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: {{name}}, annotations: {storageclass.kubernetes.io/is-default-class: "true"} }
            provisioner: {{provisioner}}
            {{rest}}
            {{release}}
            """, "f.yaml")]).OfType<StorageClass>().Single(c => c.Origin is null);
        Assert.True(written.IsDefault);
        Assert.Equal(expected, $"{(written.IsRetained ? "Retain" : "Delete")} {written.Parameter("numberOfReplicas")}");
    }

    /// <summary>The jobs and groups of the class are JSON in a text; a list means the same.</summary>
    [Theory]
    [InlineData("{}", "")]
    [InlineData("{persistence: {recurringJobSelector: {enable: false, jobList: '[{\"name\":\"a\"}]'}}}", "")]
    [InlineData("{persistence: {recurringJobSelector: {enable: true}}}", "")]
    [InlineData("{persistence: {recurringJobSelector: {enable: true, jobList: '[{\"name\":\"a\",\"isGroup\":true}]'}}}", "[{\"name\":\"a\",\"isGroup\":true}]")]
    [InlineData("{persistence: {recurringJobSelector: {enable: true, jobList: [{name: a, isGroup: true}]}}}", "[{\"name\":\"a\",\"isGroup\":true}]")]
    public void The_class_of_a_chart_says_which_jobs_back_up_its_volumes(string values, string selector) =>
        Assert.Equal(selector, Assert.Single(Made("longhorn", values).OfType<StorageClass>()).Parameter("recurringJobSelector"));

    [Theory]
    [InlineData("{}", "")]
    [InlineData("{defaultSettings: {allowRecurringJobWhileVolumeDetached: false}}", "")]
    [InlineData("{defaultSettings: {allowRecurringJobWhileVolumeDetached: true}}", "allow-recurring-job-while-volume-detached true")]
    public void Longhorn_says_whether_it_copies_what_is_detached(string values, string settings) => Assert.Equal(
        settings,
        string.Join(", ", Made("longhorn", values).OfType<BackupObject>().Select(s => $"{s.Name} {s.Text("value")}")));

    [Fact]
    public void Values_that_are_no_YAML_are_said_to_be_out_of_sight()
    {
        var readings = Deployed.Of([
            .. ManifestReader.ReadAll(
                "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: a}\nspec: {chart: other, valuesContent: \"{{ .Values.x }}\"}\n",
                "f.yaml"),
        ]);
        Assert.Contains("no YAML mapping", Assert.IsType<ManifestReading.NotJudged>(Assert.Single(readings)).Reason, StringComparison.Ordinal);
    }

    /// <summary>Operators of backups: their settings, plans and places.</summary>
    [Theory]
    [InlineData("k8up", "{}", "BACKUP_SKIP_WITHOUT_ANNOTATION=false")]
    [InlineData("k8up", "{k8up: {skipWithoutAnnotation: true}}", "BACKUP_SKIP_WITHOUT_ANNOTATION=true")]
    [InlineData(
        "k8up",
        "{k8up: {envVars: [{name: BACKUP_ANNOTATION, value: home/copy}, {name: X, value: z}]}}",
        "BACKUP_SKIP_WITHOUT_ANNOTATION=false BACKUP_ANNOTATION=home/copy X=z")]
    public void What_an_operator_of_backups_is_started_with_is_in_sight(string chart, string values, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Assert.Single(Made(chart, values).OfType<Workload>()).Pod.Containers.Single().Environment
            .Select(v => $"{v.Name}={((EnvironmentValue.Literal)v.Value).Text}")));

    [Theory]
    [InlineData("{}", "--default-volumes-to-fs-backup=false", "", "")]
    [InlineData("{configuration: {defaultVolumesToFsBackup: true}}", "--default-volumes-to-fs-backup=true", "", "")]
    [InlineData(
        "{schedules: {nightly: {schedule: 0 3 * * *, template: {includedNamespaces: [home]}}, off: {disabled: true, schedule: 0 4 * * *}}}",
        "--default-volumes-to-fs-backup=false",
        "store-velero-nightly home",
        "")]
    [InlineData(
        "{configuration: {backupStorageLocation: [{name: nas, bucket: b, default: true, config: {s3Url: 'http://192.0.2.1:9000'}}]}}",
        "--default-volumes-to-fs-backup=false",
        "",
        "nas b")]
    public void The_plans_and_places_of_velero_are_in_sight(string values, string flag, string plans, string places)
    {
        var made = Made("velero", values).ToArray();
        Assert.EndsWith(flag, Assert.Single(made.OfType<Workload>()).Pod.Containers.Single().CommandLine, StringComparison.Ordinal);
        var backups = made.OfType<BackupObject>().ToLookup(b => b.Reference.Kind);
        Assert.Equal(plans, string.Join(", ", backups["Schedule"].Select(b => $"{b.Name} {b.Text("namespaces")}")));
        Assert.Equal(places, string.Join(", ", backups["BackupStorageLocation"].Select(b => $"{b.Name} {b.Text("address")}")));
    }

    [Theory]
    [InlineData("{}", "Deployment")]
    [InlineData("{deployNodeAgent: false}", "Deployment")]
    [InlineData("{deployNodeAgent: true}", "DaemonSet Deployment")]
    public void The_helper_of_velero_runs_where_it_is_asked_for(string values, string kinds) => Assert.Equal(
        kinds,
        string.Join(' ', Made("velero", values).OfType<Workload>().Select(w => w.Reference.Kind).Order(StringComparer.Ordinal)));

    [Fact]
    public void The_volume_and_claim_of_a_provisioner_are_in_sight_too()
    {
        var made = Made("nfs-client-provisioner", "{nfs: {server: nas, path: /x, mountOptions: [nolock]}}").ToArray();
        Assert.Equal("pvc-store-nfs-client-provisioner", Assert.Single(made.OfType<Claim>()).Name);
        Assert.Equal("nas", Assert.Single(made.OfType<Volume>()).Backing.Server);
    }

    [Fact]
    public void Every_file_names_its_chart_and_where_it_can_be_checked() => Assert.All(StorageCharts.All, chart =>
    {
        Assert.NotEmpty(chart.Names);
        Assert.All(chart.Evidence, address => Assert.StartsWith("https://", address, StringComparison.Ordinal));
        Assert.NotEmpty(chart.Evidence);
        Assert.All(chart.Makes, made => Assert.Equal(System.Text.Json.JsonValueKind.Object, made.Object.ValueKind));
    });

    /// <summary>What has no volume unless somebody asks for one is not worth a word.</summary>
    [Theory]
    [InlineData("cert-manager", "{crds: {enabled: true}, persistence: {enabled: false}}", 0)]
    [InlineData("metrics-server", "{args: [--kubelet-insecure-tls]}", 0)]
    [InlineData("traefik", "{persistence: {enabled: true, size: 1Gi}}", 1)]
    [InlineData("argo-cd", "{redis: {volumes: [{persistentVolumeClaim: {claimName: cache}}]}}", 1)]
    [InlineData("unheard-of", "{}", 1)]
    public void A_chart_without_volumes_is_named_only_where_values_ask_for_one(string chart, string values, int expected) => Assert.Equal(
        (chart, expected),
        (chart, Deployed.Of([.. ManifestReader.ReadAll(
            $$"""
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: it, namespace: system}
            spec: {chart: {spec: {chart: {{chart}}} }, values: {{values}} }
            """, "f.yaml")]).OfType<ManifestReading.NotJudged>().Count()));

    private static IEnumerable<Manifest> Made(string chart, string values) => Deployed.Manifests([.. ManifestReader.ReadAll(
        $$"""
        apiVersion: helm.cattle.io/v1
        kind: HelmChart
        metadata: {name: store, namespace: kube-system}
        spec:
          chart: {{chart}}
          targetNamespace: rook-ceph
          valuesContent: |-
            {{values}}
        """, "f.yaml")]);
}
