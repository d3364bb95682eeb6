using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>An audit is linear: twice the manifests, twice the cost. Bytes are the same on every machine; time is not, and belongs to the benchmark.</summary>
public sealed class WorldGrowthTests
{
    private const double Allowed = 2.4;

    private static readonly StoragePolicy Policy = ShippedPolicy.Read();

    [Fact]
    public void Claims_that_may_get_one_of_some_volumes() => IsLinear(count => """
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: nfs.csi.k8s.io, parameters: {server: nas.lan, share: /tank}}

        """ + Many(4, """
        ---
        {apiVersion: v1, kind: PersistentVolume, metadata: {name: disk-0},
         spec: {storageClassName: nas, accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /disk/0}}}

        """) + Many(count, """
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-0, namespace: home},
         spec: {storageClassName: nas, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}

        """));

    [Fact]
    public void Jobs_that_see_the_shares_of_apps() => IsLinear(count => Many(count, """
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: app-0, namespace: home}, spec: {template: {spec: {
          containers: [{name: app, image: vaultwarden/server:1.32.0, volumeMounts: [{name: data, mountPath: /data}]}],
          volumes: [{name: data, nfs: {server: nas.lan, path: /tank/0}}]}}}}
        ---
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: copy-0, namespace: home}, spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {
          containers: [{name: copy, image: "alpine:3", command: [sh, -c, cp -a /from/. /to/], volumeMounts: [
            {name: from, mountPath: /from}, {name: to, mountPath: /to}]}],
          volumes: [{name: from, nfs: {server: nas.lan, path: /tank/0}}, {name: to, nfs: {server: other.lan, path: /backup/0}}]}}}}}}

        """));

    [Fact]
    public void Objects_of_one_list_that_cannot_be_judged() => IsLinear(count => """
        {"apiVersion": "v1", "kind": "List", "items": [

        """ + Many(count, """
        {"apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease", "metadata": {"name": "app-0", "namespace": "home"},
         "spec": {"chart": {"spec": {"chart": "app-0", "sourceRef": {"kind": "HelmRepository", "name": "charts"}}}}},

        """) + "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"home\"}}]}");

    /// <summary>Copies of a cluster have everything under one name: each mount asks the jobs of its own copy.</summary>
    [Fact]
    public void Jobs_of_copies_of_a_cluster() => IsWithin(Allowed, count => Enumerable.Range(0, count).SelectMany(i => ManifestReader.ReadAll(
        """
        {apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {storageClassName: nas, accessModes: [ReadWriteMany],
          capacity: {storage: 1Gi}, nfs: {server: nas.lan, path: /tank/data}, claimRef: {namespace: home, name: data}}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home},
         spec: {storageClassName: nas, volumeName: disk, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {template: {spec: {
          containers: [{name: app, image: vaultwarden/server:1.32.0, volumeMounts: [{name: data, mountPath: /data},
            {name: data, mountPath: /1, subPath: "1"}, {name: data, mountPath: /2, subPath: "2"}, {name: data, mountPath: /3, subPath: "3"},
            {name: data, mountPath: /4, subPath: "4"}, {name: data, mountPath: /5, subPath: "5"}, {name: data, mountPath: /6, subPath: "6"}]}],
          volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}}
        ---
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {
          containers: [{name: copy, image: "alpine:3", command: [sh, -c, cp -a /from/. /to/], volumeMounts: [
            {name: from, mountPath: /from}, {name: to, mountPath: /to}]}],
          volumes: [{name: from, persistentVolumeClaim: {claimName: data}}, {name: to, nfs: {server: other.lan, path: /backup}}]}}}}}}
        ---
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: part, namespace: home}, spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {
          containers: [{name: copy, image: "alpine:3", command: [sh, -c, cp -a /from/. /to/], volumeMounts: [
            {name: from, mountPath: /from, subPath: part}, {name: to, mountPath: /to}]}],
          volumes: [{name: from, persistentVolumeClaim: {claimName: data}}, {name: to, nfs: {server: other.lan, path: /backup}}]}}}}}}
        """,
        $"copy-{i}/all.yaml")));

    /// <summary>The same for claims that nothing of the cluster is written of, and for servers that jobs dump.</summary>
    [Fact]
    public void Dumps_of_copies_of_a_cluster() => IsWithin(Allowed, count => Enumerable.Range(0, count).SelectMany(i => ManifestReader.ReadAll(
        """
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home},
         spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: db, namespace: home}, spec: {template: {metadata: {labels: {app: db}}, spec: {
          containers: [{name: db, image: "postgres:17", volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]}],
          volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}}
        ---
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: dump, namespace: home}, spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {
          containers: [{name: dump, image: "postgres:17", command: [sh, -c, pg_dump -h other app > /to/app.sql], volumeMounts: [{name: to, mountPath: /to}]}],
          volumes: [{name: to, nfs: {server: other.lan, path: /backup}}]}}}}}}
        ---
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {
          containers: [{name: copy, image: "alpine:3", command: [sh, -c, cp -a /from/. /to/], volumeMounts: [
            {name: from, mountPath: /from, subPath: other}, {name: to, mountPath: /to}]}],
          volumes: [{name: from, persistentVolumeClaim: {claimName: data}}, {name: to, nfs: {server: other.lan, path: /backup}}]}}}}}}
        """,
        $"copy-{i}/all.yaml")));

    /// <summary>A cluster changes while it is asked: the first question after a change pays for what it asks about, not for all CronJobs.</summary>
    [Fact]
    public void A_question_after_a_change_of_one_of_many_jobs()
    {
        _ = First(5);
        var (few, many) = (First(100), First(400));
        Assert.True(many <= few * 1.2, $"{few} bytes beside 100 jobs became {many} beside 400");

        static long First(int count)
        {
            var text = Many(count, """
                ---
                {apiVersion: v1, kind: PersistentVolume, metadata: {name: disk-0}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce],
                  capacity: {storage: 1Gi}, local: {path: /disk/0}, claimRef: {namespace: home, name: data-0}}}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-0, namespace: home},
                 spec: {storageClassName: fast, volumeName: disk-0, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: app-0, namespace: home}, spec: {template: {spec: {
                  containers: [{name: app, image: vaultwarden/server:1.32.0, volumeMounts: [{name: data, mountPath: /data}]}],
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data-0}}]}}}}
                ---
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: copy-0, namespace: home}, spec: {schedule: "0 3 * * *",
                 jobTemplate: {spec: {template: {spec: {containers: [{name: copy, image: "alpine:3", command: [sh, -c, cp -a /from/. /to/], volumeMounts: [
                    {name: from, mountPath: /from}, {name: to, mountPath: /to}]}],
                  volumes: [{name: from, persistentVolumeClaim: {claimName: data-0}}, {name: to, nfs: {server: other.lan, path: /backup/0}}]}}}}}}

                """);
            var cluster = Inventory.Of(ManifestReader.ReadAll(text, "all.yaml").OfType<ManifestReading.Understood>().Select(reading => reading.Manifest));
            var app = cluster.Workloads.At("home", "app-0").Single();
            var job = cluster.Workloads.At("home", "copy-1").Single();
            var changed = cluster.Without(job).With(job);
            var judge = new Judge(changed, Policy, FixedTime.Now);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.IsType<WorkloadFacts>(judge.Of(app).Facts);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string Many(int count, string one) => string.Concat(Enumerable
        .Range(0, count)
        .Select(i => one.Replace("-0", $"-{i}", StringComparison.Ordinal).Replace("/0", $"/{i}", StringComparison.Ordinal)));

    private static void IsLinear(Func<int, string> text) => IsWithin(Allowed, count => ManifestReader.ReadAll(text(count), "all.yaml"));

    private static void IsWithin(double allowed, Func<int, IEnumerable<ManifestReading>> read)
    {
        _ = Allocated(read(25));
        var (half, whole) = (Allocated(read(100)), Allocated(read(200)));
        Assert.True(whole <= half * allowed, $"{half} bytes became {whole}, {(double)whole / half:F2} times as many");
    }

    private static long Allocated(IEnumerable<ManifestReading> readings)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var world = World.Of(readings, Policy, FixedTime.Now);
        _ = world.Verdicts(atOnce: 1, CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
