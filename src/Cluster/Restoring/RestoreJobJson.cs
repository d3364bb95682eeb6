using System.Text;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>
/// Writes a Job of a restore by the template of the claim's CronJob: the same image, user, target and tolerations, so that it can reach what that wrote and
/// may write what that read.
/// </summary>
internal static class RestoreJobJson
{
    private const string Data = "data";

    /// <summary>Kubernetes removes it a week after its end.</summary>
    private const int KeptSeconds = 7 * 24 * 3600;

    /// <summary>Ten minutes to pull the image and to look, as a probe has: whoever asked is waiting.</summary>
    private const int LookDeadline = 600;

    /// <summary>The Job.</summary>
    /// <param name="cronJob">The CronJob.</param>
    /// <param name="name">The Job's name.</param>
    /// <param name="stage">What it does.</param>
    /// <param name="plan">The restore.</param>
    /// <param name="node">The node on which the claim is mounted now; empty where it is mounted nowhere, and its volume says where that may be.</param>
    public static ReadOnlyMemory<byte> Of(LiveObject cronJob, string name, RestoreStage stage, RestorePlan plan, string node)
    {
        var spec = JsonNode.Parse(cronJob.Root.At("spec", "jobTemplate", "spec").GetRawText())!.AsObject();
        spec["ttlSecondsAfterFinished"] = KeptSeconds;
        if (stage is RestoreStage.Look or RestoreStage.Check)
        {
            spec["activeDeadlineSeconds"] = LookDeadline;
        }

        var pod = spec["template"]!["spec"]!.AsObject();
        spec["template"]!["metadata"] = new JsonObject { ["labels"] = Labels(plan) };
        if (pod["affinity"] is JsonObject affinity && affinity.Remove("podAffinity") && affinity.Count == 0)
        {
            pod.Remove("affinity");
        }

        if (node.Length > 0)
        {
            pod["affinity"] = On(node);
        }

        var container = pod["containers"]!.AsArray().First(c => (string?)c!["name"] is JobContainers.Backup)!.AsObject();
        var arguments = container["args"]!.AsArray().Select(a => (string)a!).ToArray();
        var isRoot = (long?)pod["securityContext"]?["runAsUser"] is 0;
        container["args"] = new JsonArray([.. Arguments(arguments, stage, plan, isRoot).Select(a => (JsonNode)a)]);
        foreach (var volume in pod["volumes"]!.AsArray().Where(v => (string?)v!["name"] is Data))
        {
            if (plan.IsLost && stage is RestoreStage.Look or RestoreStage.Prove)
            {
                volume!.AsObject().Remove("persistentVolumeClaim");
                volume["emptyDir"] = new JsonObject();
            }
            else
            {
                volume!["persistentVolumeClaim"]!["claimName"] = plan.To;
            }
        }

        foreach (var mount in container["volumeMounts"]!.AsArray())
        {
            mount!["readOnly"] = (string?)mount["name"] switch
            {
                Data => stage != RestoreStage.Swap,
                "target" => stage is not (RestoreStage.Copy or RestoreStage.Prove),
                _ => false,
            };
        }

        if (stage == RestoreStage.Swap && !isRoot && VolumeGroup.Of(pod, plan) is { } group)
        {
            // Only the kubelet can let anybody but root write into a volume whose folder is root's, as that of a new file system is.
            pod["securityContext"]!["fsGroup"] = group;
            pod["securityContext"]!["fsGroupChangePolicy"] = "OnRootMismatch";
        }

        if (stage == RestoreStage.Swap && isRoot)
        {
            // To give files back to whom they belonged, with their modes.
            container["securityContext"]!["capabilities"]!["add"] = new JsonArray("CHOWN", "DAC_OVERRIDE", "FOWNER");
        }

        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = cronJob.Namespace,
                ["labels"] = Labels(plan),
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "PersistentVolumeClaim",
                    ["name"] = plan.To,
                    ["uid"] = plan.ToUid,
                }),
            },
            ["spec"] = spec,
        }.ToJsonString());
    }

    /// <summary>Whether a CronJob copies what a server dumped, which only that server can read.</summary>
    public static bool IsDump(LiveObject cronJob) => Value(Told(cronJob), "--strategy") is "dump";

    /// <summary>Where the copies of a CronJob are.</summary>
    public static string Target(LiveObject cronJob) => Value(Told(cronJob), "--target");

    /// <summary>Whether the copies of a CronJob go to a claim.</summary>
    public static bool IsTarget(LiveObject cronJob, string claim) =>
        cronJob.Root.At("spec", "jobTemplate", "spec", "template", "spec", "volumes") is { ValueKind: System.Text.Json.JsonValueKind.Array } volumes
        && volumes.EnumerateArray().Any(v => v.TextAt("name") is "target"
            && string.Equals(v.TextAt("persistentVolumeClaim", "claimName"), claim, StringComparison.Ordinal));

    private static string[] Told(LiveObject cronJob)
    {
        var pod = cronJob.Root.At("spec", "jobTemplate", "spec", "template", "spec", "containers");
        return pod.ValueKind != System.Text.Json.JsonValueKind.Array ? []
            : [.. pod.EnumerateArray().Where(c => c.TextAt("name") is JobContainers.Backup).SelectMany(c => c.At("args").EnumerateArray()).Select(a => $"{a}")];
    }

    private static string Value(string[] arguments, string option) => Array.IndexOf(arguments, option) is >= 0 and var at && at + 1 < arguments.Length
        ? arguments[at + 1]
        : string.Empty;

    private static string[] Arguments(string[] told, RestoreStage stage, RestorePlan plan, bool isRoot)
    {
        if (stage == RestoreStage.Copy)
        {
            // A copy that is made on the way drops none of those before it, least of all the one that is to be restored.
            var keep = Array.IndexOf(told, "--keep");
            return keep < 0 ? told : [.. told[..keep], .. told[(keep + 2)..]];
        }

        string[] where = ["--target", Value(told, "--target"), "--identity", string.Join('/', Value(told, "--identity").Split('/').Take(3))];
        if (stage == RestoreStage.Prove)
        {
            // The result of the check is stored beside the archive, as that of every test restore.
            return ["backup", "verify", "--scratch", Value(told, "--scratch"), .. where, "--archive", plan.Archive[(plan.Archive.LastIndexOf('/') + 1)..]];
        }

        string[] what = plan.Undo.Length > 0 ? ["--undo", plan.Undo]
            : plan.Archive.Length > 0 ? ["--archive", plan.Archive[(plan.Archive.LastIndexOf('/') + 1)..]]
            : plan.At.Length > 0 ? ["--at", plan.At]
            : [];
        return
        [
            "backup", "restore", "--to", "/data", .. where,
            .. what,
            .. stage == RestoreStage.Swap ? ["--kept-as", plan.Id] : new[] { "--plan" },
            .. isRoot ? Array.Empty<string>() : ["--no-owner"],
        ];
    }

    private static JsonObject Labels(RestorePlan plan) => new()
    {
        [JobLabels.ManagedBy] = JobLabels.Manager,
        [JobLabels.Role] = JobLabels.Spell(JobRole.Restore),
        [JobLabels.ClaimUid] = plan.ToUid,
        [JobLabels.Restore] = plan.Id,
    };

    private static JsonObject On(string node) => new()
    {
        ["nodeAffinity"] = new JsonObject
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
            {
                ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                {
                    ["matchFields"] = new JsonArray(new JsonObject
                    {
                        ["key"] = "metadata.name",
                        ["operator"] = "In",
                        ["values"] = new JsonArray(node),
                    }),
                }),
            },
        },
    };
}
