using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>The data of a claim that no app in sight mounts can be lost as well.</summary>
public sealed class UnmountedClaimTests
{
    private const string Local = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";

    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast, volumeName: disk}}";

    private const string Marked = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, annotations: "
        + "{homelab-storage.io/data: sqlite, homelab-storage.io/criticality: critical}}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast, "
        + "volumeName: disk}}";

    private const string Plan = "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: copy, namespace: home}, spec: {sourcePVC: "
        + "data, trigger: {schedule: '0 * * * *'}, restic: {repository: r, copyMethod: Direct}}}";

    private const string Job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '0 0 * * *', jobTemplate: "
        + "{spec: {template: {spec: {containers: [{name: c, image: IMAGE, volumeMounts: [{name: d, mountPath: /config}]}], volumes: [{name: d, "
        + "persistentVolumeClaim: {claimName: data}}]}}}}}}";

    private const string Set = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: home}, spec: {replicas: 1, template: "
        + "{spec: {containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: data, mountPath: /data}]}]}}, volumeClaimTemplates: "
        + "[{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast}}]}}";

    [Theory]
    [InlineData("node n1", FateKind.Gone, "claim home/data (no workload found that mounts it)", "no backup of it was found", Claim)]
    [InlineData("node n2", FateKind.Kept, "claim home/data (no workload found that mounts it)", "no backup of it was found", Claim)]
    [InlineData("class fast", FateKind.Gone, "claim home/data (no workload found that mounts it)", "no backup of it was found", Claim)]
    [InlineData("namespace home", FateKind.Kept, "claim home/data (no workload found that mounts it)", "no backup of it was found", Claim)]
    [InlineData("node n1", FateKind.Gone, "claim home/data (no workload found that mounts it)", "ReplicationSource home/copy", Claim, Plan)]
    public void It_is_lost_with_what_it_is_stored_on(string lost, FateKind fate, string spoken, string back, params string[] objects)
    {
        var outage = FateTests.Losing(lost, [Local, "PV n1", .. objects]);
        Assert.Empty(outage.Apps);
        var volume = outage.Claims.Single().Volumes.Single();
        Assert.Equal((fate, spoken, DataKind.Unknown), (volume.Fate.Kind, volume.Spoken, volume.Data.Kind));
        Assert.Contains(back, volume.Back.Spoken, StringComparison.Ordinal);
        Assert.False(outage.IsForGood);
    }

    [Fact]
    public void Its_own_word_says_what_is_stored_there()
    {
        var outage = FateTests.Losing("node n1", Local, "PV n1", Marked);
        Assert.Equal((DataKind.Sqlite, true), (outage.Claims.Single().Volumes.Single().Data.Kind, outage.IsForGood));
        Assert.Collection(
            outage.Claims.Single().ToDo,
            step => Assert.StartsWith("claim home/data: no backup of it was found: try to get its storage back", step, StringComparison.Ordinal),
            step => Assert.StartsWith("claim home/data: delete the claim and its PersistentVolume", step, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kometateam/kometa", "claim home/data (only CronJob home/copy mounts it)", "a job's own settings")]
    [InlineData("alpine:3", "", "where some job copies to")]
    public void What_a_job_keeps_is_data_and_where_copies_go_is_not(string image, string expected, string why)
    {
        var outage = FateTests.Losing("node n1", Local, "PV n1", Claim, Job.Replace("IMAGE", image, StringComparison.Ordinal));
        var spoken = string.Join(' ', outage.Claims.SelectMany(c => c.Volumes).Select(v => v.Spoken));
        Assert.True(string.Equals(expected, spoken, StringComparison.Ordinal), $"{why}: {spoken}");
    }

    [Fact]
    public void What_a_larger_StatefulSet_left_is_still_there()
    {
        var left = Claim.Replace("name: data,", "name: data-db-1,", StringComparison.Ordinal);
        var outage = FateTests.Losing("cluster", Local, Set, left);
        Assert.Equal(["data-db-0"], outage.Apps.Single().Volumes.Select(v => v.Claim));
        var volume = outage.Claims.Single().Volumes.Single();
        Assert.Equal(("claim home/data-db-1 (no pod of StatefulSet home/db mounts it now)", DataKind.Sqlite), (volume.Spoken, volume.Data.Kind));
    }

    [Fact]
    public void What_an_app_mounts_is_no_claim_of_nobody() =>
        Assert.Empty(FateTests.Losing("cluster", Local, Claim, FateTests.App("persistentVolumeClaim: {claimName: data}", string.Empty)).Claims);

    [Theory]
    [InlineData(BackupState.Unknown, Claim)]
    [InlineData(BackupState.NotProven, Claim, Plan)]
    [InlineData(BackupState.Broken, Marked)]
    public void It_is_a_row_of_the_backups(BackupState state, params string[] objects)
    {
        var row = BackupReport.Of(FateTests.Household([Local, .. objects]).Report, FixedTime.Now).Single();
        Assert.Equal((state, "home/data", true), (row.State, row.Spoken, row.IsUnmounted));
        Assert.Equal(["no workload found that mounts it"], row.Programs);
    }
}
