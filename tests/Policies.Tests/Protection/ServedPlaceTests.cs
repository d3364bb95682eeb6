using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>A server in the cluster keeps copies where it keeps its own data, which may be beside what is copied.</summary>
public sealed class ServedPlaceTests
{
    private const string Doubt = "declared? whether Deployment store/minio, to which container r copies, keeps the copies apart from claim data is not known";

    private const string OneNode = "declared: its copies are stored on Deployment store/minio on the same node";

    private const string Nfs = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: nfs.csi.k8s.io, parameters: {server: "
        + "192.0.2.10, share: /x}}";

    private const string Objects = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: objects, namespace: store}, spec: {accessModes: "
        + "[ReadWriteOnce], storageClassName: fast}}";

    private const string Server = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: minio, namespace: store}, spec: {template: {metadata: {labels: "
        + "{app: minio}}, spec: {containers: [{name: m, image: minio/minio, args: [server, /data], volumeMounts: [{name: v, mountPath: /data}]}], volumes: "
        + "[{name: v, persistentVolumeClaim: {claimName: objects}}]}}}}";

    [Theory]
    [InlineData("minio.store", LocalPath, "fast", Doubt, "nothing says how many nodes there are")]
    [InlineData("minio.store", LocalPath, "fast", OneNode, "there is one", "n1")]
    [InlineData("minio.store.svc.cluster.local", LocalPath, "fast", Doubt, "there are two", "n1", "n2")]
    [InlineData("minio-0.minio.store.svc", LocalPath, "fast", OneNode, "a pod of it is named", "n1")]
    [InlineData("minio.store", Longhorn, "fast", "declared: its copies are stored on Deployment store/minio on the same Longhorn", "any node", "n1", "n2")]
    [InlineData("minio.store", LocalPath, "nas", "scheduled", "the server keeps its data on the NAS", "n1")]
    [InlineData("minio", LocalPath, "fast", "scheduled", "another namespace has none of that name", "n1")]
    [InlineData("minio.example.com", LocalPath, "fast", "scheduled", "it is outside", "n1")]
    public void Copies_are_where_the_server_keeps_its_data(string host, string storage, string used, string expected, string why, params string[] nodes)
    {
        var covered = By([storage, Nfs, Data, Used(used), Replicating(host), Server, .. nodes.Select(Node)]);
        Assert.True(string.Equals($"container r {expected}", covered, StringComparison.Ordinal), $"{why}: {covered}");
    }

    [Theory]
    [InlineData("s3.store", "", OneNode, "a Service of another name leads to it")]
    [InlineData("192.0.2.80", "", OneNode, "the Service has that address")]
    [InlineData("198.51.100.7", "", OneNode, "the Service asks for that address")]
    [InlineData("s3.store", "{app: other}", "scheduled", "the Service leads to other pods")]
    [InlineData("minio.store", "{app: other}", OneNode, "no Service of that name is known, so the workload's name counts")]
    public void A_service_leads_to_its_pods(string host, string selector, string expected, string why)
    {
        var service = "{apiVersion: v1, kind: Service, metadata: {name: s3, namespace: store}, spec: {clusterIP: 192.0.2.80, loadBalancerIP: 198.51.100.7, "
            + $"selector: {(selector.Length > 0 ? selector : "{app: minio}")}}}}}";
        var covered = By(LocalPath, Data, Used("fast"), Replicating(host), Server, service, Node("n1"));
        Assert.True(string.Equals($"container r {expected}", covered, StringComparison.Ordinal), $"{why}: {covered}");
    }

    /// <summary>A Service without pods of its own leads out of the cluster, whatever else is called like it.</summary>
    [Fact]
    public void A_service_may_lead_out_of_the_cluster() => Assert.Equal("container r scheduled", By(
        LocalPath,
        Data,
        Used("fast"),
        Replicating("minio.store"),
        Server,
        "{apiVersion: v1, kind: Service, metadata: {name: minio, namespace: store}, spec: {type: ExternalName, externalName: nas.home}}",
        Node("n1")));

    /// <summary>What the server keeps may be copied on, by what mounts its claim or by what asks the server itself.</summary>
    [Theory]
    [InlineData(
        "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: away, namespace: store}, spec: {sourcePVC: objects, trigger: "
            + "{schedule: '0 3 * * *'}, restic: {repository: b2, copyMethod: Direct}}}",
        "scheduled")]
    [InlineData(
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: away, namespace: store}, spec: {schedule: '0 3 * * *', jobTemplate: {spec: {template: {spec: "
            + "{containers: [{name: c, image: minio/mc, command: [mc, mirror, own/bucket, b2/bucket]}]}}}}}}",
        "declared? whether CronJob store/away sends on what Deployment store/minio keeps is not known")]
    public void A_server_may_be_copied_on(string onward, string expected) =>
        Assert.Equal($"container r {expected}", By(LocalPath, Data, Used("fast"), Replicating("minio.store"), Server, onward, Node("n1")));

    /// <summary>A plan that copies the server to itself sends nothing on.</summary>
    [Fact]
    public void A_server_is_no_copy_of_itself() => Assert.Equal(
        "Schedule velero/plan declared: its copies are stored on Deployment store/minio on the same Longhorn",
        By(
            Longhorn,
            Data,
            App,
            Used("fast"),
            Server,
            "{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: plan, namespace: velero}, spec: {schedule: '0 3 * * *', template: "
                + "{snapshotMoveData: true}}}",
            "{apiVersion: velero.io/v1, kind: BackupStorageLocation, metadata: {name: default, namespace: velero}, spec: {objectStorage: {bucket: b}, config: "
                + "{s3Url: 'http://minio.store:9000'}}}"));

    [Fact]
    public void Several_pods_keep_copies_on_several_nodes() => Assert.Equal("container r scheduled", By(
        LocalPath,
        Data,
        Used("fast"),
        Replicating("minio.store"),
        Server.Replace("spec: {template", "spec: {replicas: 3, template", StringComparison.Ordinal),
        Node("n1"),
        Node("n2")));

    /// <summary>An option, a variable or an alias may name the server. A name alone says nothing of it.</summary>
    [Theory]
    [InlineData("mc alias set own http://minio.store:9000 KEY SECRET; mc mirror /data own/b", "", OneNode + " (mc)")]
    [InlineData("mc mirror /data own/b", "{name: MC_HOST_own, value: 'http://k:s@minio.store:9000'}", OneNode + " (mc)")]
    [InlineData("mc mirror /data other/b", "{name: MC_HOST_own, value: 'http://k:s@minio.store:9000'}", "scheduled (mc)")]
    [InlineData("aws s3 sync /data s3://b --endpoint-url http://minio.store:9000", "", OneNode + " (aws)")]
    [InlineData("aws s3 sync /data s3://b", "{name: AWS_ENDPOINT_URL, value: 'http://minio.store:9000'}", OneNode + " (aws)")]
    [InlineData("rclone sync /data own:b", "{name: RCLONE_CONFIG_OWN_ENDPOINT, value: 'http://minio.store:9000'}", OneNode + " (rclone)")]
    [InlineData("rclone sync /data own:b", "{name: RCLONE_CONFIG_OTHER_ENDPOINT, value: 'http://minio.store:9000'}", "scheduled (rclone)")]
    [InlineData("kopia snapshot create /data", "", "scheduled (kopia)")]
    public void A_place_is_at_a_server(string script, string variable, string expected) => Assert.Equal(
        $"CronJob home/copy {expected}",
        By(
            LocalPath,
            Data,
            Used("fast"),
            App,
            Server,
            Server.Replace("name: minio, namespace: store", "name: kopia, namespace: home", StringComparison.Ordinal),
            CronJob(Shell(script), other: string.Empty).Replace("volumeMounts", $"env: [{variable}], volumeMounts", StringComparison.Ordinal),
            Node("n1")));

    /// <summary>One address that is elsewhere is enough.</summary>
    [Theory]
    [InlineData("restic -r s3:http://minio.store:9000/b backup /data", "declared: its copies are stored on Deployment store/minio on the same node")]
    [InlineData("restic -r rest:http://u:p@minio.store:8000/b backup /data", "declared: its copies are stored on Deployment store/minio on the same node")]
    [InlineData("restic -r sftp:u@minio.store:/b backup /data", "declared: its copies are stored on Deployment store/minio on the same node")]
    [InlineData("restic -r s3:http://minio.store:9000/b backup /data; restic -r b2:bucket backup /data", "scheduled")]
    [InlineData(
        "restic -r s3:http://minio.store:9000/b backup /data; restic -r b2:bucket backup /srv https://status.home",
        "declared: its copies are stored on Deployment store/minio on the same node")]
    public void A_job_copies_to_a_server(string script, string expected) => Assert.Equal(
        $"CronJob home/copy {expected} (restic)",
        By(LocalPath, Data, Used("fast"), App, Server, CronJob(Shell(script), other: string.Empty), Node("n1")));

    /// <summary>A share of a server in the cluster is no other machine.</summary>
    [Fact]
    public void A_share_may_be_served_from_the_cluster() => Assert.Equal(
        "CronJob home/copy declared: its copies are stored on Deployment store/minio on the same node (cp)",
        By(
            LocalPath,
            Data,
            Used("fast"),
            App,
            Server,
            CronJob(Shell("cp -a /data /b/"), other: "nfs: {server: minio.store.svc.cluster.local, path: /exports}"),
            Node("n1")));

    private static string Node(string name) => $"{{apiVersion: v1, kind: Node, metadata: {{name: {name}}}}}";

    private static string Used(string storage) => Objects.Replace("storageClassName: fast", $"storageClassName: {storage}", StringComparison.Ordinal);

    private static string Replicating(string host) => App.Replace(
        "containers: [",
        "containers: [{name: r, image: 'litestream/litestream:0.5.2', args: [replicate, /data/db.sqlite3, "
            + $"'s3://b/x?endpoint=http://{host}:9000'], volumeMounts: [{{name: v, mountPath: /data}}]}}, ",
        StringComparison.Ordinal);
}
