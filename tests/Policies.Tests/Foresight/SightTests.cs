using HomelabStorage.Policies.Foresight;
using Xunit;

namespace HomelabStorage.Policies.Tests.Foresight;

/// <summary>Which node, appliance or system a name means, as the objects in sight tell.</summary>
public sealed class SightTests
{
    private const string Nfs = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, "
        + "parameters: {server: 10.10.10.20, share: /tank}, reclaimPolicy: Retain}";

    private const string Longhorn = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: driver.longhorn.io}";

    private const string Mayastor = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: io.openebs.csi-mayastor}";

    private const string Claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: [ReadWriteOnce], "
        + "storageClassName: fast}}";

    private const string ByClaim = "persistentVolumeClaim: {claimName: data}";

    private const string Job = "{apiVersion: longhorn.io/v1beta2, kind: RecurringJob, metadata: {name: nightly, namespace: storage}, spec: {cron: '@daily', "
        + "task: backup, groups: [default]}}";

    private const string Manager = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: manager, namespace: storage}, spec: {template: {spec: "
        + "{containers: [{name: m, image: 'longhornio/longhorn-manager:v1.9.0'}]}}}}";

    /// <summary>A label that not every node has binds a pod as a name does.</summary>
    [Theory]
    [InlineData("nodeSelector: {gpu: 'true'}, ", "n1", AppState.Stops)]
    [InlineData("nodeSelector: {gpu: 'true'}, ", "n2", AppState.Runs)]
    [InlineData("nodeSelector: {zone: home}, ", "n1", AppState.Runs)]
    [InlineData("nodeSelector: {gpu: 'false'}, ", "n1", AppState.MayStop)]
    [InlineData(Affinity + "{key: gpu, operator: Exists}]}]}}}, ", "n1", AppState.Stops)]
    [InlineData(Affinity + "{key: gpu, operator: DoesNotExist}]}]}}}, ", "n2", AppState.Stops)]
    [InlineData(Affinity + "{key: gpu, operator: In, values: ['true', 'false']}]}]}}}, ", "n1", AppState.Stops)]
    [InlineData(Affinity + "{key: gpu, operator: Exists}]}, {matchExpressions: [{key: zone, operator: Exists}]}]}}}, ", "n1", AppState.Runs)]
    public void A_label_binds_a_pod_to_nodes(string pod, string node, AppState state)
    {
        var app = FateTests.Losing($"node {node}", Nfs, Claim, FateTests.App(ByClaim, pod), Node("n1", "zone: home, gpu: 'true'"), Node("n2", "zone: home"))
            .Apps.Single();
        Assert.Equal(state, app.State);
        Assert.Equal(state == AppState.Stops, app.SinglePoints.Contains($"node {node}", StringComparer.Ordinal));
    }

    /// <summary>Where no known node has the labels that a pod asks for, the lost one may be the only one that has.</summary>
    [Theory]
    [InlineData("nodeSelector: {gpu: 'true'}, ", "node n1", AppState.MayStop, "the nodes with gpu=true")]
    [InlineData("nodeSelector: {gpu: 'true', kubernetes.io/os: linux}, ", "node n1", AppState.MayStop, "the nodes with gpu=true")]
    [InlineData("nodeSelector: {kubernetes.io/os: linux}, ", "node n1", AppState.Runs, "")]
    [InlineData("nodeSelector: {gpu: 'true'}, ", "NAS truenas", AppState.Stops, "the nodes with gpu=true")]
    [InlineData(Affinity + "{key: gpu, operator: Exists}]}]}}}, ", "node n1", AppState.MayStop, "the nodes with gpu")]
    [InlineData(Affinity + "{key: zone, operator: In, values: [a, b]}]}]}}}, ", "node n1", AppState.MayStop, "the nodes with zone=a|b")]
    [InlineData(Affinity + "{key: gpu, operator: DoesNotExist}]}]}}}, ", "node n1", AppState.Runs, "")]
    [InlineData(Affinity + "{key: kubernetes.io/hostname, operator: NotIn, values: [n9]}]}]}}}, ", "node n1", AppState.Runs, "")]
    public void A_label_that_no_known_node_has_may_be_that_of_the_lost_one(string pod, string lost, AppState state, string point)
    {
        var app = FateTests.Losing(lost, Nfs, Claim, FateTests.App(ByClaim, pod)).Apps.Single();
        Assert.Equal((state, point), (app.State, string.Join(';', app.UnknownPoints)));
    }

    /// <summary>Volumes call a node by the label that says its host's name, which need not be its own.</summary>
    [Theory]
    [InlineData("node a", FateKind.Gone)]
    [InlineData("node b", FateKind.Kept)]
    public void A_node_is_called_by_its_host_too(string lost, FateKind fate)
    {
        string[] objects =
        [
            "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}",
            Claim.Replace("storageClassName: fast", "storageClassName: fast, volumeName: disk", StringComparison.Ordinal),
            "PV host1",
            FateTests.App(ByClaim, string.Empty),
            Node("a", "kubernetes.io/hostname: host1"),
            Node("b", "kubernetes.io/hostname: host2"),
        ];
        Assert.Equal(["a", "b"], FateTests.Household(objects).Sight.Nodes);
        Assert.Equal(fate, FateTests.Losing(lost, objects).Apps.Single().Volumes.Single().Fate.Kind);
    }

    /// <summary>Without the last node that runs the API server what runs goes on, and nothing is started again.</summary>
    [Theory]
    [InlineData("control-plane", "", AppState.MayStop)]
    [InlineData("master", "", AppState.MayStop)]
    [InlineData("control-plane", "node-role.kubernetes.io/control-plane: 'true'", AppState.Runs)]
    [InlineData("worker", "", AppState.Runs)]
    public void The_last_node_of_the_control_plane_is_the_API_server(string role, string other, AppState state)
    {
        var outage = FateTests.Losing(
            "node n1",
            Longhorn,
            Claim,
            FateTests.App(ByClaim, string.Empty),
            Node("n1", $"node-role.kubernetes.io/{role}: 'true'"),
            Node("n2", other),
            Node("n3", string.Empty));
        Assert.Equal(state, outage.Apps.Single().State);
        Assert.Equal(state == AppState.MayStop, outage.First[0].StartsWith("the API server is gone with n1:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("namespace storage", FateKind.Unknown, Longhorn, Job)]
    [InlineData("namespace storage", FateKind.Unknown, Longhorn, Manager)]
    [InlineData("namespace storage", FateKind.Kept, Nfs, Job)]
    [InlineData("namespace other", FateKind.Kept, Longhorn, Job)]
    [InlineData("namespace longhorn-system", FateKind.Unknown, Longhorn)]
    [InlineData("namespace longhorns", FateKind.Kept, Longhorn)]
    [InlineData("namespace openebs", FateKind.Unknown, Mayastor)]
    [InlineData(
        "namespace rook-ceph",
        FateKind.Unknown,
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rook-ceph.rbd.csi.ceph.com}")]
    public void A_namespace_may_be_that_of_the_storage_itself(string lost, FateKind fate, params string[] objects) => Assert.Equal(
        fate,
        FateTests.Losing(lost, [Claim, FateTests.App(ByClaim, string.Empty), .. objects]).Apps.Single().Volumes.Single().Fate.Kind);

    /// <summary>A node that takes no pods is no place to go on.</summary>
    [Theory]
    [InlineData("taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]", "", AppState.Stops)]
    [InlineData("taints: [{key: node-role.kubernetes.io/control-plane, effect: PreferNoSchedule}]", "", AppState.Runs)]
    [InlineData(
        "taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]",
        "tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}], ",
        AppState.Runs)]
    [InlineData("taints: [{key: gpu, value: 'true', effect: NoSchedule}]", "tolerations: [{key: gpu, value: 'true', effect: NoSchedule}], ", AppState.Runs)]
    [InlineData("taints: [{key: gpu, value: 'true', effect: NoSchedule}]", "tolerations: [{key: gpu, value: 'false'}], ", AppState.Stops)]
    [InlineData("taints: [{key: gpu, value: 'true', effect: NoExecute}]", "tolerations: [{operator: Exists}], ", AppState.Runs)]
    [InlineData("taints: [{key: gpu, effect: NoSchedule}]", "nodeName: n1, ", AppState.Runs)]
    [InlineData("unschedulable: true", "", AppState.MayStop)]
    [InlineData("taints: [{key: node.kubernetes.io/not-ready, effect: NoExecute}]", "", AppState.MayStop)]
    [InlineData("unschedulable: false", "", AppState.Runs)]
    public void A_node_that_takes_no_pods_is_no_place_to_go_on(string other, string pod, AppState state) => Assert.Equal(
        state,
        FateTests.Losing(
            "node n2",
            Nfs,
            Claim,
            FateTests.App(ByClaim, pod),
            Node("n1", string.Empty).Replace("}}}", "}}, spec: {" + other + "}}", StringComparison.Ordinal),
            Node("n2", string.Empty)).Apps.Single().State);

    /// <summary>What runs on a disk of a node that is left needs no new place, whatever that node takes.</summary>
    [Theory]
    [InlineData("node n1", AppState.Runs)]
    [InlineData("node n2", AppState.Stops)]
    public void An_app_stays_on_the_node_of_its_disk_though_that_is_cordoned(string lost, AppState state) => Assert.Equal(
        state,
        FateTests.Losing(
            lost,
            [.. Disk("kubernetes.io/hostname", "n2"),
            FateTests.App(ByClaim, string.Empty),
            Node("n1", "kubernetes.io/hostname: n1"),
            Node("n2", "kubernetes.io/hostname: n2").Replace("}}}", "}}, spec: {unschedulable: true}}", StringComparison.Ordinal)]).Apps.Single().State);

    /// <summary>Drivers bind volumes by labels of their own, which say a name or are found on the Nodes.</summary>
    [Theory]
    [InlineData("openebs.io/nodeid", "n1", "node n1", FateKind.Gone)]
    [InlineData("openebs.io/nodeid", "n1", "node n2", FateKind.Kept)]
    [InlineData("rack", "left", "node n1", FateKind.Gone)]
    [InlineData("rack", "left", "node n2", FateKind.Kept)]
    [InlineData("rack", "right", "node n1", FateKind.Unknown)]
    public void A_volume_is_bound_by_any_label(string key, string value, string lost, FateKind fate) => Assert.Equal(
        fate,
        FateTests.Losing(
            lost,
            [.. Disk(key, value),
            FateTests.App(ByClaim, string.Empty),
            Node("n1", "rack: left"),
            Node("n2", "rack: middle")]).Apps.Single().Volumes.Single().Fate.Kind);

    /// <summary>One machine is one NAS, however its address is written.</summary>
    [Theory]
    [InlineData("10.10.10.20:2049")]
    [InlineData("10.10.10.20.")]
    [InlineData("10.10.10.20.:2049")]
    [InlineData("//10.10.10.20")]
    [InlineData("10.10.10.20")]
    public void An_address_is_of_one_machine_however_it_is_written(string server) => Assert.Equal(
        FateKind.Gone,
        FateTests.Losing(
            "NAS truenas",
            Nfs.Replace("10.10.10.20", $"'{server}'", StringComparison.Ordinal),
            Claim,
            FateTests.App(ByClaim, string.Empty)).Apps.Single().Volumes.Single().Fate.Kind);

    private static IEnumerable<string> Disk(string key, string value) =>
    [
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}",
        Claim.Replace("storageClassName: fast", "storageClassName: fast, volumeName: disk", StringComparison.Ordinal),
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], capacity: "
            + "{storage: 1Gi}, claimRef: {namespace: home, name: data}, local: {path: /srv/disk}, nodeAffinity: {required: {nodeSelectorTerms: "
            + $"[{{matchExpressions: [{{key: {key}, operator: In, values: [{value}]}}]}}]}}}}}}}}",
    ];

    private const string Affinity = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [";

    private static string Node(string name, string labels) => $"{{apiVersion: v1, kind: Node, metadata: {{name: {name}, labels: {{{labels}}}}}}}";
}
