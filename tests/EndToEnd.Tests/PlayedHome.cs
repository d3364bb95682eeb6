using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// A home in a namespace of a real API server, with Kubernetes' own controllers. What no machine here has is played: the scheduler and the kubelets, the
/// provisioners, and the disks, which are folders. What comes of a disaster is read from objects and folders; nothing of the product is asked.
/// </summary>
internal sealed class PlayedHome(Home home, string folder)
{
    /// <summary>The nodes that there are from the beginning.</summary>
    public static readonly IReadOnlyList<string> Nodes = ["n1", "n2", "n3"];

    private const string Nas = "nas";

    /// <summary>What an app has written last.</summary>
    private const string Newest = "written today";

    private string Disks(string node) => Path.Combine(folder, "nodes", node);

    /// <summary>The folder of the NAS.</summary>
    public string Share(string path) => Path.Combine(folder, Nas, path.TrimStart('/'));

    /// <summary>New machines.</summary>
    public async Task Build()
    {
        foreach (var node in Nodes)
        {
            await home.Must(["apply", "-f", "-"], $"apiVersion: v1\nkind: Node\nmetadata: {{name: {node}, labels: {{kubernetes.io/hostname: {node}}}}}\n");
            // A new one is not ready until its kubelet says so.
            await home.Must(["patch", "node", node, "--type=merge", "-p", """{"spec": {"taints": null} }"""]);
            Directory.CreateDirectory(Disks(node));
        }
    }

    /// <summary>A machine burns: its disks go, and it never comes back.</summary>
    public async Task Burn(string node)
    {
        Directory.Delete(Disks(node), recursive: true);
        await home.Must(["delete", "node", node]);
    }

    /// <summary>The NAS burns.</summary>
    public void BurnNas() => Directory.Delete(Path.Combine(folder, Nas), recursive: true);

    /// <summary>Every app writes.</summary>
    public async Task Write()
    {
        foreach (var volume in (await Look()).Volumes)
        {
            foreach (var place in Places(volume).Where(Directory.Exists))
            {
                await File.WriteAllTextAsync(Path.Combine(place, "data"), Newest);
            }
        }
    }

    /// <summary>Whether a pod of an app runs on a machine that is there, with disks that are there.</summary>
    public async Task<bool> Runs(string app)
    {
        var now = await Look();
        return now.Pods.Any(p => IsOf(app, p)
            && (string?)p["status"]?["phase"] is "Running"
            && now.Nodes.Contains((string?)p["spec"]!["nodeName"])
            && HasDisks(p, (string)p["spec"]!["nodeName"]!, now));
    }

    /// <summary>Whether what an app wrote last is in the volume that its claim is bound to, on a disk that is there.</summary>
    public async Task<bool> HasData(string claim)
    {
        var now = await Look();
        var bound = (string?)now.Claims.SingleOrDefault(c => Name(c) == claim)?["spec"]?["volumeName"];
        return now.Volumes.Where(v => Name(v) == bound).SelectMany(Places).Select(place => Path.Combine(place, "data"))
            .Any(file => File.Exists(file) && File.ReadAllText(file) is Newest);
    }

    /// <summary>Lets Kubernetes do what it does until nothing more happens: every claim is bound or cannot be, every pod placed or cannot be.</summary>
    public async Task Settle()
    {
        var quiet = 0;
        await Eventually.Holds("nothing more happens", async () =>
        {
            var now = await Look();
            var isWhole = now.Deployments.All(app => now.Pods.Any(p => IsOf(app, p)));
            quiet = await Step(now) || !isWhole ? 0 : quiet + 1;
            return quiet > 8;
        });
    }

    /// <summary>One round of everybody who is played; whether anybody did anything.</summary>
    private async Task<bool> Step(Seen now)
    {
        var did = await Provision(now) | await Reclaim(now.Volumes);
        foreach (var pod in now.Pods)
        {
            if (pod["spec"]!["nodeName"]?.GetValue<string>() is { } node)
            {
                // A kubelet ends what is deleted, and what has lost its disk; what a lost machine ran is evicted.
                if (pod["metadata"]!["deletionTimestamp"] is not null || !now.Nodes.Contains(node) || !HasDisks(pod, node, now))
                {
                    await home.Try(["delete", "pod", Name(pod), "--force", "--grace-period=0", "--wait=false"]);
                    did = true;
                }
            }
            else if (pod["metadata"]!["deletionTimestamp"] is null && Array.Find(now.Nodes, n => HasDisks(pod, n, now)) is { } place)
            {
                await Place(Name(pod), place);
                did = true;
            }
        }

        return did;
    }

    private async Task Place(string pod, string node)
    {
        var path = $"/api/v1/namespaces/{home.Namespace}/pods/{pod}";
        await home.Must(
            ["create", "--raw", $"{path}/binding", "-f", "-"],
            $$"""
            {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "{{pod}}"}, "target": {"apiVersion": "v1", "kind": "Node", "name": "{{node}}"} }
            """);
        var bound = JsonNode.Parse((await home.Must(["get", "--raw", path])).Output)!;
        bound["status"] = new JsonObject { ["phase"] = "Running" };
        await home.Must(["replace", "--raw", $"{path}/status", "-f", "-"], bound.ToJsonString());
    }

    /// <summary>What a provisioner of volumes on a node, and one of copies on all of them, do for a claim of theirs.</summary>
    private async Task<bool> Provision(Seen now)
    {
        var (did, nodes) = (false, now.Nodes);
        foreach (var claim in now.Claims.Where(c => c["spec"]!["volumeName"] is null && (string?)c["spec"]!["storageClassName"] is "fast" or "copied"))
        {
            var uid = (string)claim["metadata"]!["uid"]!;
            if (now.Volumes.Any(v => Name(v) == $"pvc-{uid}") || nodes.Length == 0)
            {
                continue;
            }

            var wanted = (string?)claim["metadata"]!["annotations"]?["volume.kubernetes.io/selected-node"];
            var node = nodes.Contains(wanted) ? wanted! : nodes[0];
            var isFast = (string?)claim["spec"]!["storageClassName"] is "fast";
            var provisioner = isFast ? "rancher.io/local-path" : "driver.longhorn.io";
            var source = isFast ? "local: {path: /srv/" + uid : "csi: {driver: driver.longhorn.io, volumeHandle: pvc-" + uid;
            await home.Must(["apply", "-f", "-"], $$$"""
                apiVersion: v1
                kind: PersistentVolume
                metadata:
                  name: pvc-{{{uid}}}
                  annotations: {pv.kubernetes.io/provisioned-by: {{{provisioner}}} }
                spec:
                  storageClassName: {{{(isFast ? "fast" : "copied")}}}
                  accessModes: [ReadWriteOnce]
                  capacity: {storage: 1Gi}
                  persistentVolumeReclaimPolicy: Delete
                  claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: {{{home.Namespace}}}, name: {{{Name(claim)}}}, uid: {{{uid}}} }
                  {{{source}}} }
                """ + (isFast
                    ? "\n  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: "
                        + $"[{{key: kubernetes.io/hostname, operator: In, values: [{node}]}}]}}]}}}}\n"
                    : "\n"));
            foreach (var place in isFast ? [node] : nodes)
            {
                Directory.CreateDirectory(Path.Combine(Disks(place), uid));
            }

            did = true;
        }

        return did;
    }

    /// <summary>A provisioner deletes what its claim has left, with the bytes.</summary>
    private async Task<bool> Reclaim(JsonNode[] volumes)
    {
        var did = false;
        foreach (var volume in volumes.Where(v => (string?)v["status"]?["phase"] is "Released"
            && (string?)v["spec"]!["persistentVolumeReclaimPolicy"] is "Delete"))
        {
            foreach (var place in Places(volume).Where(Directory.Exists))
            {
                Directory.Delete(place, recursive: true);
            }

            await home.Try(["delete", "pv", Name(volume), "--wait=false"]);
            did = true;
        }

        return did;
    }

    private bool HasDisks(JsonNode pod, string node, Seen now) => (pod["spec"]!["volumes"]?.AsArray() ?? []).All(volume =>
    {
        var claim = now.Claims.FirstOrDefault(c => Name(c) == (string?)volume!["persistentVolumeClaim"]?["claimName"]);
        var bound = (string?)claim?["status"]?["phase"] is "Bound" ? now.Volumes.FirstOrDefault(v => Name(v) == (string?)claim["spec"]!["volumeName"]) : null;
        return bound is not null
            && (NodeOf(bound) is not { } own || own == node)
            && Places(bound).Any(Directory.Exists);
    });

    /// <summary>The folders in which the bytes of a volume are.</summary>
    private IEnumerable<string> Places(JsonNode volume) =>
        volume["spec"]!["nfs"] is { } nfs ? [Share((string)nfs["path"]!)]
        : NodeOf(volume) is { } node ? [Path.Combine(Disks(node), Path.GetFileName((string)volume["spec"]!["local"]!["path"]!))]
        : Nodes.Select(n => Path.Combine(Disks(n), ((string)volume["spec"]!["csi"]!["volumeHandle"]!)["pvc-".Length..]));

    private static string? NodeOf(JsonNode volume) =>
        (string?)volume["spec"]!["nodeAffinity"]?["required"]!["nodeSelectorTerms"]![0]!["matchExpressions"]![0]!["values"]![0];

    /// <summary>What there is, asked for at once; of volumes those that are for the namespace.</summary>
    private async Task<Seen> Look()
    {
        var all = JsonNode.Parse((await home.Must(["get", "pods,deployments,pvc,pv,nodes", "-o", "json"])).Output)!["items"]!
            .AsArray()
            .Select(item => item!)
            .ToLookup(item => (string)item["kind"]!, StringComparer.Ordinal);
        return new Seen(
            [.. all["Pod"]],
            [.. all["Deployment"].Select(Name)],
            [.. all["PersistentVolumeClaim"]],
            [
                .. all["PersistentVolume"]
                    .Where(v => (string?)v["spec"]!["claimRef"]?["namespace"] == home.Namespace || Name(v) == $"store-{home.Namespace}"),
            ],
            [.. all["Node"].Select(Name)]);
    }

    private static bool IsOf(string app, JsonNode pod) =>
        (string?)pod["metadata"]!["labels"]!["app"] == app && pod["metadata"]!["deletionTimestamp"] is null;

    private static string Name(JsonNode one) => (string)one["metadata"]!["name"]!;

    /// <summary>When the newest copy at a folder of the NAS was made, as its name says; null where there is none.</summary>
    public DateTimeOffset? Copied(string path) => Directory.Exists(Share(path))
        ? Directory.GetFiles(Share(path)).Select(Path.GetFileName).Order(StringComparer.Ordinal).LastOrDefault() is { } newest
            ? DateTimeOffset.ParseExact(newest, "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null
        : null;

    private sealed record Seen(JsonNode[] Pods, string[] Deployments, JsonNode[] Claims, JsonNode[] Volumes, string[] Nodes);
}
