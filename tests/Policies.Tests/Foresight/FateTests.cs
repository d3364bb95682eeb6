using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>What a loss does to the data of an app. A reference that was not found is unknown, never safe.</summary>
public sealed class FateTests
{
    private const string Local = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: "
        + "rancher.io/local-path, reclaimPolicy: Delete}";
    private const string Retained = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: "
        + "rancher.io/local-path, reclaimPolicy: Retain}";
    private const string Three = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: driver.longhorn.io, "
        + "parameters: {numberOfReplicas: '3'}}";

    private const string One = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: driver.longhorn.io, "
        + "parameters: {numberOfReplicas: '1'}}";

    private const string Nfs = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, "
        + "parameters: {server: 10.10.10.20, share: /tank}, reclaimPolicy: Retain}";

    private const string OtherNfs = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, "
        + "parameters: {server: 192.0.2.7, share: /tank}, reclaimPolicy: Retain}";

    private const string Bound = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast, volumeName: disk}}";

    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string Selected = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home, annotations: "
        + "{volume.kubernetes.io/selected-node: n1}}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast}}";

    private const string ByPolicy = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: "
        + "[ReadWriteMany], "
        + "storageClassName: truenas-nfs}}";

    private const string Static = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: '', volumeName: disk}}";

    private const string Named = "{apiVersion: v1, kind: PersistentVolume, metadata: {name: other}, spec: {storageClassName: slow, "
        + "accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, claimRef: {namespace: away, name: data}, local: {path: /srv/other}, "
        + "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1, n2]}]}]}}}}";

    private const string ByClaim = "persistentVolumeClaim: {claimName: data}";

    [Theory]
    [InlineData("node n1", AppState.MayStop, FateKind.Unknown, ByClaim, "", "no volume says on which node it lies", Local, Claim)]
    [InlineData("node n1", AppState.Stops, FateKind.Gone, ByClaim, "", "its volume is on that node", Local, Bound, "PV n1")]
    [InlineData("node n2", AppState.Runs, FateKind.Kept, ByClaim, "", "its volume is on another", Local, Bound, "PV n1")]
    [InlineData("node n1", AppState.MayStop, FateKind.Unknown, ByClaim, "", "its volume may be on either", Local, Bound, "PV n1, n2")]
    [InlineData("node n1; node n2", AppState.Stops, FateKind.Gone, ByClaim, "", "it is on one of the two that are lost", Local, Bound, "PV n1, n2")]
    [InlineData("node n1", AppState.Stops, FateKind.Gone, ByClaim, "", "the scheduler chose that node for the claim", Local, Selected)]
    [InlineData("node n1", AppState.Stops, FateKind.Gone, ByClaim, "nodeName: n1, ", "the only pod that mounts it is bound to that node", Local, Claim)]
    [InlineData(
        "node n1",
        AppState.Stops,
        FateKind.Kept,
        ByClaim,
        "nodeSelector: {kubernetes.io/hostname: n1}, ",
        "bound to the node, its data elsewhere",
        Nfs,
        Claim)]
    [InlineData("node n1", AppState.Runs, FateKind.Kept, ByClaim, "", "two more copies", Three, Claim)]
    [InlineData("node n1; node n2", AppState.Runs, FateKind.Kept, ByClaim, "", "one copy is left", Three, Claim)]
    [InlineData("node n1; node n2", AppState.MayStop, FateKind.Kept, ByClaim, "", "every node that is named is lost", Nfs, Claim, Named)]
    [InlineData("node n1", AppState.Runs, FateKind.Kept, ByClaim, "", "nothing says that there is no other", Nfs, Claim)]
    [InlineData("node n1", AppState.Stops, FateKind.Kept, ByClaim, "", "it is the only node", Nfs, Claim, "Node n1")]
    [InlineData("node n1; node n2", AppState.Stops, FateKind.Kept, ByClaim, "", "both nodes are lost", Nfs, Claim, "Node n1", "Node n2")]
    [InlineData("node n1", AppState.Runs, FateKind.Kept, ByClaim, "", "there is another", Nfs, Claim, "Node n1", "Node n2")]
    [InlineData("node n1", AppState.Stops, FateKind.Gone, ByClaim, "", "three copies on the only node", Three, Claim, "Node n1")]
    [InlineData("node n1", AppState.Stops, FateKind.Gone, ByClaim, "", "it is on the only node, which nothing has to say", Local, Claim, "Node n1")]
    [InlineData("node n1; node n2", AppState.Stops, FateKind.Gone, ByClaim, "", "three copies on two nodes", Three, Claim, "Node n1", "Node n2")]
    [InlineData("node n1; node n2", AppState.Runs, FateKind.Kept, ByClaim, "", "three copies on three", Three, Claim, "Node n1", "Node n2", "Node n3")]
    [InlineData("node n1; node n2", AppState.Stops, FateKind.Gone, ByClaim, "", "it is on one of them", Local, Claim, "Node n1", "Node n2")]
    [InlineData("node n1; node n2; node n3", AppState.MayStop, FateKind.Unknown, ByClaim, "", "all three copies may be lost", Three, Claim)]
    [InlineData("node n1", AppState.MayStop, FateKind.Unknown, ByClaim, "", "one copy is on one node", One, Claim)]
    [InlineData("node n1", AppState.MayStop, FateKind.Unknown, ByClaim, "", "nothing is known of its class", Claim)]
    [InlineData("node n1", AppState.Stops, FateKind.Gone, "hostPath: {path: /srv/data}", "nodeName: n1, ", "a folder of that node")]
    [InlineData("NAS truenas", AppState.Stops, FateKind.Gone, ByClaim, "", "the policy knows the server's address", Nfs, Claim)]
    [InlineData("NAS truenas", AppState.Runs, FateKind.Kept, ByClaim, "", "it is on another server", OtherNfs, Claim)]
    [InlineData("NAS 192.0.2.7", AppState.Stops, FateKind.Gone, ByClaim, "", "a server that the policy does not know goes by its address", OtherNfs, Claim)]
    [InlineData("NAS truenas", AppState.Stops, FateKind.Gone, "hostPath: {path: /mnt/truenas/data}", "", "the nodes mount it there")]
    [InlineData("NAS 192.0.2.9", AppState.Stops, FateKind.Gone, "iscsi: {targetPortal: '192.0.2.9:3260', iqn: a, lun: 0}", "", "a portal with a port")]
    [InlineData("NAS truenas", AppState.Stops, FateKind.Gone, ByClaim, "", "the only NAS that there is", ByPolicy)]
    [InlineData("NAS truenas", AppState.Runs, FateKind.Kept, ByClaim, "", "it is stored on a node", Local, Claim)]
    [InlineData("NAS truenas", AppState.MayStop, FateKind.Unknown, ByClaim, "", "nothing is known of its class", Claim)]
    [InlineData("class fast", AppState.Stops, FateKind.Gone, ByClaim, "", "it is of that class", Three, Claim)]
    [InlineData("class slow", AppState.Runs, FateKind.Kept, ByClaim, "", "it is of another", Three, Claim)]
    [InlineData("namespace home", AppState.Stops, FateKind.Gone, ByClaim, "", "its class deletes volumes", Local, Claim)]
    [InlineData("namespace home", AppState.Stops, FateKind.Kept, ByClaim, "", "its class retains them", Retained, Claim)]
    [InlineData("namespace home", AppState.Stops, FateKind.Unknown, ByClaim, "", "nothing is known of its class", Claim)]
    [InlineData("namespace home", AppState.Stops, FateKind.Kept, ByClaim, "", "a volume made by hand is retained", Static, "PV Retain")]
    [InlineData("namespace home", AppState.Stops, FateKind.Gone, ByClaim, "", "this one is not", Static, "PV Delete")]
    [InlineData("namespace home", AppState.Stops, FateKind.Kept, "nfs: {server: 192.0.2.7, path: /a}", "", "no claim deletes a share")]
    [InlineData("namespace away", AppState.Runs, FateKind.Kept, ByClaim, "", "it is in another", Local, Claim)]
    [InlineData("cluster", AppState.Stops, FateKind.Gone, ByClaim, "", "all copies are in the cluster", Three, Claim)]
    [InlineData("cluster", AppState.Stops, FateKind.Gone, ByClaim, "", "its node is of the cluster", Local, Bound, "PV n1")]
    [InlineData("cluster", AppState.Stops, FateKind.Kept, ByClaim, "", "the NAS stands beside it", Nfs, Claim)]
    public void A_loss_does_to_an_app(string lost, AppState state, FateKind fate, string source, string pod, string why, params string[] objects)
    {
        var app = Losing(lost, [.. objects, App(source, pod)]).Apps.Single();
        Assert.True((state, fate) == (app.State, app.Volumes.Single().Fate.Kind), $"{why}: {app.State} {app.Volumes[0].Fate}: {app.Reason}");
    }

    [Theory]
    [InlineData("hostPath: {path: /dev/dri}", "a device of the machine")]
    [InlineData("emptyDir: {}", "it is deleted with the pod")]
    [InlineData("configMap: {name: a}", "it is written elsewhere")]
    public void What_is_no_data_is_no_volume_to_lose(string source, string why)
    {
        var outage = Losing("cluster", [App(source, string.Empty)]);
        Assert.True(outage.Apps.Count == 0, why);
        Assert.Equal(1, outage.Bare);
    }

    /// <summary>Of what each node has of its own, the part of a lost node is lost, and the others go on with theirs.</summary>
    [Theory]
    [InlineData("node n1", "", AppState.Runs, FateKind.Gone)]
    [InlineData("node n1", "nodeSelector: {kubernetes.io/hostname: n2}, ", AppState.Runs, FateKind.Kept)]
    [InlineData("node n1", "nodeSelector: {kubernetes.io/hostname: n1}, ", AppState.Stops, FateKind.Gone)]
    [InlineData("NAS truenas", "", AppState.Runs, FateKind.Kept)]
    [InlineData("cluster", "", AppState.Stops, FateKind.Gone)]
    public void What_every_node_has_of_its_own_is_lost_in_part(string lost, string pod, AppState state, FateKind fate)
    {
        var daemon = App("hostPath: {path: /srv/data}", pod).Replace("kind: Deployment", "kind: DaemonSet", StringComparison.Ordinal);
        var app = Losing(lost, [daemon]).Apps.Single();
        Assert.Equal((state, fate), (app.State, app.Volumes.Single().Fate.Kind));
        var row = DisasterRow.Of(Household([daemon])).Single();
        Assert.Equal("lost: no usable backup", LostData.Of(row.Node).Spoken);
        Assert.Equal(pod.Length == 0 ? "keeps running" : "RTO 5m", DisasterRow.Rto(row.Node));
    }

    /// <summary>What nothing tells of may be on the appliance that is lost: in the column of the table as in the answer about one.</summary>
    [Theory]
    [InlineData(AppState.MayStop, "may be lost: no usable backup", Claim)]
    [InlineData(AppState.MayStop, "may be lost: no usable backup")]
    [InlineData(AppState.Runs, "nothing is lost", Three, Claim)]
    [InlineData(AppState.Stops, "lost: no usable backup", Nfs, Claim)]
    public void The_column_of_the_NAS_says_what_its_loss_says(AppState state, string said, params string[] objects)
    {
        string[] all = [.. objects, App(ByClaim, string.Empty)];
        var one = Losing("NAS truenas", all).Apps.Single();
        var row = DisasterRow.Of(Household(all)).Single().Nas;
        Assert.Equal((state, said), (one.State, LostData.Of(one).Spoken));
        Assert.Equal((state, said), (row.State, LostData.Of(row).Spoken));
        Assert.Equal(state == AppState.Runs ? "keeps running" : "RTO 5m", DisasterRow.Rto(row));
    }

    /// <summary>Its node is one of those that it may run on; it goes on where there are others.</summary>
    [Theory]
    [InlineData("", "restarts by itself", "Node n1", "Node n2")]
    [InlineData("", "RTO 5m", "Node n1")]
    [InlineData("", "restarts by itself")]
    [InlineData("nodeSelector: {kubernetes.io/hostname: n1}, ", "RTO 5m", "Node n1", "Node n2")]
    [InlineData(
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: "
            + "[{key: kubernetes.io/hostname, operator: In, values: [n1, n2]}]}]}}}, ",
        "restarts by itself",
        "Node n1",
        "Node n2")]
    public void The_own_node_of_an_app_is_one_of_those_that_there_are(string pod, string said, params string[] nodes) =>
        Assert.Equal(said, DisasterRow.Rto(DisasterRow.Of(Household([Nfs, Claim, App(ByClaim, pod), .. nodes])).Single().Node));

    /// <summary>Kubernetes replaces the pods of a lost node by itself for some kinds only.</summary>
    [Theory]
    [InlineData("Deployment", AppState.Runs, "restarts by itself")]
    [InlineData("StatefulSet", AppState.Runs, "restarts once you confirm that the node is off")]
    [InlineData("Pod", AppState.MayStop, "RTO 5m")]
    public void Not_every_kind_is_started_again_by_itself(string kind, AppState state, string said)
    {
        const string Spec = "{containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}], volumes: "
            + "[{name: v, persistentVolumeClaim: {claimName: data}}]}";
        var app = kind is "Pod" ? $"{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: home}}, spec: {Spec}}}"
            : $"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: app, namespace: home}}, spec: {{template: {{spec: {Spec}}}}}}}";
        string[] home = [Three, Claim, app, "Node n1", "Node n2", "Node n3"];
        var outage = Losing("node n1", home).Apps.Single();
        Assert.Equal(state, outage.State);
        Assert.Equal(kind is not "Deployment", outage.Reason.Contains(kind is "Pod" ? "nothing starts a Pod again" : "is off", StringComparison.Ordinal));
        Assert.Equal(said, DisasterRow.Rto(DisasterRow.Of(Household(home)).Single().Node));
        Assert.Equal(kind is "Pod" ? AppState.Stops : AppState.Runs, DisasterRow.Of(Household(home)).Single().Node.State);
    }

    [Fact]
    public void A_Pod_on_another_node_runs_on()
    {
        const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: home}, spec: {nodeName: n2, containers: [{name: c, image: "
            + "vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}";
        Assert.Equal(AppState.Runs, Losing("node n1", Three, Claim, Pod, "Node n1", "Node n2", "Node n3").Apps.Single().State);
    }

    [Fact]
    public void The_most_critical_app_comes_first_whatever_becomes_of_it()
    {
        const string Radarr = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: radarr, namespace: home}, spec: {template: {spec: {nodeName: n1, "
            + "containers: [{name: c, image: 'linuxserver/radarr', volumeMounts: [{name: v, mountPath: /config}]}], volumes: [{name: v, hostPath: "
            + "{path: /srv/radarr}}]}}}}";
        var apps = Losing("node n1", [Claim, App(ByClaim, string.Empty), Radarr]).Apps;
        Assert.Equal([("app", AppState.MayStop), ("radarr", AppState.Stops)], apps.Select(a => (a.Workload.Name, a.State)));
    }

    [Fact]
    public void Of_two_NAS_nobody_guesses_which()
    {
        const string Other = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: home}, spec: {template: {spec: {containers: "
            + "[{name: c, image: nginx, "
            + "volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}]}], volumes: [{name: a, nfs: {server: 192.0.2.7, path: /a}}, "
            + "{name: b, nfs: {server: 192.0.2.8, path: /b}}]}}}}";
        var outage = Losing("NAS 192.0.2.7", [ByPolicy, App(ByClaim, string.Empty), Other]);
        Assert.Equal(AppState.MayStop, outage.Apps.Single(a => a.Workload.Name is "app").State);
    }

    /// <summary>In the disaster table the NAS that is lost is the app's own, whichever that is; copies on another may lie on the same.</summary>
    [Theory]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /nas/db'", "lost: a copy by CronJob home/copy may be left", "the copy may be on the same")]
    [InlineData(
        "sqlite3 /data/db.sqlite3 '.backup /tmp/db' && restic -r s3:https://s3.example.com/b backup /tmp/db",
        "back to 2026-11-23 19:17Z", "the copy is at a provider")]
    [InlineData("true", "lost: no usable backup", "nothing is copied")]
    public void The_own_NAS_of_an_app_is_lost_whatever_it_is(string command, string rpo, string why)
    {
        const string Servers = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: home}, spec: {template: {spec: {containers: [{name: c, "
            + "image: nginx, volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}]}], volumes: [{name: a, nfs: {server: 192.0.2.7, "
            + "path: /a}}, {name: b, nfs: {server: 192.0.2.8, path: /b}}]}}}}";
        var job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '17 * * * *', jobTemplate: "
            + "{spec: {template: {spec: {containers: [{name: copy, image: 'restic/restic:0.18', command: [sh, -c, \""
            + command
            + "\"], volumeMounts: [{name: data, mountPath: /data}, {name: nas, mountPath: /nas}]}], volumes: [{name: data, "
            + "persistentVolumeClaim: {claimName: data}}, {name: nas, nfs: {server: 192.0.2.8, path: /b}}]}}}}}, status: {lastSuccessfulTime: "
            + "'2026-11-23T19:17:00Z'}}";
        var row = DisasterRow.Of(Household([ByPolicy, App(ByClaim, string.Empty), Servers, job])).Single(r => r.App.Workload.Name is "app");
        Assert.True((AppState.Stops, rpo) == (row.Nas.State, LostData.Of(row.Nas).Spoken), $"{why}: {row.Nas.State} {row.Nas.Volumes[0].Back.Spoken}");
    }

    /// <summary>What a cell of the disaster table says, without a comma, so that a row can list several.</summary>
    [Theory]
    [InlineData("node n1", "", "lost: no usable backup", Local, Bound, "PV n1")]
    [InlineData("node n1", "", "may be lost: no usable backup", Local, Claim)]
    [InlineData("node n2", "", "nothing is lost", Local, Bound, "PV n1")]
    [InlineData("NAS truenas", "jellyfin/jellyfin", "it keeps nothing that needs a backup (also lost: media without a backup)", Nfs, Claim)]
    [InlineData("node n1", "example.com/own", "data of unknown importance is lost", Local, Bound, "PV n1")]
    [InlineData("node n1", "example.com/own", "data of unknown importance may be lost", Local, Claim)]
    [InlineData("node n2", "example.com/own", "nothing is lost", Local, Bound, "PV n1")]
    public void A_cell_says_what_is_lost(string lost, string image, string spoken, params string[] objects)
    {
        var app = image.Length == 0 ? App(ByClaim, string.Empty) : App(ByClaim, string.Empty, image).Replace(
            "/data}",
            image.StartsWith("jelly", StringComparison.Ordinal) ? "/media}" : "/data}",
            StringComparison.Ordinal);
        Assert.Equal(spoken, LostData.Of(Losing(lost, [.. objects, app]).Apps.Single()).Spoken);
        Assert.DoesNotContain(',', spoken);
    }

    [Theory]
    [InlineData("", "node n1", "nothing names a node")]
    [InlineData("", "NAS truenas", "are stored on truenas, the only one that there is")]
    public void What_is_taken_for_granted_is_said(string pod, string lost, string said) =>
        Assert.Contains(Losing(lost, [ByPolicy, App(ByClaim, pod)]).Assumptions, a => a.Contains(said, StringComparison.Ordinal));

    /// <summary>One that the policy names and one that a volume names are two, so that a volume of neither may be on either.</summary>
    [Theory]
    [InlineData("NAS truenas")]
    [InlineData("NAS 192.0.2.7")]
    public void Of_two_appliances_none_is_meant(string lost)
    {
        var other = App("nfs: {server: 192.0.2.7, path: /media}", string.Empty, "jellyfin/jellyfin")
            .Replace("name: app", "name: other", StringComparison.Ordinal);
        var outage = Losing(lost, [ByPolicy, App(ByClaim, string.Empty), other]);
        var app = outage.Apps.Single(a => a.Workload.Reference.Name is "app");
        Assert.Equal((AppState.MayStop, FateKind.Unknown), (app.State, app.Volumes.Single().Fate.Kind));
        Assert.DoesNotContain(outage.Assumptions, a => a.Contains("the only one", StringComparison.Ordinal));
    }

    [Fact]
    public void Single_points_are_counted_by_name_and_those_without_a_name_too()
    {
        Assert.Equal(["node n1"], Losing("cluster", [Local, Bound, Volume("n1"), App(ByClaim, string.Empty)]).Apps.Single().SinglePoints);
        Assert.Equal(["NAS truenas"], Losing("cluster", [Nfs, Claim, App(ByClaim, string.Empty)]).Apps.Single().SinglePoints);
        Assert.Equal(
            ["the node of claim data (which one is unknown)"],
            Losing("cluster", [Local, Claim, App(ByClaim, string.Empty)]).Apps.Single().SinglePoints);
        Assert.Empty(Losing("cluster", [Three, Claim, App(ByClaim, string.Empty)]).Apps.Single().SinglePoints);
        Assert.Empty(Losing("cluster", [Three, Claim, App(ByClaim, string.Empty)]).Apps.Single().UnknownPoints);
        Assert.Empty(Losing("cluster", [Claim, App(ByClaim, string.Empty)]).Apps.Single().SinglePoints);
        Assert.Equal(
            ["the unknown storage of claim data (StorageClass 'fast' was not found)"],
            Losing("cluster", [Claim, App(ByClaim, string.Empty)]).Apps.Single().UnknownPoints);
    }

    internal static Outage Losing(string lost, params IReadOnlyList<string> objects) => Household(objects).Losing([.. lost.Split("; ").Select(Loss)]);

    internal static Policies.Foresight.Household Household(IReadOnlyList<string> objects) => Policies.Foresight.Household.Of(
        [.. ManifestReader.ReadAll(
            string.Join("\n---\n", objects.Select(Written)),
            "home/all.yaml").Select(Scene.Live)],
        ShippedPolicy.Read(),
        FixedTime.Now);

    private static string Written(string o) => o.Split(' ', 2) switch
    {
        ["PV", var nodes] => Volume(nodes),
        ["Node", var name] => "{apiVersion: v1, kind: Node, metadata: {name: " + name + "}}",
        _ => o,
    };

    private static Loss Loss(string spoken) => spoken.Split(' ') switch
    {
        ["node", var name] => new Loss.Node(name),
        ["NAS", var name] => new Loss.Nas(name),
        ["class", var name] => new Loss.Class(name),
        ["namespace", var name] => new Loss.Namespace(name),
        _ => new Loss.Cluster(),
    };

    internal static string App(string source, string pod, string image = "vaultwarden/server") =>
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {template: {spec: {"
            + pod
            + "containers: [{name: c, image: "
            + image
            + ", volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: v, " + source + "}]}}}}";

    /// <summary>A volume that is retained or deleted, or one on some nodes.</summary>
    private static string Volume(string what) =>
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {storageClassName: " + (what is "Retain" or "Delete" ? "''" : "fast")
            + ", accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, claimRef: {namespace: home, name: data}, local: {path: /srv/disk}, "
            + (what is "Retain" or "Delete"
                ? "persistentVolumeReclaimPolicy: " + what
                : "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [" + what + "]}]}]}}")
            + "}}";
}
