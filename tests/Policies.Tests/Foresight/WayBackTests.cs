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

    private const string Ran = ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}";

    [Theory]
    [InlineData("node n1", "nobody knows: no backup of it was found", "", "", "", "nobody copies it")]
    [InlineData(
        "node n1",
        "nobody knows: CronJob home/copy copies it every 6h, and nothing shows that it ran",
        Nfs,
        "cp -r /data /b",
        "",
        "files prove nothing")]
    [InlineData("node n1", "2026-11-23 18:00Z: CronJob home/copy succeeded then; nothing shows", Nfs, "cp -r /data /b", Ran, "the cluster saw it run")]
    [InlineData(
        "node n1; NAS 192.0.2.7",
        "nobody knows: the copies of CronJob home/copy are lost with it: it is stored on 192.0.2.7",
        Nfs,
        "cp -r /data /b",
        Ran,
        "its copies are there")]
    [InlineData("node n1; NAS truenas", "2026-11-23 18:00Z", Nfs, "cp -r /data /b", Ran, "its copies are on another NAS")]
    [InlineData("node n1", "2026-11-23 18:00Z", "emptyDir: {}", "restic -r s3:https://s3.example.com/b backup /data", Ran, "a bucket at a provider")]
    [InlineData("node n1; NAS s3.nas", "nobody knows: the copies of CronJob home/copy are lost with it: they are stored on s3.nas", "emptyDir: {}",
        "restic -r s3:http://s3.nas:9000/b backup /data", Ran, "the bucket is on that NAS")]
    [InlineData("node n1", "nobody knows: the copies of CronJob home/copy are lost with it: they are stored on Deployment storage/minio", "emptyDir: {}",
        "restic -r s3:http://minio.storage.svc:9000/b backup /data", Ran, "the bucket is on the same node")]
    [InlineData("node n1", "nobody knows: CronJob home/copy copies to s3:http://garage.storage.svc:3900/b, and where that is is not known", "emptyDir: {}",
        "restic -r s3:http://garage.storage.svc:3900/b backup /data", Ran, "nobody has seen that server")]
    [InlineData("node "
        + "n1", "nobody knows: CronJob home/copy copies to s3:bucket, and where that is is not "
            + "known", "emptyDir: {}", "restic -r s3:bucket backup /data", Ran,
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
            Job(Nfs, "cp -r /data /b", Ran));
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
            Job(Nfs, "cp -r /data /b", Ran)).Apps.Single();
        Assert.Equal(
            [
                "Deployment home/app: name another node; it may only run on n1",
                "claim data: delete it with its volume and apply it again, on storage that is there; restore what CronJob home/copy copied to "
                    + "NFS (volume b) before the app starts",
            ],
            app.ToDo);
    }

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
