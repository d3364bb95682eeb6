using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>What to do after a loss, and what an answer leaves out.</summary>
public sealed class ToDoTests
{
    private const string Nfs = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, "
        + "parameters: {server: 10.10.10.20, share: /tank}, reclaimPolicy: Retain}";

    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string ByClaim = "persistentVolumeClaim: {claimName: data}";

    /// <summary>A backup of which nothing tells whether its copies are left is not none.</summary>
    [Theory]
    [InlineData("s3:http://objects.storage.svc:9000/b", "find out whether a copy by CronJob home/copy is left, and restore that before the app starts")]
    [InlineData("", "no backup of it was found: try to get its storage back, or an image of the disk, before you delete anything")]
    public void What_to_do_says_the_same_as_the_way_back(string repository, string expected)
    {
        var job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '17 * * * *', jobTemplate: "
            + "{spec: {template: {spec: {containers: [{name: copy, image: 'restic/restic:0.18', args: [backup, /data], env: [{name: RESTIC_REPOSITORY, value: '"
            + repository
            + "'}], volumeMounts: [{name: data, mountPath: /data}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}}}}";
        string[] jobs = repository.Length > 0 ? [job] : [];
        var outage = FateTests.Losing("NAS truenas", [Nfs, Claim, FateTests.App(ByClaim, string.Empty), .. jobs]);
        Assert.EndsWith(expected, outage.Apps.Single().ToDo[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_judged_is_named()
    {
        const string Release = "{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: wiki, namespace: home}, spec: {chart: "
            + "{spec: {chart: wiki-of-somebody, sourceRef: {kind: HelmRepository, name: r}}}}}";
        Assert.Contains(
            FateTests.Losing("cluster", Nfs, Claim, FateTests.App(ByClaim, string.Empty), Release).Assumptions,
            a => a.StartsWith("what was not judged is not looked at: home/all.yaml:", StringComparison.Ordinal)
                && a.Contains("wiki", StringComparison.Ordinal));
    }
}
