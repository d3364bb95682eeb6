using System.Text.Json.Nodes;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>What a move of a claim has others do: a provisioner that makes the new volume, and a kubelet that runs its Jobs on folders.</summary>
internal static class Moves
{
    /// <summary>Makes volumes for the claims that moves ask for.</summary>
    public static async Task Provision(Home home, HashSet<string> done)
    {
        foreach (var claim in await All(home, "pvc"))
        {
            var name = (string)claim["metadata"]!["name"]!;
            if (name.StartsWith("hs-move-", StringComparison.Ordinal) && claim["spec"]!["volumeName"] is null && done.Add($"claim {name}"))
            {
                await home.Must(["apply", "-f", "-"], Volume(home.Namespace, name, (string)claim["metadata"]!["uid"]!));
            }
        }
    }

    /// <summary>Does what the pods of moves are told, once the volumes that they mount are there.</summary>
    public static async Task Run(Home home, HashSet<string> done, Func<string, string> folderOf)
    {
        foreach (var pod in await All(home, "pods", "-l", "homelab-storage.io/role=move"))
        {
            var name = (string)pod["metadata"]!["name"]!;
            var (from, to) = (await VolumeOf(home, pod, "from"), await VolumeOf(home, pod, "to"));
            if (from.Length == 0 || (pod["spec"]!["initContainers"] is not null && to.Length == 0) || !done.Add(name))
            {
                continue;
            }

            string Folder(string volume) => folderOf(volume is "from" ? from : volume is "to" && to.Length > 0 ? to : $"{volume}-{name}");
            var (code, line) = (0, string.Empty);
            foreach (var container in Containers(pod, "initContainers").Concat(Containers(pod, "containers")).TakeWhile(_ => code == 0))
            {
                (code, line) = await CarriedOut.Container(container, Folder);
            }

            await Pods.End(home, pod, code, line);
        }
    }

    /// <summary>The volume that is bound to the claim of a pod's volume; empty where none is.</summary>
    public static async Task<string> VolumeOf(Home home, JsonNode pod, string volume)
    {
        var claim = (string?)pod["spec"]!["volumes"]!.AsArray().FirstOrDefault(v => (string?)v!["name"] == volume)?["persistentVolumeClaim"]?["claimName"];
        return claim is null ? string.Empty : (await home.Try(["get", $"pvc/{claim}", "-o", "jsonpath={.spec.volumeName}"])).Output;
    }

    private static IEnumerable<JsonNode> Containers(JsonNode pod, string list) => (pod["spec"]![list]?.AsArray() ?? []).Select(c => c!);

    private static async Task<JsonNode[]> All(Home home, params string[] what) =>
        [.. JsonNode.Parse((await home.Must(["get", .. what, "-o", "json"])).Output)!["items"]!.AsArray().Select(p => p!)];

    private static string Volume(string ns, string claim, string uid) => $$$"""
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pvc-{{{claim}}}, annotations: {pv.kubernetes.io/provisioned-by: driver.longhorn.io}}
        spec:
          storageClassName: longhorn-sqlite
          accessModes: [ReadWriteOnce]
          capacity: {storage: 5Gi}
          persistentVolumeReclaimPolicy: Delete
          csi: {driver: driver.longhorn.io, volumeHandle: pvc-{{{claim}}}}
          claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: {{{ns}}}, name: {{{claim}}}, uid: {{{uid}}}}

        """;
}
