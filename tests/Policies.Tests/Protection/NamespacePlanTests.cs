using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Plans for the claims of a namespace, and plans that choose namespaces.</summary>
public sealed class NamespacePlanTests
{
    private const string Files = " (Velero's copy of the files)";

    private const string Operator = "Schedule home/plan names no backend, and whether the operator has one (BACKUP_GLOBALS3BUCKET and its like) "
        + "is not known";

    private const string ByFiles = " (K8up's copy of the files)";

    [Theory]
    [InlineData("{schedule: '@daily-random'}", "ReadWriteOnce", "x: y", "Schedule home/plan scheduled" + ByFiles)]
    [InlineData(
        "{schedule: '@daily', labelSelectors: [{matchLabels: {app: vault}}]}",
        "ReadWriteOnce",
        "x: y",
        "Schedule home/plan declared: its labelSelectors miss the claim" + ByFiles)]
    [InlineData("{}", "ReadWriteOnce", "x: y", "Schedule home/plan declared: its backups have no schedule" + ByFiles)]
    [InlineData(
        "{schedule: '@daily'}",
        "ReadWriteOncePod",
        "x: y",
        "Schedule home/plan declared: it skips ReadWriteOncePod claims, which a second pod cannot mount" + ByFiles)]
    [InlineData(
        "{schedule: '@daily'}",
        "ReadWriteOncePod",
        "k8up.io/backup: 'true'",
        "Schedule home/plan declared: a second pod cannot mount a ReadWriteOncePod claim" + ByFiles)]
    [InlineData(
        "{schedule: '@daily'}",
        "ReadOnlyMany",
        "x: y",
        "Schedule home/plan declared: it skips claims that are neither ReadWriteOnce nor ReadWriteMany" + ByFiles)]
    [InlineData(
        "{schedule: '@daily'}",
        "ReadWriteOnce",
        "k8up.io/backup: 'false'",
        "Schedule home/plan declared: annotation k8up.io/backup of the claim says 'false', which is not true" + ByFiles)]
    [InlineData(
        "{schedule: '@daily'}",
        "ReadWriteOnce",
        "k8up.io/backup: 'yes'",
        "Schedule home/plan declared: annotation k8up.io/backup of the claim says 'yes', which is not true" + ByFiles)]
    [InlineData("{schedule: '@daily'}", "ReadWriteOnce", "k8up.io/backup: 'True'", "Schedule home/plan scheduled" + ByFiles)]
    public void A_schedule_copies_the_claims_of_its_namespace(string backup, string mode, string annotation, string expected) =>
        Assert.Equal(expected, By(Block, Marked(annotation, mode), App, K8up($"backup: {backup}")));

    /// <summary>Which claims it copies is a setting of the operator; what is not known is no promise.</summary>
    [Theory]
    [InlineData("", "x: y", "scheduled")]
    [InlineData("{name: BACKUP_SKIP_WITHOUT_ANNOTATION, value: 'true'}", "x: y", "declared: K8up copies only claims with annotation k8up.io/backup ("
        + "BACKUP_SKIP_WITHOUT_ANNOTATION)")]
    [InlineData("{name: BACKUP_SKIP_WITHOUT_ANNOTATION, value: 'true'}", "k8up.io/backup: 'true'", "scheduled")]
    [InlineData("{name: BACKUP_SKIP_WITHOUT_ANNOTATION, value: 'true'}, {name: BACKUP_SKIP_WITHOUT_ANNOTATION, value: 'false'}", "x: y", "scheduled")]
    [InlineData("{name: BACKUP_SKIP_WITHOUT_ANNOTATION, valueFrom: {configMapKeyRef: {name: a, key: b}}}", "x: y", "declared? whether K8up copies claims "
        + "without annotation k8up.io/backup (BACKUP_SKIP_WITHOUT_ANNOTATION) is not known")]
    [InlineData(
        "{name: BACKUP_ANNOTATION, value: home/copy}",
        "home/copy: 'false'",
        "declared: annotation home/copy of the claim says 'false', which is not true")]
    [InlineData("{name: BACKUP_ANNOTATION, value: home/copy}", "k8up.io/backup: 'false'", "scheduled")]
    [InlineData("{name: BACKUP_ANNOTATION, valueFrom: {secretKeyRef: {name: a, key: b}}}", "k8up.io/backup: 'true'", "declared? the annotation of claims that "
        + "K8up goes by (BACKUP_ANNOTATION) is not known")]
    public void The_settings_of_the_operator_choose_among_claims(string variables, string annotation, string expected) => Assert.Equal(
        $"Schedule home/plan {expected}{ByFiles}",
        By(Block, Marked(annotation, "ReadWriteOnce"), App, K8upAlone("backup: {schedule: '@daily'}"), Started(variables)));

    [Theory]
    [InlineData("x: y", "declared? whether K8up copies claims without annotation k8up.io/backup (BACKUP_SKIP_WITHOUT_ANNOTATION) is not known")]
    [InlineData("k8up.io/backup: 'true'", "scheduled")]
    public void Without_the_operator_in_sight_only_a_mark_tells(string annotation, string expected)
    {
        var plan = K8upAlone("backup: {schedule: '@daily'}");
        Assert.Equal($"Schedule home/plan {expected}{ByFiles}", By(Block, Marked(annotation, "ReadWriteOnce"), App, plan));
        Assert.Equal(
            $"Schedule home/plan {expected}{ByFiles}",
            By(Block, Marked(annotation, "ReadWriteOnce"), App, plan, Started("", image: "example.net/another/k8up:1")));
    }

    [Fact]
    public void Two_operators_that_are_set_differently_tell_nothing() => Assert.StartsWith(
        "Schedule home/plan declared? whether K8up copies claims",
        By(
            Block,
            Data,
            App,
            K8up("backup: {schedule: '@daily'}"),
            Started("{name: BACKUP_SKIP_WITHOUT_ANNOTATION, value: 'true'}", name: "second")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", ", args: [server, --default-volumes-to-fs-backup]", true)]
    [InlineData("", ", args: [server, --default-volumes-to-fs-backup=true]", true)]
    [InlineData("", ", args: [server, --default-volumes-to-fs-backup=false]", false)]
    [InlineData("", ", args: [server]", false)]
    [InlineData("defaultVolumesToFsBackup: false", ", args: [server, --default-volumes-to-fs-backup]", false)]
    public void A_plan_that_does_not_say_copies_files_as_the_server_was_started(string template, string args, bool isByFiles) => Assert.Equal(
        isByFiles ? $"Schedule velero/plan scheduled{Files}"
            : "Schedule velero/plan declared: its copies are stored on the volume's own storage, as snapshots",
        By(Block, Data, App, Velero(template), Server(args), Helper("node-agent")));

    /// <summary>Files are copied, and snapshots moved, by a helper on each node. Where the server runs and none does, nothing is.</summary>
    [Theory]
    [InlineData("defaultVolumesToFsBackup: true", true, "node-agent", "scheduled" + Files)]
    [InlineData("defaultVolumesToFsBackup: true", true, "restic", "scheduled" + Files)]
    [InlineData("defaultVolumesToFsBackup: true", true, "", "declared: Velero copies files by its node agent, and runs without one" + Files)]
    [InlineData("defaultVolumesToFsBackup: true", false, "", "scheduled" + Files)]
    [InlineData("snapshotMoveData: true", true, "node-agent", "scheduled")]
    [InlineData("snapshotMoveData: true", true, "", "declared: Velero copies files by its node agent, and runs without one")]
    public void A_server_without_its_helper_copies_no_files(string template, bool isSeen, string helper, string expected) => Assert.Equal(
        $"Schedule velero/plan {expected}",
        By(
        [
            Block,
            Data,
            App,
            Velero(template),
            .. isSeen ? [Server(", args: [server]")] : Array.Empty<string>(),
            .. helper.Length > 0 ? [Helper(helper)] : Array.Empty<string>(),
        ]));

    [Theory]
    [InlineData("velero", "scheduled" + Files)]
    [InlineData("backup", "declared: Velero looks into its own namespace only, and its Deployment is in backup" + Files)]
    public void A_plan_is_read_where_the_server_is(string ns, string expected) => Assert.Equal(
        $"Schedule velero/plan {expected}",
        By(
            Block,
            Data,
            App,
            Velero("defaultVolumesToFsBackup: true"),
            Server(", args: [server]").Replace("namespace: velero", $"namespace: {ns}", StringComparison.Ordinal),
            Helper("node-agent").Replace("namespace: velero", $"namespace: {ns}", StringComparison.Ordinal)));

    /// <summary>Nothing of Velero was found but the namespace that it usually is in.</summary>
    [Theory]
    [InlineData("velero", "velero", "scheduled" + Files)]
    [InlineData("backup", "velero", "declared? whether Velero reads Schedule backup/plan is not known: it looks into its own namespace only, which usually "
        + "is velero" + Files)]
    [InlineData("backup", "backup", "scheduled" + Files)]
    public void A_plan_may_be_where_nobody_reads_it(string plan, string ns, string expected) => Assert.Equal(
        $"Schedule {plan}/plan {expected}",
        By(
            Block,
            Data,
            App,
            Velero("defaultVolumesToFsBackup: true").Replace("namespace: velero", $"namespace: {plan}", StringComparison.Ordinal),
            $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {ns}}}}}"));

    [Fact]
    public void A_schedule_that_only_prunes_makes_no_backups() => Assert.Empty(By(Block, Data, App, K8up("prune: {schedule: '@daily'}")));

    [Fact]
    public void A_schedule_of_another_namespace_is_for_others() =>
        Assert.Empty(By(Block, Data, App, K8up("backup: {schedule: '@daily'}").Replace("namespace: home", "namespace: elsewhere", StringComparison.Ordinal)));

    /// <summary>What a command of the pod's own prints is copied whatever becomes of its claim.</summary>
    [Theory]
    [InlineData("dump", "x: y", "ReadWriteOnce", "scheduled")]
    [InlineData("sqlite3 /data/db.sqlite3 .dump", "k8up.io/backup: 'false'", "ReadWriteOnce", "scheduled")]
    [InlineData("/bin/sh -c 'sqlite3 /data/db.sqlite3 .dump'", "x: y", "ReadWriteOncePod", "scheduled")]
    [InlineData("tar -cf - /data", "k8up.io/backup: 'false'", "ReadWriteOnce", "scheduled (tar, as k8up.io/backupcommand says)")]
    public void A_command_of_the_pods_own_makes_the_copy(string command, string annotation, string mode, string expected) => Assert.Equal(
        $"Schedule home/plan {expected}",
        By(
            Block,
            Marked(annotation, mode),
            App.Replace("labels: {app: vault}", $"annotations: {{k8up.io/backupcommand: \"{command}\"}}", StringComparison.Ordinal),
            K8up("backup: {schedule: '@daily', labelSelectors: [{matchLabels: {app: other}}]}")));

    /// <summary>It runs in a pod that runs, as often as its plan says.</summary>
    [Theory]
    [InlineData("{schedule: '@daily'}", 0, "declared: k8up.io/backupcommand runs in container c of a running pod, and there is none")]
    [InlineData("{}", 1, "declared: its backups have no schedule")]
    public void A_command_needs_a_pod_and_a_plan(string backup, int replicas, string expected) => Assert.Equal(
        $"Schedule home/plan {expected}",
        By(
            Block,
            Data,
            App.Replace("labels: {app: vault}", "annotations: {k8up.io/backupcommand: dump}", StringComparison.Ordinal)
                .Replace("replicas: 1", $"replicas: {replicas}", StringComparison.Ordinal),
            K8up($"backup: {backup}")));

    /// <summary>The snapshot of what a command printed is called like its namespace and its container.</summary>
    [Theory]
    [InlineData("home-c.sql", "ran")]
    [InlineData("home-other.sql", "scheduled")]
    public void A_snapshot_of_what_it_printed_is_a_success(string name, string expected) => Assert.Equal(
        $"Schedule home/plan {expected}",
        By(
            Block,
            Data,
            App.Replace("labels: {app: vault}", "annotations: {k8up.io/backupcommand: dump, k8up.io/file-extension: .sql}", StringComparison.Ordinal),
            K8up("backup: {schedule: '@daily'}"),
            $"{{apiVersion: k8up.io/v1, kind: Snapshot, metadata: {{name: s, namespace: home}}, spec: {{date: '2026-11-23T18:00:00Z', paths: [/{name}]}}}}"));

    [Fact]
    public void A_mark_without_a_schedule_is_a_wish() =>
        Assert.Equal(
            "annotation k8up.io/backup declared: no K8up schedule of its namespace was found",
            By(Block, Marked("k8up.io/backup: 'true'", "ReadWriteOnce"), App));

    [Theory]
    [InlineData("includedNamespaces: ['*'], defaultVolumesToFsBackup: true", "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData("defaultVolumesToFsBackup: true", "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData("includedNamespaces: [home], defaultVolumesToFsBackup: true", "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData("includedNamespaces: [other], defaultVolumesToFsBackup: true", "")]
    [InlineData("excludedNamespaces: [home], defaultVolumesToFsBackup: true", "Schedule velero/plan declared: it leaves out namespace home")]
    [InlineData("includedNamespaces: ['*'], excludedNamespaces: ['ho*']", "Schedule velero/plan declared: it leaves out namespace home")]
    [InlineData("includedNamespaces: [other], excludedNamespaces: [third]", "")]
    [InlineData(
        "defaultVolumesToFsBackup: true, labelSelector: {matchLabels: {app: other}}",
        "Schedule velero/plan declared: its label selector misses the pod (Velero's copy of the files)")]
    [InlineData(
        "defaultVolumesToFsBackup: true, orLabelSelectors: [{matchLabels: {app: other}}, {matchLabels: {app: vault}}]",
        "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData(
        "defaultVolumesToFsBackup: true, includedResources: [configmaps]",
        "Schedule velero/plan declared: its resources leave out pods or claims (Velero's copy of the files)")]
    [InlineData(
        "defaultVolumesToFsBackup: true, excludedResources: [persistentvolumeclaims]",
        "Schedule velero/plan declared: its resources leave out pods or claims (Velero's copy of the files)")]
    [InlineData("snapshotMoveData: true", "Schedule velero/plan scheduled")]
    [InlineData("snapshotMoveData: true, includedNamespaceScopedResources: [pvc]", "Schedule velero/plan scheduled")]
    [InlineData("snapshotMoveData: true, excludedResources: [pods]", "Schedule velero/plan scheduled")]
    [InlineData("snapshotMoveData: true, includedResources: [pods]", "Schedule velero/plan declared: its resources leave out claims")]
    [InlineData("ttl: 24h", "Schedule velero/plan declared: its copies are stored on the volume's own storage, as snapshots")]
    public void A_selection_covers_what_it_chooses(string template, string expected) => Assert.Equal(expected, By(Block, Data, App, Velero(template)));

    /// <summary>A kustomization that gives its namespace to all it holds takes a Schedule away from its server.</summary>
    [Theory]
    [InlineData("velero", "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData(
        "backups",
        "Schedule velero/plan declared: Velero looks into its own namespace only, and its BackupStorageLocation is in backups (Velero's copy of the files)")]
    public void A_selection_is_followed_beside_its_server(string ns, string expected) => Assert.Equal(
        expected,
        By(
            Block,
            Data,
            App,
            Velero("defaultVolumesToFsBackup: true"),
            $"{{apiVersion: velero.io/v1, kind: BackupStorageLocation, metadata: {{name: default, namespace: {ns}}}, spec: {{objectStorage: "
                + "{bucket: b}}}"));

    [Theory]
    [InlineData("paused: true, ", "", "it is paused")]
    [InlineData("", ", status: {phase: FailedValidation}", "its phase is FailedValidation")]
    public void A_stopped_selection_covers_nothing(string spec, string status, string why) =>
        Assert.Equal(
            $"Schedule velero/plan declared: {why} (Velero's copy of the files)",
            By(Block, Data, App, Velero("defaultVolumesToFsBackup: true", spec, status)));

    [Theory]
    [InlineData("annotations: {backup.velero.io/backup-volumes: 'x,v'}", "ttl: 24h", "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData(
        "annotations: {backup.velero.io/backup-volumes-excludes: v}",
        "defaultVolumesToFsBackup: true, snapshotVolumes: false",
        "Schedule velero/plan declared: nothing says that it copies the files of this volume, and it takes no snapshots")]
    [InlineData(
        "labels: {velero.io/exclude-from-backup: 'true'}",
        "defaultVolumesToFsBackup: true",
        "Schedule velero/plan declared: label velero.io/exclude-from-backup leaves it out (Velero's copy of the files)")]
    [InlineData("annotations: {pre.hook.backup.velero.io/command: x}", "defaultVolumesToFsBackup: true", "Schedule velero/plan scheduled")]
    public void Pods_have_their_say(string metadata, string template, string expected) =>
        Assert.Equal(expected, By(Block, Data, App.Replace("labels: {app: vault}", metadata, StringComparison.Ordinal), Velero(template)));

    [Theory]
    [InlineData(LocalPath, "Schedule velero/plan declared: its copy of files silently skips hostPath volumes (Velero's copy of the files)")]
    [InlineData(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast, annotations: {defaultVolumeType: local}}, provisioner: "
            + "rancher.io/local-path}",
        "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: openebs.io/local}",
        "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: zfs.csi.openebs.io, parameters: {poolname: p, fstype: zfs}}",
        "Schedule velero/plan scheduled (Velero's copy of the files)")]
    [InlineData(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: kubevirt.io.hostpath-provisioner}",
        "Schedule velero/plan scheduled (Velero's copy of the files)")]
    public void Host_paths_are_passed_over(string storageClass, string expected) =>
        Assert.Equal(expected, By(storageClass, Data, App, Velero("defaultVolumesToFsBackup: true")));

    /// <summary>The first entry of a policy for volumes that fits counts, before annotations and defaults.</summary>
    [Theory]
    [InlineData("{conditions: {storageClass: [fast]}, action: {type: skip}}", "declared: ConfigMap policies skips the volume")]
    [InlineData("{conditions: {storageClass: [slow]}, action: {type: skip}}", "scheduled (Velero's copy of the files)")]
    [InlineData(
        "{conditions: {pvcLabels: {keep: 'yes'}}, action: {type: fs-backup}}, {conditions: {storageClass: [fast]}, action: {type: skip}}",
        "scheduled (Velero's copy of the files)")]
    [InlineData(
        "{conditions: {csi: {driver: local.csi.openebs.io}}, action: {type: snapshot}}",
        "declared: its copies are stored on the volume's own storage, as snapshots")]
    [InlineData(
        "{conditions: {storageClass: [fast], capacity: '0,5Gi'}, action: {type: skip}}",
        "declared? whether an entry of ConfigMap policies is about this volume depends on what is not known (Velero's copy of the files)")]
    [InlineData("{conditions: {storageClass: [slow], capacity: '0,5Gi'}, action: {type: skip}}", "scheduled (Velero's copy of the files)")]
    [InlineData(
        "{conditions: {nfs: {}}, action: {type: skip}}",
        "declared? whether an entry of ConfigMap policies is about this volume depends on what is not known (Velero's copy of the files)")]
    [InlineData("{conditions: {volumeTypes: [emptyDir, downwardAPI, cinder]}, action: {type: skip}}", "scheduled (Velero's copy of the files)")]
    [InlineData("{conditions: {volumeTypes: [emptyDir, csi]}, action: {type: skip}}", "declared: ConfigMap policies skips the volume")]
    public void A_policy_for_volumes_says_what_is_copied_and_how(string entries, string expected)
    {
        var map = $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: policies, namespace: velero}}, data: {{p.yaml: \"volumePolicies: [{entries}]\"}}}}";
        var plan = Velero("defaultVolumesToFsBackup: true, resourcePolicy: {kind: configmap, name: policies}");
        var data = Data.Replace("name: data,", "name: data, labels: {keep: 'yes'},", StringComparison.Ordinal);
        Assert.Equal($"Schedule velero/plan {expected}", By(Block, data, App, map, plan));
        Assert.StartsWith("Schedule velero/plan declared? what ", By(Block, data, App, plan), StringComparison.Ordinal);
    }

    /// <summary>What a claim will be is one of two where its class makes directories, and nothing says of which sort.</summary>
    [Theory]
    [InlineData("[emptyDir, nfs]", "declared: its copy of files s")]
    [InlineData("[hostPath]", "declared: ConfigMap policies skips the volume")]
    public void A_policy_for_volumes_tells_them_apart_by_their_sort(string types, string expected)
    {
        var map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: policies, namespace: velero}, data: {p.yaml: \"volumePolicies: [{conditions: "
            + $"{{volumeTypes: {types}}}, action: {{type: skip}}}}]\"}}}}";
        var plan = Velero("defaultVolumesToFsBackup: true, resourcePolicy: {kind: configmap, name: policies}");
        var path = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";
        Assert.StartsWith($"Schedule velero/plan {expected}", By(path, Data, App, map, plan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "", "status: {phase: Unavailable}", "declared: BackupStorageLocation velero/default is Unavailable")]
    [InlineData("default", "accessMode: ReadOnly", "status: {phase: Available}", "declared: BackupStorageLocation velero/default is ReadOnly")]
    [InlineData("default", "accessMode: ReadWrite", "status: {phase: Available}", "scheduled")]
    [InlineData("nas", "default: true", "status: {phase: Unavailable}", "declared: BackupStorageLocation velero/nas is Unavailable")]
    [InlineData("nas", "", "status: {phase: Unavailable}", "scheduled")]
    public void A_location_has_to_take_backups(string name, string spec, string status, string expected) => Assert.Equal(
        $"Schedule velero/plan {expected}{Files}",
        By(Block, Data, App, Velero("defaultVolumesToFsBackup: true"), Location(name, spec, status)));

    [Fact]
    public void A_plan_may_name_its_location() => Assert.Equal(
        $"Schedule velero/plan declared: BackupStorageLocation velero/nas is Unavailable{Files}",
        By(Block, Data, App, Velero("defaultVolumesToFsBackup: true, storageLocation: nas"), Location("nas", "", "status: {phase: Unavailable}")));

    [Theory]
    [InlineData("schedule: '@daily'", "declared: its copies are stored on the volume's own storage, as snapshots")]
    [InlineData("schedule: '@daily', claimSelector: {matchLabels: {app: other}}", "declared: its claimSelector misses the claim")]
    [InlineData("schedule: '@daily', disabled: true", "declared: it is disabled")]
    public void Snapshots_of_a_namespace_lie_beside_their_data(string spec, string expected)
    {
        var plan = $"{{apiVersion: snapscheduler.backube/v1, kind: SnapshotSchedule, metadata: {{name: plan, namespace: home}}, spec: {{{spec}}}}}";
        Assert.Equal($"SnapshotSchedule home/plan {expected}", By(Longhorn, Data, App, plan));
    }

    [Fact]
    public void Without_a_backend_it_depends_on_the_operator() => Assert.Equal(
        "Schedule home/plan declared? Schedule home/plan names no backend, and whether the operator has one (BACKUP_GLOBALS3BUCKET and its like) "
            + "is not known" + ByFiles,
        By(Block, Data, App, K8up("backup: {schedule: '@daily'}").Replace("backend: {s3: {bucket: b}}, ", string.Empty, StringComparison.Ordinal)));

    [Fact]
    public void The_operator_may_have_a_backend_for_plans_that_name_none() => Assert.Equal(
        $"Schedule home/plan scheduled{ByFiles}",
        By(
            Block,
            Data,
            App,
            K8upAlone("backup: {schedule: '@daily'}").Replace("backend: {s3: {bucket: b}}, ", string.Empty, StringComparison.Ordinal),
            Started("{name: BACKUP_GLOBALS3BUCKET, value: copies}")));

    /// <summary>A password for the repository is no place; a folder of the pod that copies is one for as long as the pod.</summary>
    [Theory]
    [InlineData("backend: {repoPasswordSecretRef: {name: x, key: y}}", "declared? " + Operator)]
    [InlineData("backend: {}", "declared? " + Operator)]
    [InlineData("backend: {rest: {url: 'https://backup.example.net'}}", "scheduled")]
    [InlineData("backend: {local: {mountPath: /b}}", "declared: its local backend is a folder of the pod that copies, and goes with it")]
    [InlineData("backend: {local: {mountPath: /b}, volumeMounts: [{name: b, mountPath: /b}]}", "scheduled")]
    public void A_backend_has_to_be_a_place(string backend, string expected) => Assert.Equal(
        $"Schedule home/plan {expected}{ByFiles}",
        By(Block, Data, App, K8up("backup: {schedule: '@daily'}").Replace("backend: {s3: {bucket: b}}", backend, StringComparison.Ordinal)));

    /// <summary>Whoever copies: what is on the appliance that holds the data is no other place.</summary>
    [Theory]
    [InlineData("192.0.2.10", "declared: its copies are stored on the same server (192.0.2.10)")]
    [InlineData("192.0.2.11", "scheduled")]
    public void An_object_store_may_be_on_the_same_appliance(string server, string expected)
    {
        const string Share = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, parameters: {server: "
            + "192.0.2.10, share: /x}}";
        var (s3, rest) = ($"backend: {{s3: {{endpoint: 'http://{server}:9000', bucket: b}}}}", $"backend: {{rest: {{url: 'http://{server}:8000/'}}}}");
        foreach (var backend in new[] { s3, rest })
        {
            Assert.Equal(
                $"Schedule home/plan {expected}{ByFiles}",
                By(Share, Data, App, K8up("backup: {schedule: '@daily'}").Replace("backend: {s3: {bucket: b}}", backend, StringComparison.Ordinal)));
        }

        Assert.Equal(
            $"Schedule velero/plan {expected}{Files}",
            By(Share, Data, App, Velero("defaultVolumesToFsBackup: true"), Location("default", $"config: {{s3Url: 'http://{server}:9000'}}", "status: {}")));
        Assert.Equal(
            $"container r {expected}",
            By(
                Share,
                Data,
                App.Replace(
                    "[{name: c, image",
                    $"[{{name: r, image: litestream/litestream, args: [replicate, /data/db.sqlite3, 's3://b/x?endpoint=http://{server}:9000'], volumeMounts: "
                        + "[{name: v, mountPath: /data}]}, {name: c, image",
                    StringComparison.Ordinal)));
    }

    /// <summary>A claim that is chosen is snapshotted; files are copied out of pods that are.</summary>
    [Theory]
    [InlineData("snapshotMoveData: true", "keep: 'yes'", "scheduled")]
    [InlineData("snapshotMoveData: true", "keep: 'no'", "declared: its label selector misses the pod and the claim")]
    [InlineData("defaultVolumesToFsBackup: true", "keep: 'yes'", "declared: its label selector misses the pod" + Files)]
    [InlineData("defaultVolumesToFsBackup: true", "app: vault", "scheduled" + Files)]
    public void Labels_choose_claims_and_pods(string template, string labels, string expected) => Assert.Equal(
        $"Schedule velero/plan {expected}",
        By(
            Longhorn,
            Data.Replace("name: data,", "name: data, labels: {keep: 'yes'},", StringComparison.Ordinal),
            App,
            Velero($"{template}, labelSelector: {{matchLabels: {{{labels}}}}}")));

    [Fact]
    public void Pods_that_do_not_run_are_passed_over() =>
        Assert.Equal(
            "Schedule velero/plan declared: it copies files of running pods only, and there is none (Velero's copy of the files)",
            By(Block, Data, App.Replace("replicas: 1", "replicas: 0", StringComparison.Ordinal), Velero("defaultVolumesToFsBackup: true")));

    private static string Marked(string annotation, string mode) =>
        Data.Replace(
            "name: data,",
            $"name: data, annotations: {{{annotation}}},",
            StringComparison.Ordinal).Replace("[ReadWriteOnce]", $"[{mode}]", StringComparison.Ordinal);

    /// <summary>A plan of K8up beside an operator as its chart starts it.</summary>
    private static string K8up(string spec) => K8upAlone(spec) + "\n---\n" + Started("{name: BACKUP_SKIP_WITHOUT_ANNOTATION, value: 'false'}");

    private static string K8upAlone(string spec) =>
        $"{{apiVersion: k8up.io/v1, kind: Schedule, metadata: {{name: plan, namespace: home}}, spec: {{backend: {{s3: {{bucket: b}}}}, {spec}}}}}";

    private static string Started(string variables, string more = "", string image = "ghcr.io/k8up-io/k8up:v2.13.0", string name = "k8up") =>
        $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}, namespace: backup}}, spec: {{template: {{spec: {{containers: "
            + $"[{{name: o, image: '{image}', env: [{variables}]{more}}}]}}}}}}}}";

    private static string Server(string args) =>
        Started("", args, "velero/velero:v1.16.0", "velero").Replace("namespace: backup", "namespace: velero", StringComparison.Ordinal);

    private static string Helper(string command) => Started("", $", command: [/velero], args: [{command}, server]", "velero/velero:v1.16.0", "helper")
        .Replace("namespace: backup", "namespace: velero", StringComparison.Ordinal)
        .Replace("kind: Deployment", "kind: DaemonSet", StringComparison.Ordinal);

    private static string Location(string name, string spec, string status) =>
        $"{{apiVersion: velero.io/v1, kind: BackupStorageLocation, metadata: {{name: {name}, namespace: velero}}, spec: {{{spec}}}, {status}}}";

    private static string Velero(string template, string spec = "", string status = "") =>
        $"{{apiVersion: velero.io/v1, kind: Schedule, metadata: {{name: plan, namespace: velero}}, spec: {{schedule: '0 3 * * "
            + $"*', {spec}template: {{{template}}}}}{status}}}";
}
