using HomelabStorage.Policies.Judgement;
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

    private static string Many(int count, string one) => string.Concat(Enumerable
        .Range(0, count)
        .Select(i => one.Replace("-0", $"-{i}", StringComparison.Ordinal).Replace("/0", $"/{i}", StringComparison.Ordinal)));

    private static void IsLinear(Func<int, string> text)
    {
        _ = Allocated(text(25));
        var (half, whole) = (Allocated(text(100)), Allocated(text(200)));
        Assert.True(whole <= half * Allowed, $"{half} bytes became {whole}, {(double)whole / half:F2} times as many");
    }

    private static long Allocated(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var world = World.Of(ManifestReader.ReadAll(text, "all.yaml"), Policy, FixedTime.Now);
        _ = world.Verdicts(atOnce: 1, CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
