using System.Diagnostics;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Policies.Restoring;

/// <summary>A container that may do nothing but read the target and write one volume, and the volume its target needs.</summary>
internal static class RestoreContainer
{
    private static readonly string[] Keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

    /// <summary>The container. The target's volume has a name unless it is reached over the network.</summary>
    public static JsonObject Of(RestoredClaim claim, string image, string name, string target)
    {
        var mounts = new JsonArray(new JsonObject { ["name"] = claim.Volume, ["mountPath"] = JobArguments.Data });
        if (target.Length > 0)
        {
            mounts.Add((JsonNode)new JsonObject { ["name"] = target, ["mountPath"] = JobArguments.Target, ["readOnly"] = true });
        }

        var container = new JsonObject
        {
            ["name"] = name,
            ["image"] = image,
            ["command"] = new JsonArray("/homelab-storage"),
            ["args"] = new JsonArray([.. claim.Arguments.Select(a => (JsonNode)a)]),
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "64Mi" },
                ["limits"] = new JsonObject { ["cpu"] = "2", ["memory"] = "512Mi" },
            },
            ["securityContext"] = claim.SecurityContext,
            ["terminationMessagePolicy"] = "FallbackToLogsOnError",
            ["volumeMounts"] = mounts,
        };
        if (claim.Target is BackupTarget.S3 { Secret: var secret })
        {
            container["env"] = new JsonArray([.. Keys.Select(key => new JsonObject
            {
                ["name"] = key,
                ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = secret, ["key"] = key } },
            })]);
        }

        return container;
    }

    /// <summary>What has to be mounted for a target: several claims may have theirs in one place.</summary>
    public static string PlaceOf(BackupTarget target) => target switch
    {
        BackupTarget.Nfs nfs => nfs.ToString(),
        BackupTarget.Claim claim => $"claim://{claim.Name}",
        BackupTarget.S3 => string.Empty,
        _ => throw new UnreachableException(),
    };

    /// <summary>The volume of a target.</summary>
    public static JsonObject Volume(string name, BackupTarget target) => target switch
    {
        BackupTarget.Nfs nfs => new JsonObject
        {
            ["name"] = name,
            ["nfs"] = new JsonObject { ["server"] = nfs.Server, ["path"] = nfs.Path, ["readOnly"] = true },
        },
        BackupTarget.Claim claim => new JsonObject
        {
            ["name"] = name,
            ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim.Name, ["readOnly"] = true },
        },
        _ => throw new UnreachableException(),
    };
}
