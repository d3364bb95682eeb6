using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>
/// Where the pod of a job runs: the folder of another node has the same path and other data, and a volume that is attached elsewhere is not to be had. A
/// success on another node proves nothing. It is 23 November 2026, 20:00.
/// </summary>
public sealed class PlaceTests
{
    private const string Ran = ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}";

    private const string N1 = "nodeSelector: {kubernetes.io/hostname: n1}, ";

    private const string N2 = "nodeSelector: {kubernetes.io/hostname: n2}, ";

    private const string Beside = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, "
        + "labelSelector: {matchLabels: {app: vault}}}]}}, ";

    private const string Elsewhere = "declared: it may only run on node n2, and the data is on node n1";

    private const string Unbound = "declared? whether CronJob home/copy runs on node n1, where the data is, is not known: ";

    private const string Unknown = "declared? which node has the data at /srv/vault is not known, and so neither is whether CronJob home/copy runs there";

    /// <summary>Both name a folder of the node.</summary>
    [Theory]
    [InlineData(N1, N1, "ran")]
    [InlineData(N1, N2, Elsewhere)]
    [InlineData("nodeName: n1, ", "nodeName: n2, ", Elsewhere)]
    [InlineData(N1, "nodeName: n1, ", "ran")]
    [InlineData(
        N1,
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, "
            + "operator: In, values: [n2, n3]}]}]}}}, ",
        "declared: it may only run on node n2 or n3, and the data is on node n1")]
    [InlineData(
        N1,
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, "
            + "operator: In, values: [n1, n2]}]}]}}}, ",
        Unbound + "it may run on node n1 or n2")]
    [InlineData(
        N1,
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, "
            + "values: [n2]}]}]}}}, ",
        Elsewhere)]
    [InlineData(
        "",
        "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: "
            + "{app: vault}}}]}}, ",
        "declared: its podAntiAffinity keeps it from the node of Deployment home/app, where the data is")]
    [InlineData(N1, "", Unbound + "it is bound to no node")]
    [InlineData(N1, "nodeSelector: {disk: big}, ", Unbound + "it is bound to no node")]
    [InlineData("", N1, Unknown)]
    [InlineData("", "", Unknown)]
    [InlineData(N1, Beside, "ran")]
    [InlineData("", Beside, "ran")]
    public void A_path_is_on_every_node(string app, string job, string expected)
    {
        var workload = In(App, app).Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv/vault}", StringComparison.Ordinal);
        var copy = Job(job).Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv}", StringComparison.Ordinal)
            .Replace("cp -a /data /b/", "cp -a /data/vault /b/", StringComparison.Ordinal);
        Assert.Equal($"CronJob home/copy {expected}", By(workload, copy).Replace(" (cp)", string.Empty, StringComparison.Ordinal));

        // With one node there is no other.
        var isElsewhere = expected.StartsWith("declared: ", StringComparison.Ordinal);
        Assert.StartsWith($"CronJob home/copy {(isElsewhere ? expected : "ran")}", By(workload, copy, Node("n1")), StringComparison.Ordinal);
        Assert.StartsWith($"CronJob home/copy {expected}", By(workload, copy, Node("n1"), Node("n2")), StringComparison.Ordinal);
    }

    /// <summary>A volume that is bound to a node takes there whatever mounts its claim, and nothing that only names its path.</summary>
    [Theory]
    [InlineData("persistentVolumeClaim: {claimName: data}", "", "ran")]
    [InlineData("persistentVolumeClaim: {claimName: data}", N1, "ran")]
    [InlineData("persistentVolumeClaim: {claimName: data}", N2, Elsewhere)]
    [InlineData("hostPath: {path: /srv/vault}", N1, "ran")]
    [InlineData("hostPath: {path: /srv/vault}", N2, Elsewhere)]
    [InlineData("hostPath: {path: /srv/vault}", "", Unbound + "it is bound to no node")]
    public void A_bound_volume_takes_its_pods_along(string source, string job, string expected)
    {
        const string volume = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {local: {path: /srv/vault}, claimRef: {name: data, "
            + "namespace: home}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: "
            + "[{key: kubernetes.io/hostname, operator: In, values: [n1]}]}]}}}}";
        var claim = Data.Replace("storageClassName: fast", "storageClassName: fast, volumeName: pv", StringComparison.Ordinal);
        Assert.Equal(
            $"CronJob home/copy {expected}",
            By(LocalPath, claim, volume, App, Job(job).Replace("persistentVolumeClaim: {claimName: data}", source, StringComparison.Ordinal))
                .Replace(" (cp)", string.Empty, StringComparison.Ordinal));
    }

    /// <summary>What a claim of the job's own is bound to is where it runs.</summary>
    [Theory]
    [InlineData("n1", "ran")]
    [InlineData("n2", Elsewhere)]
    public void A_volume_of_its_own_binds_a_job(string node, string expected)
    {
        var volume = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {nfs: {server: 192.0.2.10, path: /b}, claimRef: {name: sink, "
            + "namespace: home}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: "
            + $"[{node}]}}]}}]}}}}}}}}";
        var sink = Data.Replace("name: data", "name: sink", StringComparison.Ordinal).Replace("fast", "'', volumeName: pv", StringComparison.Ordinal);
        var copy = Job(string.Empty, "persistentVolumeClaim: {claimName: sink}")
            .Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv/vault}", StringComparison.Ordinal);
        Assert.StartsWith(
            $"CronJob home/copy {expected}",
            By(In(App, N1).Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv/vault}", StringComparison.Ordinal), sink, volume, copy),
            StringComparison.Ordinal);
    }

    /// <summary>A pod that started has had the volume, so a success is proof; until then only what takes it to the app's node will do.</summary>
    [Theory]
    [InlineData(
        "",
        "",
        "",
        "declared? whether CronJob home/copy starts is not known: claim data is ReadWriteOnce, and nothing makes it run on the node of Deployment home/app")]
    [InlineData("", "", Ran, "ran")]
    [InlineData("", Beside, "", "scheduled")]
    [InlineData(N1, N1, "", "scheduled")]
    [InlineData(N1, N2, Ran, "declared: it may only run on node n2, and the ReadWriteOnce volume is attached on node n1")]
    public void A_volume_that_one_node_has_at_a_time_has_to_be_had(string app, string job, string status, string expected)
    {
        var copy = Job(job, status: status);
        var single = Longhorn.Replace("driver.longhorn.io", "driver.longhorn.io, parameters: {numberOfReplicas: '1'}", StringComparison.Ordinal);
        foreach (var one in new[] { Longhorn, single })
        {
            Assert.Equal(
                $"CronJob home/copy {expected}",
                By(one, Data, In(App, app), copy).Replace(" (cp)", string.Empty, StringComparison.Ordinal));
        }

        var shared = Data.Replace("ReadWriteOnce", "ReadWriteMany", StringComparison.Ordinal);
        Assert.DoesNotContain("not known", By(Longhorn, shared, App, copy), StringComparison.Ordinal);
        var resting = App.Replace("replicas: 1", "replicas: 0", StringComparison.Ordinal);
        Assert.DoesNotContain("not known", By(Longhorn, Data, resting, copy), StringComparison.Ordinal);
    }

    /// <summary>What one pod has no other gets, on whatever node, whatever its script would stop.</summary>
    [Theory]
    [InlineData("ReadWriteOncePod", "cp -a /data /b/", "", "declared: its pod cannot start while Deployment home/app runs: claim data is ReadWriteOncePod")]
    [InlineData(
        "ReadWriteOncePod",
        "kubectl -n home scale deployment app --replicas 0 && cp -a /data /b/",
        "",
        "declared: its pod cannot start while Deployment home/app runs: claim data is ReadWriteOncePod")]
    [InlineData("ReadWriteOncePod", "cp -a /data /b/", Ran, "ran")]
    [InlineData("ReadWriteOnce", "cp -a /data /b/", "", "scheduled")]
    public void A_claim_for_one_pod_is_mounted_by_no_second_one(string mode, string script, string status, string expected)
    {
        var claim = Data.Replace("ReadWriteOnce", mode, StringComparison.Ordinal);
        var copy = CronJob(Shell(script), status: status);
        Assert.StartsWith($"CronJob home/copy {expected}", By(LocalPath, claim, App, copy), StringComparison.Ordinal);
        var resting = App.Replace("replicas: 1", "replicas: 0", StringComparison.Ordinal);
        Assert.DoesNotContain("cannot start", By(LocalPath, claim, resting, copy), StringComparison.Ordinal);
    }

    /// <summary>VolSync takes its pod to the node of the pod that has the volume, unless it is told where else to run.</summary>
    [Theory]
    [InlineData("", "", "ReplicationSource home/plan scheduled (copyMethod Direct)")]
    [InlineData(
        ", moverAffinity: {nodeAffinity: {}}",
        "",
        "ReplicationSource home/plan declared? whether the pod of ReplicationSource home/plan starts is not known: it runs where its moverAffinity says, and "
            + "the ReadWriteOnce volume is attached where Deployment home/app runs (copyMethod Direct)")]
    [InlineData(
        ", moverAffinity: {nodeAffinity: {}}",
        ", status: {lastSyncTime: '2026-11-23T18:00:00Z'}",
        "ReplicationSource home/plan ran (copyMethod Direct)")]
    public void Direct_needs_the_node_that_has_the_volume(string mover, string status, string expected) => Assert.Equal(
        expected,
        By(
            Longhorn,
            Data,
            App,
            "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: plan, namespace: home}, spec: {sourcePVC: data, trigger: "
                + $"{{schedule: '0 */6 * * *'}}, kopia: {{repository: r, copyMethod: Direct{mover}}}}}{status}}}"));

    /// <summary>What would not count anyway is not in doubt: a job that never ran on an old claim backs nothing up, wherever it runs.</summary>
    [Fact]
    public void A_doubt_saves_nothing_that_would_not_count()
    {
        var old = Data.Replace("name: data,", "name: data, creationTimestamp: '2026-01-01T00:00:00Z',", StringComparison.Ordinal);
        Assert.Equal("CronJob home/copy scheduled (cp)", By(Longhorn, old, App, Job(string.Empty, status: string.Empty)));
        Assert.StartsWith(
            "CronJob home/copy declared? ",
            By(Longhorn, old.Replace("2026-01-01T00", "2026-11-23T12", StringComparison.Ordinal), App, Job(string.Empty, status: string.Empty)),
            StringComparison.Ordinal);
    }

    private static string Node(string name) => $"{{apiVersion: v1, kind: Node, metadata: {{name: {name}}}}}";

    private static string In(string workload, string spec) => workload.Replace("spec: {containers:", $"spec: {{{spec}containers:", StringComparison.Ordinal);

    private static string Job(string spec, string other = "nfs: {server: 192.0.2.10, path: /b}", string status = Ran) =>
        In(CronJob(Shell("cp -a /data /b/"), other, status: status), spec);
}
