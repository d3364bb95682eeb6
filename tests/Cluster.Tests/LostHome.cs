using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Recovering;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.TestKit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>
/// A home whose node one is dead: linkding, which Flux applies and our CronJob copied, lay there, and so did notes, which nobody copies; vault is on three
/// nodes. What the controllers of Kubernetes, a provisioner and a kubelet would do is done at once.
/// </summary>
internal sealed class LostHome : IDisposable
{
    public const string Newest = "20261126T040000Z-91bc";
    public const string Claims = "api/v1/namespaces/books/persistentvolumeclaims";
    public const string Claim = $"{Claims}/linkding-data";
    public const string Notes = $"{Claims}/notes";
    public const string Volume = "api/v1/persistentvolumes/pvc-linkding";
    public const string Node = "api/v1/nodes/one";
    public const string Deployment = "apis/apps/v1/namespaces/books/deployments/linkding";
    public const string Keeper = "apis/apps/v1/namespaces/books/statefulsets/notes";
    public const string Kustomization = "apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps";
    public const string Jobs = "apis/batch/v1/namespaces/books/jobs";
    public const string Pod = "api/v1/namespaces/books/pods/linkding-1";
    public const string Leases = "apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    public const string OldUid = "8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55";

    private static readonly JobCase Case = new("copies-linkding-to-the-nas");

    private readonly ApiServer _server;
    private readonly Lock _gate = new();

    public LostHome()
    {
        _server = Store.Connect();
        (Store.Made, Store.Changed) = (Kubelet, Controllers);
        Store.Put("api/v1/namespaces/books", """{"kind": "Namespace", "metadata": {"name": "books"}}""");
        Store.Put(Node, """{"metadata": {"name": "one"}, "status": {"conditions": [{"type": "Ready", "status": "Unknown"}]}}""");
        Class("local-path", "rancher.io/local-path", "{}");
        Class("longhorn", "driver.longhorn.io", """{"numberOfReplicas": "3"}""");
        PutClaim("linkding-data", OldUid, "local-path", "pvc-linkding");
        PutClaim("notes", "uid-notes", "local-path", "pvc-notes");
        PutClaim("vault", "uid-vault", "longhorn", "pvc-vault");
        PutVolume("pvc-linkding", "linkding-data", "local-path");
        PutVolume("pvc-notes", "notes", "local-path");
        PutVolume("pvc-vault", "vault", "longhorn");
        var cronJob = JsonNode.Parse(CronJobJson.Of(Case.Jobs().Single()).Span)!;
        cronJob["metadata"]!["uid"] = "uid-of-cronjob";
        cronJob["metadata"]!["managedFields"] = JsonNode.Parse("""[{"manager": "homelab-storage", "operation": "Apply"}]""");
        Store.Put(CronJob, cronJob.ToJsonString());
        var app = JsonNode.Parse(Workload("linkding", "linkding-data", 2, "sissbruecker/linkding:1.31.0", "/etc/linkding/data"))!;
        app["metadata"]!["labels"] = JsonNode.Parse("""{"kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system"}""");
        app["spec"]!["template"]!["spec"]!["nodeSelector"] = JsonNode.Parse("""{"disk": "fast"}""");
        Store.Put(Deployment, app.ToJsonString());
        Store.Put(Keeper, Workload("notes", "notes", 1, "usememos/memos:0.22", "/var/opt/memos"));
        Store.Put("apis/apps/v1/namespaces/books/deployments/vault", Workload("vault", "vault", 1, "vaultwarden/server:1.32.0", "/data"));
        Store.Put(Kustomization, """{"metadata": {"name": "apps", "namespace": "flux-system", "uid": "k"}, "spec": {"interval": "1m"}}""");
        Store.Put(Pod, """
            {"metadata": {"name": "linkding-1", "namespace": "books", "uid": "uid-pod", "deletionTimestamp": "2026-11-26T12:00:00Z", "ownerReferences":
               [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "x", "uid": "x", "controller": true}]},
             "spec": {"nodeName": "one", "containers": [], "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]},
             "status": {"phase": "Running"}}
            """);
    }

    public static string CronJob => $"apis/batch/v1/namespaces/books/cronjobs/{Case.Jobs().Single().Name}";

    public FakeStore Store { get; } = new();

    /// <summary>What was said.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What is on the volume of a claim, by the claim's UID.</summary>
    public Dictionary<string, string> Volumes { get; } = new(StringComparer.Ordinal) { [OldUid] = "now" };

    /// <summary>Told of every change that was made, beside the controllers.</summary>
    public Action<string> Seen { get; set; } = _ => { };

    /// <summary>What fails: the stage of a Job, and what it says then.</summary>
    public (string Stage, string Message) Failing { get; set; }

    public void Dispose()
    {
        _server.Dispose();
        Store.Dispose();
    }

    public async Task<RestoreEnd> Recover(RecoveryWish? wish = null, bool isAgreed = true, double lasts = 15) => await new Recovery(
        _server,
        Case.Policy,
        Guid.NewGuid().ToString(),
        new RestorePace
        {
            Look = TimeSpan.FromMilliseconds(5),
            Patience = TimeSpan.FromSeconds(2), // a busy machine takes its time
            Lease = new LeasePace { Lasts = TimeSpan.FromSeconds(lasts), Every = TimeSpan.FromMilliseconds(20) },
        },
        TimeProvider.System,
        text =>
        {
            lock (_gate)
            {
                Said.Add(text);
            }
        },
        _ => Task.FromResult(isAgreed)).Run(wish ?? new RecoveryWish { Node = "one", Suspends = true }, Xunit.TestContext.Current.CancellationToken);

    /// <summary>The steps as they were done.</summary>
    public string[] Steps() =>
    [
        .. Said.Where(s => char.IsAsciiDigit(s[0]) && s.Contains('/', StringComparison.Ordinal))
            .Select(s => s[(s.IndexOf(' ', StringComparison.Ordinal) + 1)..]),
    ];

    private static string Workload(string name, string claim, int replicas, string image, string path) => $$$$"""
        {"metadata": {"name": "{{{{name}}}}", "namespace": "books", "uid": "uid-{{{{name}}}}"},
         "spec": {"replicas": {{{{replicas}}}}, "selector": {"matchLabels": {"app": "{{{{name}}}}"}},
         "template": {"metadata": {"labels": {"app": "{{{{name}}}}"}}, "spec": {
           "containers": [{"name": "{{{{name}}}}", "image": "{{{{image}}}}", "volumeMounts": [{"name": "data", "mountPath": "{{{{path}}}}"}]}],
           "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "{{{{claim}}}}"}}]}} },
         "status": {"readyReplicas": 0} }
        """;

    private void Class(string name, string provisioner, string parameters) => Store.Put($"apis/storage.k8s.io/v1/storageclasses/{name}", $$$"""
        {"metadata": {"name": "{{{name}}}"}, "provisioner": "{{{provisioner}}}", "reclaimPolicy": "Delete", "parameters": {{{parameters}}} }
        """);

    private void PutClaim(string name, string uid, string storage, string volume) => Store.Put($"{Claims}/{name}", $$$"""
        {"metadata": {"name": "{{{name}}}", "namespace": "books", "uid": "{{{uid}}}", "labels": {"mine": "yes"},
           "annotations": {"homelab-storage.io/backup": "true", "pv.kubernetes.io/bind-completed": "yes", "volume.kubernetes.io/selected-node": "one"},
           "finalizers": ["kubernetes.io/pvc-protection"]},
         "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "{{{storage}}}", "volumeName": "{{{volume}}}",
           "resources": {"requests": {"storage": "2Gi"} } },
         "status": {"phase": "Bound"}}
        """);

    private void PutVolume(string name, string claim, string storage) => Store.Put($"api/v1/persistentvolumes/{name}", storage is "longhorn"
        ? $$$$"""
        {"metadata": {"name": "{{{{name}}}}", "annotations": {"pv.kubernetes.io/provisioned-by": "driver.longhorn.io"}},
         "spec": {"storageClassName": "longhorn", "accessModes": ["ReadWriteOnce"], "capacity": {"storage": "2Gi"},
           "csi": {"driver": "driver.longhorn.io", "volumeHandle": "{{{{name}}}}", "volumeAttributes": {"numberOfReplicas": "3"}},
           "claimRef": {"name": "{{{{claim}}}}", "namespace": "books", "uid": "uid-vault"}} }
        """
        : $$$$"""
        {"metadata": {"name": "{{{{name}}}}", "annotations": {"pv.kubernetes.io/provisioned-by": "rancher.io/local-path"}},
         "spec": {"storageClassName": "local-path", "accessModes": ["ReadWriteOnce"], "capacity": {"storage": "2Gi"}, "local": {"path": "/opt/{{{{name}}}}"},
           "persistentVolumeReclaimPolicy": "Delete",
           "claimRef": {"name": "{{{{claim}}}}", "namespace": "books", "uid": "{{{{(claim is "notes" ? "uid-notes" : OldUid)}}}}"},
           "nodeAffinity": {"required": {"nodeSelectorTerms":
             [{"matchExpressions": [{"key": "kubernetes.io/hostname", "operator": "In", "values": ["one"]}]}]}} } }
        """);

    /// <summary>What goes with a claim goes, and workloads are ready as soon as they are scaled.</summary>
    private void Controllers(string change)
    {
        if (change == $"DELETE {Claim}")
        {
            Store.Remove(CronJob);
            foreach (var job in Store.All(Jobs).ToArray())
            {
                Store.Remove($"{Jobs}/{job["metadata"]!["name"]}");
            }
        }
        else if (change.StartsWith("PATCH apis/apps/v1/", StringComparison.Ordinal) && Store[change["PATCH ".Length..]] is { } workload)
        {
            workload["status"] = new JsonObject { ["readyReplicas"] = workload["spec"]!["replicas"]!.DeepClone() };
            Store.Put(change["PATCH ".Length..], workload.ToJsonString());
        }

        Seen(change);
    }

    private void Kubelet(string path, JsonObject job)
    {
        if (!path.StartsWith(Jobs, StringComparison.Ordinal))
        {
            return;
        }

        var stage = path.Split('-')[3];
        var fails = string.Equals(Failing.Stage, stage, StringComparison.Ordinal);
        if (!fails && stage is "swap")
        {
            string[] told = [.. job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!)];
            Volumes[(string)job["metadata"]!["labels"]!["homelab-storage.io/claim-uid"]!] = told[Array.IndexOf(told, "--archive") + 1];
        }

        EndedJob.End(Store, path, fails ? 1 : 0, new JsonObject
        {
            ["kind"] = "BackupResult",
            ["exit"] = fails ? 1 : 0,
            ["message"] = fails ? Failing.Message : $"{stage} done",
            ["archive"] = $"house/books/linkding-data-8a1c72f0/{Newest}",
            ["interrupted"] = string.Empty,
            ["offered"] = new JsonArray($"{Newest} good 20 MB"),
            ["kept"] = new JsonArray(),
        }.ToJsonString());
    }
}
