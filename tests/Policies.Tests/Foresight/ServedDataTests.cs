using HomelabStorage.Policies.Foresight;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>What a server of the cluster or a node keeps for others is lost with it: an address is followed to the Service or the Node that has it.</summary>
public sealed class ServedDataTests
{
    private const string Server = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: nfs-server, namespace: storage}, spec: {template: {metadata: "
        + "{labels: {app: nfs}}, spec: {nodeSelector: {kubernetes.io/hostname: n1}, containers: [{name: c, image: example.com/nfs, volumeMounts: "
        + "[{name: v, mountPath: /exports}]}], volumes: [{name: v, hostPath: {path: /srv/nfs}}]}}}}";

    private const string Service = "{apiVersion: v1, kind: Service, metadata: {name: nfs-server, namespace: storage}, spec: {selector: {app: nfs}, clusterIP: "
        + "10.43.7.7, ports: [{port: 2049}]}}";

    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteMany], "
        + "storageClassName: fast}}";

    private const string ByClaim = "persistentVolumeClaim: {claimName: data}";

    private const string First = "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.1.11}, {type: "
        + "Hostname, address: n1}]}}";

    private const string Local = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";

    [Theory]
    [InlineData("nfs-server.storage.svc.cluster.local", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("nfs-server.storage.svc.cluster.local.", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("nfs-server.storage", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("10.43.7.7", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("10.43.7.7:2049", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("192.168.1.11", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("n1", "node n1", AppState.Stops, FateKind.Gone)]
    [InlineData("nfs-server.storage", "namespace storage", AppState.Stops, FateKind.Kept)]
    [InlineData("nfs-server.storage", "cluster", AppState.Stops, FateKind.Gone)]
    [InlineData("192.168.1.11", "cluster", AppState.Stops, FateKind.Gone)]
    [InlineData("nfs-server.storage", "node n2", AppState.Runs, FateKind.Kept)]
    [InlineData("192.168.1.11", "node n2", AppState.Runs, FateKind.Kept)]
    [InlineData("192.168.1.99", "node n1", AppState.Runs, FateKind.Kept)]
    [InlineData("nfs-server.storage", "namespace other", AppState.Runs, FateKind.Kept)]
    public void Data_on_a_server_of_the_cluster_is_where_the_server_keeps_it(string server, string lost, AppState state, FateKind fate)
    {
        var byClass = $"{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: fast}}, provisioner: nfs.csi.k8s.io, parameters: {{server: "
            + $"'{server}', share: /}}, reclaimPolicy: Retain}}";
        foreach (var (source, written) in new[] { (ByClaim, new[] { Claim, byClass }), ($"nfs: {{server: '{server}', path: /}}", Array.Empty<string>()) })
        {
            var app = FateTests.Losing(lost, [Server, Service, First, "Node n2", .. written, FateTests.App(source, string.Empty)])
                .Apps.Single(a => a.Workload.Name is "app");
            Assert.Equal((state, fate), (app.State, app.Volumes.Single().Fate.Kind));
        }
    }

    /// <summary>A copy on the disk of the lost node is lost with it.</summary>
    [Theory]
    [InlineData("sftp:me@192.168.1.11:/b", false)]
    [InlineData("sftp:me@n1:/b", false)]
    [InlineData("s3:http://192.168.1.11:9000/b", false)]
    [InlineData("s3:http://192.168.1.11:30900/b", false)]
    [InlineData("sftp:me@192.168.1.12:/b", true)]
    [InlineData("s3:https://s3.example.com/b", true)]
    public void A_copy_on_the_lost_node_is_lost(string repository, bool isKnown)
    {
        var job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '0 */6 * * *', jobTemplate: {spec: "
            + "{template: {spec: {containers: [{name: copy, image: 'restic/restic:0.18', command: [sh, -c, "
            + "\"sqlite3 /data/db.sqlite3 '.backup /tmp/db' && restic -r "
            + repository
            + " backup /tmp/db\"], volumeMounts: [{name: data, mountPath: /data}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}}}, "
            + "status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}}";
        var outage = FateTests.Losing("node n1", Local, Claim, First, "Node n2", FateTests.App(ByClaim, "nodeName: n1, "), job);
        var volume = outage.Apps.Single().Volumes.Single();
        Assert.Equal(FateKind.Gone, volume.Fate.Kind);
        Assert.True(isKnown == volume.Back.IsKnown, volume.Back.Spoken);
        Assert.Equal(!isKnown, outage.IsForGood);
    }

    /// <summary>A port of every node, and an address that a load balancer is asked for, lead to a server: copies are where its volume is.</summary>
    [Theory]
    [InlineData("192.168.1.11:30900", "node n2", FateKind.Kept, true, "the address is that of another node, the copies are on the lost one")]
    [InlineData("192.168.1.11:30900", "node n1", FateKind.Gone, true, "nobody answers at that address, and the copies are left")]
    [InlineData("192.168.1.11:30900", "node n3", FateKind.Kept, false, "neither is lost")]
    [InlineData("192.168.1.240:9000", "node n2", FateKind.Kept, true, "an address of a load balancer")]
    [InlineData("192.168.1.241:9000", "node n2", FateKind.Kept, true, "another, asked for by an annotation, which a second Service shares")]
    [InlineData("s3.home.lan", "node n2", FateKind.Kept, true, "a name, asked for by an annotation")]
    [InlineData("192.0.2.7:30900", "node n2", FateKind.Kept, false, "the port of an appliance")]
    public void Copies_are_where_the_server_behind_a_Service_keeps_them(string endpoint, string lost, FateKind own, bool ends, string why)
    {
        const string Minio = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: minio, namespace: storage}, spec: {template: {metadata: {labels: {app: "
            + "minio}}, spec: {nodeName: n2, containers: [{name: c, image: minio/minio, volumeMounts: [{name: v, mountPath: /data}]}], volumes: "
            + "[{name: v, hostPath: {path: /srv/minio}}]}}}}";
        const string Port = "{apiVersion: v1, kind: Service, metadata: {name: minio, namespace: storage}, spec: {type: NodePort, selector: {app: minio}, "
            + "loadBalancerIP: 192.168.1.240, ports: [{port: 9000, nodePort: 30900}]}}";
        const string Asked = "{apiVersion: v1, kind: Service, metadata: {name: NAME, namespace: storage, annotations: {metallb.io/loadBalancerIPs: "
            + "'192.168.1.241, fd00::1', external-dns.alpha.kubernetes.io/hostname: s3.home.lan}}, spec: {selector: {app: minio}, ports: [{port: 9000}]}}";
        const string Media = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: media, namespace: home}, spec: {template: {spec: {containers: [{name: "
            + "c, image: jellyfin/jellyfin, volumeMounts: [{name: v, mountPath: /media}]}], volumes: [{name: v, nfs: {server: 192.0.2.7, path: /m}}]}}}}";
        var job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '0 */6 * * *', jobTemplate: {spec: "
            + "{template: {spec: {containers: [{name: copy, image: 'restic/restic:0.18', command: [sh, -c, "
            + "\"sqlite3 /data/db.sqlite3 '.backup /tmp/db' && restic -r s3:http://"
            + endpoint
            + "/b backup /tmp/db\"], volumeMounts: [{name: data, mountPath: /data}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}}}, "
            + "status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}}";
        string[] objects =
        [
            Local,
            Claim,
            First,
            "Node n2",
            "Node n3",
            Minio,
            Port,
            Asked.Replace("NAME", "s3", StringComparison.Ordinal),
            Asked.Replace("NAME", "console", StringComparison.Ordinal),
            Media,
            FateTests.App(ByClaim, "nodeName: n1, "),
            job,
        ];
        var outage = FateTests.Losing(lost, objects);
        var volume = outage.Apps.Single(a => a.Workload.Name is "app").Volumes.Single();
        Assert.True(own == volume.Fate.Kind, why);
        Assert.True(ends == (own == FateKind.Gone || outage.Unprotected.Count == 1), $"{why}: {string.Join(", ", outage.Unprotected.Select(u => u.Spoken))}");
        Assert.True(own == FateKind.Kept || volume.Back.IsKnown, $"{why}: {volume.Back.Spoken}");
    }

    /// <summary>A database of which less than half of the members are left takes no more writes: the API server is gone with more than half.</summary>
    [Theory]
    [InlineData("node n1; node n2", "control-plane", 3, AppState.MayStop)]
    [InlineData("node n1", "control-plane", 3, AppState.Runs)]
    [InlineData("node n1", "control-plane", 2, AppState.Runs)]
    [InlineData("node n1", "etcd", 2, AppState.MayStop)]
    [InlineData("node n1", "etcd", 3, AppState.Runs)]
    public void The_API_server_needs_more_than_half_of_its_database(string lost, string role, int servers, AppState state)
    {
        string[] nodes =
        [
            .. Enumerable.Range(1, 4).Select(i => $"{{apiVersion: v1, kind: Node, metadata: {{name: n{i}, labels: "
                + (i > servers ? "{}" : $"{{node-role.kubernetes.io/{role}: 'true'}}") + "}}"),
        ];
        Assert.Equal(state, FateTests.Losing(lost, [.. nodes, FateTests.App("nfs: {server: 192.168.1.99, path: /}", string.Empty)]).Apps.Single().State);
    }

    /// <summary>What somebody says is critical is missed, also where the app only reads it.</summary>
    [Theory]
    [InlineData("readOnly: true", true)]
    [InlineData("readOnly: false", true)]
    public void Data_that_is_said_to_be_critical_is_missed(string mode, bool isForGood)
    {
        var said = Claim.Replace(
            "namespace: home}",
            "namespace: home, annotations: {homelab-storage.io/data: files, homelab-storage.io/criticality: critical}}",
            StringComparison.Ordinal);
        var app = FateTests.App(ByClaim, string.Empty, "example.com/own").Replace("mountPath: /data}", $"mountPath: /data, {mode}}}", StringComparison.Ordinal);
        var outage = FateTests.Losing("node n1", Local, said, First, app);
        Assert.Equal(isForGood, outage.IsForGood);
    }

    /// <summary>Nobody knows whether lost data of an unknown kind is missed, so a check must not pass.</summary>
    [Theory]
    [InlineData("node n1", true)]
    [InlineData("node n2", false)]
    public void Lost_data_of_an_unknown_kind_may_be_lost_for_good(string lost, bool may)
    {
        var outage = FateTests.Losing(lost, Local, Claim, First, "Node n2", FateTests.App(ByClaim, "nodeName: n1, ", "example.com/own"));
        Assert.Equal((false, may), (outage.IsForGood, outage.MayBeForGood));
    }
}
