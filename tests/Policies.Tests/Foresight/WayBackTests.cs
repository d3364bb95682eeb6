using HomelabStorage.Policies.Foresight;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>Back to when lost data can be brought: by the copies that survive, as far as they are proven.</summary>
public sealed class WayBackTests
{
    private const string Local = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";
    private const string Data = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string Store = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: store, namespace: storage}, spec: {accessModes: "
        + "[ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string Minio = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: minio, namespace: storage}, spec: {template: {spec: "
        + "{nodeName: n1, containers: "
        + "[{name: c, image: minio/minio, volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: store}}]}}}}";

    private const string Nfs = "nfs: {server: 192.0.2.7, path: /backups}";

    private const string Dump = "sqlite3 /data/db.sqlite3 '.backup /b/db'";

    private const string Ran = ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}";

    [Theory]
    [InlineData("node n1", "not known: no backup of it was found", "", "", "", "nobody copies it")]
    [InlineData(
        "node n1",
        "not known: CronJob home/copy copies it every 6h, not proven: nothing shows that it ran",
        Nfs,
        Dump,
        "",
        "it never succeeded")]
    [InlineData("node n1", "2026-11-23 18:00Z: CronJob home/copy succeeded then; nothing shows", Nfs, Dump, Ran, "the cluster saw it run")]
    [InlineData(
        "node n1; NAS 192.0.2.7",
        "not known: the copies of CronJob home/copy are lost with it: it is stored on 192.0.2.7",
        Nfs,
        Dump,
        Ran,
        "its copies are there")]
    [InlineData("node n1; NAS truenas", "2026-11-23 18:00Z", Nfs, Dump, Ran, "its copies are on another NAS")]
    [InlineData("node n1", "2026-11-23 18:00Z", "emptyDir: {}",
        "sqlite3 /data/db.sqlite3 '.backup /tmp/db' && restic -r s3:https://s3.example.com/b backup /tmp/db", Ran, "a bucket at a provider")]
    [InlineData("node n1; NAS s3.nas", "not known: the copies of CronJob home/copy are lost with it: they are stored on s3.nas", "emptyDir: {}",
        "sqlite3 /data/db.sqlite3 \'.backup /tmp/db\' && restic -r s3:http://s3.nas:9000/b backup /tmp/db", Ran, "the bucket is on that NAS")]
    [InlineData("node n1", "not known: no backup of it that counts was found; CronJob home/copy does not count as a backup: its copies are stored on "
        + "Deployment storage/minio on the same node", "emptyDir: {}",
        "sqlite3 /data/db.sqlite3 \'.backup /tmp/db\' && restic -r s3:http://minio.storage.svc:9000/b backup /tmp/db", Ran, "the bucket is on the same node")]
    [InlineData("node n1", "not known: CronJob home/copy copies to s3:http://garage.storage.svc:3900/b, and where that is is not known", "emptyDir: {}",
        "sqlite3 /data/db.sqlite3 \'.backup /tmp/db\' && restic -r s3:http://garage.storage.svc:3900/b backup /tmp/db", Ran, "nobody has seen that server")]
    [InlineData("node "
        + "n1", "not known: CronJob home/copy copies to s3:bucket, and where that is is not "
            + "known", "emptyDir: {}", "sqlite3 /data/db.sqlite3 \'.backup /tmp/db\' && restic -r s3:bucket backup /tmp/db", Ran,
        "a bucket without a server")]
    public void The_way_back_is_by_what_survives(string lost, string back, string target, string command, string status, string why)
    {
        string[] job = command.Length == 0 ? [] : [Job(target, command, status)];
        var app = FateTests.Losing(
            lost,
            [Local, Data, Store, Minio, FateTests.App("persistentVolumeClaim: {claimName: data}", "nodeName: n1, "), Other, .. job])
            .Apps.Single(a => a.Workload.Name is "app");
        var volume = app.Volumes.Single();
        Assert.Equal(FateKind.Gone, volume.Fate.Kind);
        Assert.True(volume.Back.Spoken.StartsWith(back, StringComparison.Ordinal), $"{why}: {volume.Back.Spoken}");
        Assert.Equal(back.StartsWith("2026", StringComparison.Ordinal), volume.Back.IsKnown);
    }

    [Fact]
    public void What_is_there_still_and_nobody_copies_any_more_is_named()
    {
        var outage = FateTests.Losing(
            "NAS 192.0.2.7",
            Local,
            Data,
            FateTests.App("persistentVolumeClaim: {claimName: data}", string.Empty),
            Job(Nfs, Dump, Ran));
        Assert.Equal(AppState.Runs, outage.Apps.Single().State);
        Assert.Equal(["home/data"], outage.Unprotected.Select(row => row.Spoken));
        Assert.Equal(["CronJob home/copy"], outage.Jobs.Select(j => j.Spoken));
    }

    [Fact]
    public void A_plan_whose_address_is_lost_copies_nothing_any_more()
    {
        const string Plan = "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: plan, namespace: home}, spec: {sourcePVC: data, "
            + "trigger: {schedule: '0 */6 * * *'}, rsync: {address: 192.0.2.7, copyMethod: Direct}}}";
        var objects = new[] { Local, Data, FateTests.App("persistentVolumeClaim: {claimName: data}", string.Empty), Other, Plan };
        Assert.Empty(FateTests.Losing("NAS truenas", objects).Unprotected);
        Assert.Equal(["home/data"], FateTests.Losing("NAS 192.0.2.7", objects).Unprotected.Select(row => row.Spoken));
    }

    [Fact]
    public void The_steps_say_what_to_restore_from_where()
    {
        var app = FateTests.Losing(
            "node n1",
            Local,
            Data,
            FateTests.App("persistentVolumeClaim: {claimName: data}", "nodeName: n1, "),
            Job(Nfs, Dump, Ran)).Apps.Single();
        Assert.Equal(
            [
                "Deployment home/app: name another node; it may only run on n1",
                "claim data: delete the claim and its PersistentVolume, then apply it again with a StorageClass that works; "
                    + "restore what CronJob home/copy copied to NFS (volume b) before the app starts",
            ],
            app.ToDo);
    }

    /// <summary>What copies the files of a database that is written to brings back something, and nobody knows whether it is whole.</summary>
    [Theory]
    [InlineData("cp -r /data /b", Ran, "not known: CronJob home/copy succeeded 2026-11-23 18:00Z, while it is written to (cp): the copy may be "
        + "inconsistent and unusable",
        "back to 2026-11-23 18:00Z by a copy that may be inconsistent")]
    [InlineData("cp -r /data /b", "", "not known: CronJob home/copy copies it every 6h, not proven: nothing shows that it ran; it copies while it is "
        + "written to (cp): the copy may be inconsistent and unusable", "back to a copy that is not proven and may be inconsistent (every 6h)")]
    [InlineData("tar czf /b/a.tgz /data", Ran, "not known: CronJob home/copy succeeded 2026-11-23 18:00Z, while it is written to (tar): the copy may "
        + "be inconsistent and unusable",
        "back to 2026-11-23 18:00Z by a copy that may be inconsistent")]
    public void A_copy_that_may_be_torn_is_no_sure_way_back(string command, string status, string spoken, string cell)
    {
        var app = Copied(command, status, "vaultwarden/server");
        var back = app.Volumes.Single().Back;
        Assert.Equal((spoken, cell, false, true), (back.Spoken, back.Short, back.IsKnown, back.MayBeTorn));
        Assert.Null(back.Moment);
        Assert.Equal(LostDataKind.NotProven, LostData.Of(app).Kind);
        Assert.Contains(app.ToDo, step => step.EndsWith("and check the database first, for the copy may be inconsistent and "
            + "unusable", StringComparison.Ordinal));
    }

    [Fact]
    public void A_whole_copy_comes_before_one_that_may_be_torn_and_files_are_never_torn()
    {
        Assert.True(Copied(Dump, Ran, "vaultwarden/server").Volumes.Single().Back is { IsKnown: true, MayBeTorn: false });
        Assert.True(Copied("cp -r /data /b", Ran, "example.com/own").Volumes.Single().Back.MayBeTorn is false);
        var both = FateTests.Losing(
            "node n1",
            Local,
            Data,
            FateTests.App("persistentVolumeClaim: {claimName: data}", "nodeName: n1, "),
            Job(Nfs, "cp -r /data /b", Ran),
            Job(Nfs, Dump, Ran).Replace("name: copy, namespace", "name: dump, namespace", StringComparison.Ordinal)).Apps.Single();
        Assert.True(both.Volumes.Single().Back is { IsKnown: true, Source: "CronJob home/dump" });
    }

    /// <summary>Backups to a server in the cluster end when it stops, also where the copies stay; what cannot be told of a server is not safe.</summary>
    [Theory]
    [InlineData("namespace storage", "Retain", "home/data", "its namespace is lost, and the copies are kept")]
    [InlineData("namespace storage", "Delete", "home/data", "the copies are lost too")]
    [InlineData("node n2", "Retain", "home/data", "the copies are on that node")]
    [InlineData("NAS 192.0.2.7", "Retain", "", "they are not on that NAS")]
    public void Backups_to_a_server_end_with_it(string lost, string reclaim, string ended, string why)
    {
        foreach (var command in new[]
        {
            "sqlite3 /data/db.sqlite3 '.backup /tmp/db' && restic -r s3:http://minio.storage:9000/b backup /tmp/db",
            "sqlite3 /data/db.sqlite3 '.backup /tmp/db' && litestream replicate /tmp/db 's3://b/data?endpoint=http://minio.storage:9000'",
        })
        {
            var outage = FateTests.Losing(lost, Served(reclaim, command));
            Assert.True(string.Equals(ended, string.Join(' ', outage.Unprotected.Select(row => row.Spoken)), StringComparison.Ordinal), $"{why}: {command}");
        }
    }

    /// <summary>A replicator stands beside its app, and goes on with it; what it copies may arrive nowhere.</summary>
    [Theory]
    [InlineData("namespace storage", "home/data")]
    [InlineData("node n2", "home/data")]
    [InlineData("NAS 192.0.2.7", "")]
    public void A_replicator_copies_nothing_to_a_server_that_is_lost(string lost, string ended)
    {
        var app = FateTests.App("persistentVolumeClaim: {claimName: data}", "nodeName: n1, ").Replace(
            "containers: [",
            "containers: [{name: replicator, image: litestream/litestream, args: [replicate, /data/db.sqlite3, "
                + "'s3://b/db?endpoint=http://minio.storage:9000'], volumeMounts: [{name: v, mountPath: /data}]}, ",
            StringComparison.Ordinal);
        var outage = FateTests.Losing(lost, [.. Served("Retain", Dump).SkipLast(2), app]);
        Assert.Equal(ended, string.Join(' ', outage.Unprotected.Select(row => row.Spoken)));
    }

    [Fact]
    public void Copies_that_a_lost_server_kept_come_back_after_it()
    {
        const string Command = "sqlite3 /data/db.sqlite3 '.backup /tmp/db' && restic -r s3:http://minio.storage:9000/b backup /tmp/db";
        var outage = FateTests.Losing("node n1; namespace storage", Served("Retain", Command));
        var app = outage.Apps.Single(a => a.Workload.Name is "app");
        Assert.Equal("Deployment storage/minio", app.Volumes.Single().Back.Server);
        Assert.Contains(app.ToDo, step => step.EndsWith("before the app starts, once Deployment storage/minio is back", StringComparison.Ordinal));
    }

    private static AppOutage Copied(string command, string status, string image) => FateTests.Losing(
        "node n1",
        Local,
        Data,
        FateTests.App("persistentVolumeClaim: {claimName: data}", "nodeName: n1, ", image),
        Job(Nfs, command, status)).Apps.Single();

    /// <summary>An app on n1 whose backups go to a server on n2.</summary>
    private static string[] Served(string reclaim, string command) =>
    [
        Local,
        Data,
        Store,
        Other,
        Minio.Replace("nodeName: n1", "nodeName: n2", StringComparison.Ordinal),
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv-store}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], capacity: "
            + "{storage: 1Gi}, claimRef: {namespace: storage, name: store}, persistentVolumeReclaimPolicy: " + reclaim + ", local: {path: /srv/store}, "
            + "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n2]}]}]}}}}",
        FateTests.App("persistentVolumeClaim: {claimName: data}", "nodeName: n1, "),
        Job("emptyDir: {}", command, Ran),
    ];

    /// <summary>Another NAS that is used, so that none is the only one.</summary>
    private const string Other = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: other, namespace: away}, spec: {template: {spec: "
        + "{containers: [{name: c, image: "
        + "nginx, volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}, {name: c, mountPath: /c}]}], volumes: [{name: a, nfs: "
            + "{server: s3.nas, path: /a}}, "
        + "{name: b, nfs: {server: 192.0.2.7, path: /b}}, {name: c, nfs: {server: 10.10.10.20, path: /c}}]}}}}";

    private static string Job(string target, string command, string status) =>
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '0 */6 * * *', jobTemplate: {spec: "
            + "{template: {spec: {containers: "
            + $"[{{name: c, image: 'restic/restic:0.18', command: [sh, -c, \"{command}\"], volumeMounts: [{{name: d, mountPath: /data}}, {{name: "
                + $"b, mountPath: /b}}]}}], volumes: "
            + $"[{{name: d, persistentVolumeClaim: {{claimName: data}}}}, {{name: b, {target}}}]}}}}}}}}}}{status}}}";
}
