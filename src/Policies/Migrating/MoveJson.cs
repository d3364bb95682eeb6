using System.Text.Json.Nodes;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Migrating;

/// <summary>Writes the objects of a move.</summary>
public static class MoveJson
{
    internal const string From = "from";
    private const string To = "to";
    internal const string Between = "between";

    /// <summary>Kubernetes removes the Job a week after its end.</summary>
    internal const int KeptSeconds = 7 * 24 * 3600;

    /// <summary>The new claim, under a name of its own until the old one makes room.</summary>
    public static JsonObject NewClaim(ClaimMove move) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["metadata"] = Metadata(move.Namespace, move.NewName),
        ["spec"] = new JsonObject
        {
            ["accessModes"] = Texts(ClaimMove.Spell(move.Modes)),
            ["storageClassName"] = move.Class,
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = Quantity.Format(move.Size) } },
        },
    };

    /// <summary>The Job that copies.</summary>
    public static JsonObject Job(CopyJob job) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = Metadata(job.Namespace, job.Name),
        ["spec"] = new JsonObject
        {
            ["backoffLimit"] = 2,
            ["ttlSecondsAfterFinished"] = KeptSeconds,
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels() },
                ["spec"] = Pod(job),
            },
        },
    };

    private static JsonObject Pod(CopyJob job)
    {
        var security = new JsonObject { ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" } };
        if (job.Writer.User != 0)
        {
            // Who is not root may write into a volume that was just made only where the kubelet gives it to a group of theirs.
            security["fsGroup"] = job.Writer.Group ?? job.Writer.User;
            security["fsGroupChangePolicy"] = "OnRootMismatch";
        }

        var pod = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["securityContext"] = security,
        };
        if (job.Nodes.Count > 0)
        {
            pod["affinity"] = On(job.Nodes);
        }

        if (job.Tolerations.Count > 0)
        {
            pod["tolerations"] = new JsonArray([.. job.Tolerations.Select(t => JsonNode.Parse(t))]);
        }

        pod["initContainers"] = new JsonArray(
            Container(
                JobContainers.Copy,
                job.Image,
                CopyArguments.Out(job),
                job.Reader,
                (From, JobArguments.Data, true),
                (Between, JobArguments.Target, false)));
        pod["containers"] = new JsonArray(
            Container(
                JobContainers.Restore,
                job.Image,
                CopyArguments.In(job),
                job.Writer,
                (To, JobArguments.Data, false),
                (Between, JobArguments.Target, false)));
        pod["volumes"] = new JsonArray(Claim(From, job.From), Claim(To, job.To), Empty(job.Room));
        return pod;
    }

    internal static JsonObject Container(
        string name,
        string image,
        IReadOnlyList<string> arguments,
        CopyUser user,
        params (string Name, string Path, bool IsReadOnly)[] mounts)
    {
        var security = new JsonObject
        {
            ["runAsUser"] = user.User,
            ["runAsNonRoot"] = user.User != 0,
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["capabilities"] = new JsonObject { ["drop"] = Texts(["ALL"]) },
        };
        if (user.Group is { } group)
        {
            security["runAsGroup"] = group;
        }

        if (user.Capabilities.Count > 0)
        {
            security["capabilities"]!["add"] = Texts(user.Capabilities);
        }

        return new JsonObject
        {
            ["name"] = name,
            ["image"] = image,
            ["command"] = Texts(["/homelab-storage"]),
            ["args"] = Texts(arguments),
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "64Mi" },
                ["limits"] = new JsonObject { ["cpu"] = "2", ["memory"] = "512Mi" },
            },
            ["securityContext"] = security,
            ["volumeMounts"] = new JsonArray([.. mounts.Select(Mount)]),
        };
    }

    private static JsonObject Mount((string Name, string Path, bool IsReadOnly) mount)
    {
        var json = new JsonObject { ["name"] = mount.Name, ["mountPath"] = mount.Path };
        if (mount.IsReadOnly)
        {
            json["readOnly"] = true;
        }

        return json;
    }

    internal static JsonObject Claim(string name, string claim) =>
        new() { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } };

    internal static JsonObject Empty(string room)
    {
        var empty = new JsonObject();
        if (room.Length > 0)
        {
            empty["sizeLimit"] = room;
        }

        return new JsonObject { ["name"] = Between, ["emptyDir"] = empty };
    }

    internal static JsonObject Metadata(string ns, string name) => new() { ["name"] = name, ["namespace"] = ns, ["labels"] = Labels() };

    internal static JsonObject Labels() => new() { [JobLabels.ManagedBy] = JobLabels.Manager, [JobLabels.Role] = JobLabels.Spell(JobRole.Move) };

    internal static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonObject On(IReadOnlyList<string> nodes) => new()
    {
        ["nodeAffinity"] = new JsonObject
        {
            ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
            {
                ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                {
                    ["matchExpressions"] = new JsonArray(new JsonObject
                    {
                        ["key"] = "kubernetes.io/hostname",
                        ["operator"] = "In",
                        ["values"] = Texts(nodes),
                    }),
                }),
            },
        },
    };
}
