using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Migrating;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Policy;
using HomelabStorage.TestKit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>
/// A home whose linkding, a Deployment that Flux applies and our CronJob copies, and whose notes, a StatefulSet of two, are on volumes of one node. What the
/// controllers of Kubernetes, a provisioner and a kubelet would do is done at once.
/// </summary>
internal sealed class MovingHome : IDisposable
{
    public const string Claims = "api/v1/namespaces/books/persistentvolumeclaims";
    public const string Claim = $"{Claims}/linkding-data";
    public const string Note = $"{Claims}/data-notes-0";
    public const string Volumes = "api/v1/persistentvolumes";
    public const string Deployment = "apis/apps/v1/namespaces/books/deployments/linkding";
    public const string Keeper = "apis/apps/v1/namespaces/books/statefulsets/notes";
    public const string Kustomization = "apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps";
    public const string Application = "apis/argoproj.io/v1alpha1/namespaces/argocd/applications/books";
    public const string Release = "apis/helm.toolkit.fluxcd.io/v2/namespaces/books/helmreleases/linkding";
    public const string Scaler = "apis/keda.sh/v1alpha1/namespaces/books/scaledobjects/linkding";
    public const string Worker = "apis/apps/v1/namespaces/books/statefulsets/worker";
    public const string Idle = "apis/apps/v1/namespaces/books/deployments/importer";
    public const string Jobs = "apis/batch/v1/namespaces/books/jobs";
    public const string Leases = "apis/coordination.k8s.io/v1/namespaces/books/leases";
    public const string OldUid = "8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55";

    private static readonly JobCase Case = new("copies-linkding-to-the-nas");
    private static readonly StoragePolicy Shipped = ReviewDoor.Policy(Repository.Path("policies.yaml"));

    private readonly ApiServer _server;
    private readonly Lock _gate = new();

    public MovingHome()
    {
        _server = Store.Connect();
        (Store.Made, Store.Changed) = (Made, Changed);
        Store.Put("api/v1/namespaces/books", """{"kind": "Namespace", "metadata": {"name": "books"}}""");
        Class("local-path", "rancher.io/local-path", "{}");
        Class("longhorn", "driver.longhorn.io", """{"numberOfReplicas": "3"}""");
        Class("nfs", "nfs.csi.k8s.io", """{"server": "10.10.10.20", "share": "/pool"}""");
        PutClaim("linkding-data", OldUid);
        PutClaim("data-notes-0", "uid-notes-0");
        PutClaim("data-notes-1", "uid-notes-1");
        var cronJob = JsonNode.Parse(CronJobJson.Of(Case.Jobs().Single()).Span)!;
        cronJob["metadata"]!["uid"] = "uid-of-cronjob";
        cronJob["metadata"]!["managedFields"] = JsonNode.Parse("""[{"manager": "homelab-storage", "operation": "Apply"}]""");
        Store.Put(CronJob, cronJob.ToJsonString());
        var app = JsonNode.Parse(Workload("linkding", 2, "sissbruecker/linkding:1.31.0", "/etc/linkding/data"))!;
        app["metadata"]!["labels"] = JsonNode.Parse("""{"kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system"}""");
        app["spec"]!["template"]!["spec"]!["volumes"] = JsonNode.Parse("""[{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]""");
        Store.Put(Deployment, app.ToJsonString());
        var notes = JsonNode.Parse(Workload("notes", 2, "usememos/memos:0.22", "/var/opt/memos"))!;
        notes["metadata"]!["creationTimestamp"] = "2026-11-01T12:00:00Z";
        notes["spec"]!["serviceName"] = "notes";
        notes["spec"]!["volumeClaimTemplates"] = JsonNode.Parse("""
            [{"metadata": {"name": "data"}, "status": {"phase": "Pending"},
              "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "resources": {"requests": {"storage": "2Gi"}}}}]
            """);
        Store.Put(Keeper, notes.ToJsonString());
        Store.Put(Kustomization, """{"metadata": {"name": "apps", "namespace": "flux-system", "uid": "k"}, "spec": {"interval": "1m"}}""");
    }

    public static string CronJob => $"apis/batch/v1/namespaces/books/cronjobs/{Case.Jobs().Single().Name}";

    public FakeStore Store { get; } = new();

    /// <summary>What was said.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What is on each volume that there is.</summary>
    public Dictionary<string, string> Data { get; } = new(StringComparer.Ordinal);

    /// <summary>Told of every change that was made, beside the controllers.</summary>
    public Action<string> Seen { get; set; } = _ => { };

    /// <summary>Why the copy fails; empty where it does not.</summary>
    public string Failing { get; set; } = string.Empty;

    /// <summary>The bytes that each claim holds.</summary>
    public long Holds { get; set; } = 20_000_000;

    /// <summary>What of them cannot be read; empty where all can.</summary>
    public string Unreadable { get; set; } = string.Empty;

    /// <summary>The last Job that looked how much there is to copy.</summary>
    public JsonObject? Look => Store.All(Jobs).LastOrDefault(IsLook);

    /// <summary>The last Job that copied.</summary>
    public JsonObject? Copy => Store.All(Jobs).LastOrDefault(j => !IsLook(j));

    /// <summary>Whether claims get volumes.</summary>
    public bool Binds { get; set; } = true;

    public void Dispose()
    {
        _server.Dispose();
        Store.Dispose();
    }

    public Task<RestoreEnd> Move(string claim = "linkding-data", string to = "longhorn", bool isAgreed = true, double lasts = 15) =>
        Move(Wish(claim) with { Class = to }, isAgreed, lasts);

    public async Task<RestoreEnd> Move(MigrationWish wish, bool isAgreed = true, double lasts = 15) => await new Migration(
        _server,
        Shipped,
        Guid.NewGuid().ToString(),
        Pace(lasts),
        TimeProvider.System,
        Say,
        _ => Task.FromResult(isAgreed)).Run(wish, Xunit.TestContext.Current.CancellationToken);

    public async Task<RestoreEnd> Restore() => await new Restoration(
        _server,
        Case.Policy,
        Guid.NewGuid().ToString(),
        Pace(15),
        TimeProvider.System,
        Say,
        _ => Task.FromResult(true)).Run(
            new RestoreWish { Namespace = "books", Claim = "linkding-data", To = "linkding-data", Suspends = true },
            Xunit.TestContext.Current.CancellationToken);

    public static MigrationWish Wish(string claim = "linkding-data") =>
        new() { Namespace = "books", Claim = claim, Suspends = true, OtherImage = "ghcr.io/homelab-storage/homelab-storage:1.2.3" };

    /// <summary>Argo CD applies linkding and its claim, with options.</summary>
    public void AppliedByArgo(string options)
    {
        foreach (var path in new[] { Deployment, Claim })
        {
            var one = Store[path]!;
            (one["metadata"]!["annotations"] ??= new JsonObject())["argocd.argoproj.io/tracking-id"] = $"books:one:books/{one["metadata"]!["name"]}";
            Store.Put(path, one.ToJsonString());
        }

        Store.Put(Application, $$$$"""
            {"metadata": {"name": "books", "namespace": "argocd", "uid": "a"},
             "spec": {"syncPolicy": {"automated": {"selfHeal": true}, "syncOptions": ["{{{{options}}}}"]} } }
            """);
    }

    /// <summary>Linkding is also of a HelmRelease, of Argo CD and of KEDA, and two more workloads mount its claim.</summary>
    public void OfEverybody()
    {
        AppliedByArgo("Validate=false");
        var app = Store[Deployment]!;
        app["metadata"]!["labels"]!["helm.toolkit.fluxcd.io/name"] = "linkding";
        app["metadata"]!["labels"]!["helm.toolkit.fluxcd.io/namespace"] = "books";
        Store.Put(Deployment, app.ToJsonString());
        Store.Put(Release, """{"metadata": {"name": "linkding", "namespace": "books", "uid": "h"}, "spec": {"interval": "1h"}}""");
        Store.Put(Scaler, """{"metadata": {"name": "linkding", "namespace": "books", "uid": "s"}, "spec": {"scaleTargetRef": {"name": "linkding"}}}""");
        Store.Put(
            "apis/autoscaling/v1/namespaces/books/horizontalpodautoscalers/worker",
            """
            {"metadata": {"name": "worker", "namespace": "books"},
             "spec": {"minReplicas": 1, "scaleTargetRef": {"kind": "StatefulSet", "name": "worker"}}}
            """);
        foreach (var (path, replicas) in new[] { (Worker, 1), (Idle, 0) })
        {
            var other = JsonNode.Parse(Workload(path[(path.LastIndexOf('/') + 1)..], replicas, "sissbruecker/linkding:1.31.0", "/etc/linkding/data"))!;
            other["spec"]!["template"]!["spec"]!["volumes"] = JsonNode.Parse("""[{"name": "data", "persistentVolumeClaim": {"claimName": "linkding-data"}}]""");
            Store.Put(path, other.ToJsonString());
        }
    }

    /// <summary>What of all that rests meanwhile says how it is, and whether anything says that it rests.</summary>
    public string[] Resting() =>
    [
        .. new[] { Kustomization, Release, Application, Scaler, Deployment, Worker, Idle }.Select(path => Store[path] is not { } one ? path
            : $"{path} {one["spec"]!["suspend"] is JsonValue suspended && (bool)suspended} {one["spec"]!["syncPolicy"]?["automated"]?.ToJsonString()} "
                + $"{one["spec"]!["replicas"]} {string.Join(' ', (one["metadata"]!["annotations"]?.AsObject() ?? []).Select(a => $"{a.Key}={a.Value}"))}"),
    ];

    /// <summary>The steps as they were done.</summary>
    public string[] Steps() =>
    [
        .. Said.Where(s => char.IsAsciiDigit(s[0]) && s.Contains('/', StringComparison.Ordinal))
            .Select(s => s[(s.IndexOf(' ', StringComparison.Ordinal) + 1)..]),
    ];

    /// <summary>The volume of a claim.</summary>
    public string VolumeOf(string claim) => (string)Store[$"{Claims}/{claim}"]!["spec"]!["volumeName"]!;

    /// <summary>What a claim has.</summary>
    public string On(string claim) => Data[VolumeOf(claim)];

    /// <summary>Gives a claim that waits a volume: the one that is reserved for it, or a new one.</summary>
    public void Bind(string path)
    {
        var (claim, name) = (Store[path]!, path[(path.LastIndexOf('/') + 1)..]);
        var kept = Store.All(Volumes).FirstOrDefault(v =>
            (string?)v["spec"]!["claimRef"]?["name"] == name && v["spec"]!["claimRef"]!["uid"] is null && v["spec"]!["claimRef"]!["resourceVersion"] is null);
        var volume = (string?)kept?["metadata"]!["name"] ?? $"pvc-{name}-{Data.Count}";
        if (kept is null)
        {
            Data[volume] = "nothing";
            PutVolume(volume, name, (string)claim["metadata"]!["uid"]!, (string)claim["spec"]!["storageClassName"]!);
        }
        else
        {
            kept["spec"]!["claimRef"]!["uid"] = claim["metadata"]!["uid"]!.DeepClone();
            Store.Put($"{Volumes}/{volume}", kept.ToJsonString());
        }

        claim["spec"]!["volumeName"] = volume;
        claim["status"] = new JsonObject { ["phase"] = "Bound" };
        Store.Put(path, claim.ToJsonString());
    }

    private static RestorePace Pace(double lasts) => new()
    {
        Look = TimeSpan.FromMilliseconds(5),
        Patience = TimeSpan.FromSeconds(2), // a busy machine takes its time
        Lease = new LeasePace { Lasts = TimeSpan.FromSeconds(lasts), Every = TimeSpan.FromMilliseconds(20) },
    };

    private void Say(string text)
    {
        lock (_gate)
        {
            Said.Add(text);
        }
    }

    private static string Workload(string name, int replicas, string image, string path) => $$$$"""
        {"metadata": {"name": "{{{{name}}}}", "namespace": "books", "uid": "uid-{{{{name}}}}"},
         "spec": {"replicas": {{{{replicas}}}}, "selector": {"matchLabels": {"app": "{{{{name}}}}"}},
         "template": {"metadata": {"labels": {"app": "{{{{name}}}}"}}, "spec": {"securityContext": {"runAsUser": 33, "runAsGroup": 33},
           "containers": [{"name": "{{{{name}}}}", "image": "{{{{image}}}}", "volumeMounts": [{"name": "data", "mountPath": "{{{{path}}}}"}]}] } } },
         "status": {"readyReplicas": 0} }
        """;

    private void Class(string name, string provisioner, string parameters) => Store.Put($"apis/storage.k8s.io/v1/storageclasses/{name}", $$$"""
        {"metadata": {"name": "{{{name}}}"}, "provisioner": "{{{provisioner}}}", "reclaimPolicy": "Delete", "parameters": {{{parameters}}} }
        """);

    private void PutClaim(string name, string uid)
    {
        Data[$"pvc-{name}"] = $"{name} now";
        PutVolume($"pvc-{name}", name, uid, "local-path");
        Store.Put($"{Claims}/{name}", $$$"""
            {"metadata": {"name": "{{{name}}}", "namespace": "books", "uid": "{{{uid}}}", "labels": {"mine": "yes"},
               "annotations": {"homelab-storage.io/backup": "true", "pv.kubernetes.io/bind-completed": "yes", "volume.kubernetes.io/selected-node": "one"},
               "finalizers": ["kubernetes.io/pvc-protection"]},
             "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "volumeName": "pvc-{{{name}}}",
               "resources": {"requests": {"storage": "2Gi"} } },
             "status": {"phase": "Bound"}}
            """);
    }

    private void PutVolume(string name, string claim, string uid, string storage) => Store.Put($"{Volumes}/{name}", $$$$"""
        {"metadata": {"name": "{{{{name}}}}", "annotations":
           {"pv.kubernetes.io/provisioned-by": "{{{{(storage is "longhorn" ? "driver.longhorn.io" : "rancher.io/local-path")}}}}"}},
         "spec": {"storageClassName": "{{{{storage}}}}", "accessModes": ["ReadWriteOnce"], "capacity": {"storage": "2Gi"},
           "persistentVolumeReclaimPolicy": "Delete",
           "claimRef": {"name": "{{{{claim}}}}", "namespace": "books", "uid": "{{{{uid}}}}", "resourceVersion": "7"} } }
        """);

    /// <summary>What goes with a claim goes, and so does a volume that nobody keeps, with all that is on it.</summary>
    private void Changed(string change)
    {
        if (change.StartsWith($"DELETE {Claims}/", StringComparison.Ordinal))
        {
            var name = change[(change.LastIndexOf('/') + 1)..];
            foreach (var volume in Store.All(Volumes).Where(v => (string?)v["spec"]!["claimRef"]?["name"] == name && v["spec"]!["claimRef"]!["uid"] is not null)
                .Where(v => (string?)v["spec"]!["persistentVolumeReclaimPolicy"] is "Delete")
                .ToArray())
            {
                Store.Remove($"{Volumes}/{volume["metadata"]!["name"]}");
                Data.Remove((string)volume["metadata"]!["name"]!);
            }

            if (name is "linkding-data")
            {
                Store.Remove(CronJob);
            }
        }

        Seen(change);
    }

    private static bool IsLook(JsonObject job) => job["metadata"]!["name"]!.ToString().EndsWith("-look", StringComparison.Ordinal);

    private void Made(string path, JsonObject made)
    {
        if (path.StartsWith(Jobs, StringComparison.Ordinal) && IsLook(made))
        {
            var exit = Unreadable.Length == 0 ? 0 : 1;
            EndedJob.End(Store, path, exit, new JsonObject
            {
                ["kind"] = "BackupResult",
                ["exit"] = exit,
                ["message"] = exit == 0 ? "/data holds something" : Unreadable,
                ["bytes"] = Holds,
            }.ToJsonString());
            return;
        }

        if (path.StartsWith(Claims, StringComparison.Ordinal) && Binds)
        {
            Bind(path);
        }
        else if (path.StartsWith(Jobs, StringComparison.Ordinal))
        {
            var volumes = made["spec"]!["template"]!["spec"]!["volumes"]!.AsArray();
            string Named(string volume) => (string)volumes.First(v => (string?)v!["name"] == volume)!["persistentVolumeClaim"]!["claimName"]!;
            if (Failing.Length == 0 && Binds)
            {
                Data[VolumeOf(Named("to"))] = On(Named("from"));
            }

            if (Binds)
            {
                EndedJob.End(Store, path, Failing.Length == 0 ? 0 : 1, new JsonObject
                {
                    ["kind"] = "BackupResult",
                    ["exit"] = Failing.Length == 0 ? 0 : 1,
                    ["message"] = Failing.Length == 0 ? "copied" : Failing,
                }.ToJsonString());
            }
        }
    }
}
