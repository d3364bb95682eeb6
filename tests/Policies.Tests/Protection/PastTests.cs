using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>
/// What became of objects: a cluster tells it by their statuses, by objects that stand for runs and by what we note on them. A file that says the same
/// proves nothing and refutes nothing.
/// </summary>
public sealed partial class PastTests
{
    private const string Bound = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, uid: u1}, spec: {accessModes: "
        + "[ReadWriteOnce], storageClassName: fast, volumeName: pvc-1}}";

    /// <summary>A household for each maker of backups, with everything that it may say of the past.</summary>
    public static TheoryData<string, string> Households { get; } = new()
    {
        {
            "VolSync",
            Text(Block, Bound, App, """
                {apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: plan, namespace: home}, spec: {sourcePVC: data,
                 trigger: {schedule: '@hourly'}, kopia: {repository: r, copyMethod: Snapshot}}, status: {lastSyncTime: '2026-11-23T19:30:00Z'}}
                """)
        },
        {
            "K8up",
            Text(Block, Bound.Replace("uid: u1", "uid: u1, annotations: {k8up.io/backup: 'true'}", StringComparison.Ordinal), App, """
                {apiVersion: k8up.io/v1, kind: Schedule, metadata: {name: plan, namespace: home}, spec: {backend: {s3: {bucket: b}},
                 backup: {schedule: '@hourly'}}}
                """, """
                {apiVersion: k8up.io/v1, kind: Snapshot, metadata: {name: one, namespace: home}, spec: {date: '2026-11-23T19:30:00Z', paths: [/data/data]}}
                """)
        },
        {
            "Velero",
            Text(Block, Bound, App, """
                {apiVersion: velero.io/v1, kind: Schedule, metadata: {name: plan, namespace: velero}, spec: {schedule: '@hourly',
                 template: {defaultVolumesToFsBackup: true}}, status: {phase: FailedValidation}}
                """, """
                {apiVersion: velero.io/v1, kind: BackupStorageLocation, metadata: {name: default, namespace: velero}, spec: {objectStorage: {bucket: b}},
                 status: {phase: Unavailable}}
                """, """
                {apiVersion: velero.io/v1, kind: PodVolumeBackup, metadata: {name: one, namespace: velero, labels: {velero.io/pvc-uid: u1}},
                 status: {phase: Completed, snapshotID: s, completionTimestamp: '2026-11-23T19:30:00Z'}}
                """, """
                {apiVersion: velero.io/v2alpha1, kind: DataUpload, metadata: {name: one, namespace: velero}, spec: {sourcePVC: data, sourceNamespace: home},
                 status: {phase: Completed, snapshotID: s, completionTimestamp: '2026-11-23T19:30:00Z'}}
                """)
        },
        {
            "Longhorn",
            Text(Longhorn, Bound, App, """
                {apiVersion: v1, kind: PersistentVolume, metadata: {name: pvc-1}, spec: {csi: {driver: driver.longhorn.io, volumeHandle: pvc-1},
                 claimRef: {name: data, namespace: home}}}
                """, """
                {apiVersion: longhorn.io/v1beta2, kind: RecurringJob, metadata: {name: plan, namespace: longhorn-system}, spec: {cron: '@hourly',
                 task: backup, groups: [default]}}
                """, """
                {apiVersion: longhorn.io/v1beta2, kind: Volume, metadata: {name: pvc-1, namespace: longhorn-system},
                 status: {state: detached, lastBackupAt: '2026-11-23T19:30:00Z'}}
                """, """
                {apiVersion: longhorn.io/v1beta2, kind: BackupVolume, metadata: {name: pvc-1, namespace: longhorn-system},
                 status: {lastBackupAt: '2026-11-23T19:30:00Z'}}
                """, """
                {apiVersion: longhorn.io/v1beta2, kind: BackupTarget, metadata: {name: default, namespace: longhorn-system},
                 spec: {backupTargetURL: 's3://b@r/'}, status: {available: false}}
                """)
        },
        {
            "CloudNativePG",
            Text("""
                {apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: app, namespace: home}, spec: {instances: 1, storage: {size: 1Gi},
                 backup: {barmanObjectStore: {destinationPath: 's3://b/'}}}, status: {lastSuccessfulBackup: '2026-11-23T19:30:00Z',
                 conditions: [{type: ContinuousArchiving, status: 'False'}]}}
                """, """
                {apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: {name: plan, namespace: home}, spec: {schedule: '0 0 * * * *',
                 cluster: {name: app}}}
                """, """
                {apiVersion: postgresql.cnpg.io/v1, kind: Backup, metadata: {name: one, namespace: home}, spec: {cluster: {name: app}},
                 status: {phase: completed, stoppedAt: '2026-11-23T19:30:00Z'}}
                """)
        },
        {
            "Kopiur",
            Text(Block, Bound, App, """
                {apiVersion: kopiur.home-operations.com/v1alpha1, kind: SnapshotPolicy, metadata: {name: plan, namespace: home}, spec: {repository: {name: r},
                 sources: [{pvc: {name: data}}]}, status: {lastSuccessfulSnapshot: '2026-11-23T19:30:00Z'}}
                """, """
                {apiVersion: kopiur.home-operations.com/v1alpha1, kind: SnapshotSchedule, metadata: {name: plan, namespace: home},
                 spec: {policyRef: {name: plan}, schedule: {cron: '@hourly'}}}
                """)
        },
        { "a CronJob", Text(Block, Bound, App, CronJob(Shell("cp -a /data /b/"), status: ", status: {lastSuccessfulTime: '2026-11-23T19:30:00Z'}")) },
    };

    [Theory]
    [MemberData(nameof(Households))]
    public void Files_tell_nothing_of_the_past(string maker, string household) =>
        Assert.True(Spelled(Scene.Written(household)) == Spelled(Scene.Written(Untold(household, _ => false))), maker);

    /// <summary>Each status is there for something: in a cluster every one of them makes a difference, without the others.</summary>
    [Theory]
    [MemberData(nameof(Households))]
    public void A_cluster_tells_of_it_object_by_object(string maker, string household)
    {
        var without = Spelled(Scene.Of(Untold(household, _ => false)));
        foreach (var teller in Objects(household).Where(Tells))
        {
            var named = $"{teller["kind"]} {teller["metadata"]!["name"]}";
            Assert.True(without != Spelled(Scene.Of(Untold(household, named.Equals))), $"{maker}: {named}");
        }
    }

    /// <summary>A field of a status that is read, and is in no household, is one of which nobody knows whether files may say it.</summary>
    [Fact]
    public void Every_status_that_is_read_is_in_a_household()
    {
        var told = Households.SelectMany(h => Objects(h.Data.Item2)).ToArray();
        Assert.All(
            ShippedOperators.All.SelectMany(o => o.Kinds, (_, kind) => kind).Where(k => k.Role == BackupRole.Run || k.Fields.Any(f => f.IsOfStatus)),
            kind =>
            {
                var own = told.Where(o => (string?)o["kind"] == kind.Kind && (string?)o["apiVersion"] == $"{kind.Group}/{kind.Version}").ToArray();
                Assert.True(own.Length > 0, $"{kind.Resource} is in no household");
                Assert.All(
                    kind.Fields.SelectMany(f => f.Paths).Where(p => p.StartsWith("/status/", StringComparison.Ordinal)),
                    path => Assert.True(own.Any(o => o["status"]?[path["/status/".Length..]] is not null), $"{kind.Resource} {path}"));
            });
    }

    [Theory]
    [InlineData("homelab-storage.io/backup-obstacle: 'no pod starts'", "homelab-storage.io/role: backup", true)]
    [InlineData("homelab-storage.io/backup-obstacle: 'no pod starts'", "app: other", false)]
    [InlineData("homelab-storage.io/last-size: '5'", "homelab-storage.io/role: backup", true)]
    [InlineData("homelab-storage.io/last-size: '5'", "app: other", false)]
    [InlineData("homelab-storage.io/restore-tested: '2026-11-20'", "app: other", true)]
    public void What_is_noted_on_a_job_counts_in_a_cluster_and_what_we_note_only_on_ours(string note, string label, bool counts)
    {
        var job = CronJob(Shell("cp -a /data /b/"));
        var noted = Text(Block, Bound, App, job.Replace("name: copy,", $"name: copy, labels: {{{label}}}, annotations: {{{note}}},", StringComparison.Ordinal));
        Assert.Equal(counts, Spelled(Scene.Of(noted)) != Spelled(Scene.Of(Text(Block, Bound, App, job))));
        Assert.Equal(Spelled(Scene.Written(Text(Block, Bound, App, job))), Spelled(Scene.Written(noted)));
    }

    [Fact]
    public void A_claim_says_in_a_cluster_when_it_was_made_and_restored()
    {
        var claim = Bound.Replace(
            "uid: u1",
            "uid: u1, creationTimestamp: '2026-01-01T00:00:00Z', annotations: {homelab-storage.io/restore-tested: '2026-11-20'}",
            StringComparison.Ordinal);
        var (with, without) = (Text(Block, claim, App, CronJob(Shell("cp -a /data /b/"))), Text(Block, Bound, App, CronJob(Shell("cp -a /data /b/"))));
        Assert.NotEqual(Spelled(Scene.Of(without)), Spelled(Scene.Of(with)));
        Assert.Equal(Spelled(Scene.Written(without)), Spelled(Scene.Written(with)));
    }

    /// <summary>
    /// Only the manifest itself knows whether it is live: whoever reads its past, asks it. The addresses of a node are of no past.
    /// </summary>
    [Fact]
    public void Nobody_reads_the_past_past_the_manifest() => Assert.Empty(SourceFile.Below("src", "Policies")
        .Where(file => Path.GetFileName(file.Path) is not ("Manifest.cs" or "YoungestFirst.cs" or "NodeReader.cs"))
        .SelectMany(file => PastIsRead().Matches(file.Text).Select(m => file.At(m.Index))));

    [GeneratedRegex(
        """^(?!\s*Past = ).*root\.Field\("status"u8\)|Metadata\.Created|GetValueOrDefault\(Annotation\.(RestoreTested|Last|BackupObstacle)""",
        RegexOptions.Multiline)]
    private static partial Regex PastIsRead();

    private static string Text(params string[] objects) => string.Join("\n---\n", objects);

    /// <summary>All that is known of who covers the data of the app.</summary>
    private static string Spelled(Scene scene)
    {
        var coverage = scene.Workload("app").AllMounts.Single(m => m.Path is "/data" or "/var/lib/postgresql/data").Coverage;
        return $"{string.Join('\n', coverage.Backups)}\nuntil {coverage.Deadline}";
    }

    private static IEnumerable<JsonObject> Objects(string household) =>
        YamlReader.Read(household, "home/all.yaml").Cast<YamlDocument.Readable>().Select(d => JsonObject.Create(d.Root)!);

    private static bool Tells(JsonObject one) => one.ContainsKey("status") || IsRun(one);

    private static bool IsRun(JsonObject one) =>
        ManifestKinds.Of((string)one["apiVersion"]!, (string)one["kind"]!) is { Operated.Role: BackupRole.Run };

    /// <summary>A household without statuses and without objects that stand for runs, but for those of some objects.</summary>
    private static string Untold(string household, Predicate<string> isKept)
    {
        var objects = new List<string>();
        foreach (var one in Objects(household))
        {
            var isTold = isKept($"{one["kind"]} {one["metadata"]!["name"]}");
            if (isTold || !IsRun(one))
            {
                var rest = one.DeepClone().AsObject();
                _ = isTold || rest.Remove("status");
                objects.Add(rest.ToJsonString());
            }
        }

        return Text([.. objects]);
    }
}
