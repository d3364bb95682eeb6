using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// Puts Litestream beside an app with SQLite: a container that restores the database when the volume is empty, and one that replicates it,
/// one replica for each database (Litestream 0.5 refuses two). Source: https://litestream.io/guides/kubernetes/
/// </summary>
internal static class LitestreamSidecar
{
    private const string Program = "litestream";

    public static Mutation Of(WorkloadFacts facts, StoragePolicy policy)
    {
        var pod = facts.Workload;
        if (policy.Protection.Litestream is not { } settings
            || !IsEverIn(pod)
            || BackupConsent.IsRefused(facts)
            || pod.Pod.Containers.Any(c => Replicates(c, settings)))
        {
            return Mutation.None;
        }

        var owners = new DatabaseOwners(policy);
        ReplicatedDatabase[] all = [.. facts.AllMounts.SelectMany(mount => ReplicatedDatabase.On(mount, mount.Backend, owners, policy))];
        var databases = Array.FindAll(all, d => d.Obstacle.Length == 0);
        return new Mutation
        {
            Edits = databases.Length == 0 ? [] : Edits(pod, databases, settings),
            Warnings =
            [
                .. databases.Length == 0 ? Array.Empty<string>() : [$"[litestream] {Spoken(databases)} replicated to {settings.Replica.Split('?')[0]}"],
                .. all.Where(d => d.Obstacle.Length > 0).Select(d => $"[litestream] {d.File} is not replicated: {d.Obstacle}"),
            ],
        };
    }

    /// <summary>Whether such a workload's pods may have it: not those that run to an end, and not one on every node.</summary>
    public static bool IsEverIn(Workload workload) =>
        workload is { IsBatch: false, Reference.Kind: not "DaemonSet", Metadata.Controller: not { Kind: "Job" or "DaemonSet" }, Pod.RunsToAnEnd: false };

    /// <summary>Whether a container replicates already: ours, or anybody's Litestream.</summary>
    private static bool Replicates(Container container, LitestreamSettings settings) =>
        container.Name.StartsWith(settings.Name, StringComparison.Ordinal)
        || container.Name.Contains(Program, StringComparison.OrdinalIgnoreCase)
        || container.Image.Leaf.Contains(Program, StringComparison.OrdinalIgnoreCase)
        || container.CommandLine.Split(' ', '/').Contains(Program, StringComparer.Ordinal);

    private static string Spoken(ReplicatedDatabase[] databases) =>
        databases.Length == 1 ? databases[0].File : string.Create(CultureInfo.InvariantCulture, $"{databases[0].File} and {databases.Length - 1} more");

    private static List<Edit> Edits(Workload pod, ReplicatedDatabase[] databases, LitestreamSettings settings)
    {
        var edits = new List<Edit>();
        var at = 0;
        var hasInit = pod.Pod.Containers.Any(c => c.Role is ContainerRole.Init or ContainerRole.Sidecar);
        for (var i = 0; i < databases.Length; i++)
        {
            var number = i == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"-{i + 1}");
            var restore = Container(
                databases[i],
                settings,
                $"{settings.Name}-restore{number}",
                ["restore", "-if-db-not-exists", "-if-replica-exists", "-o", databases[i].File, databases[i].Address(settings)]);
            var replicate = Container(databases[i], settings, settings.Name + number, ["replicate", databases[i].File, databases[i].Address(settings)]);
            if (settings.IsNative)
            {
                replicate["restartPolicy"] = "Always";
            }

            // Before every other container, or their first look at the volume would be an empty one.
            if (hasInit || edits.Count > 0)
            {
                edits.Add(new Edit(string.Create(CultureInfo.InvariantCulture, $"/spec/initContainers/{at++}"), restore));
                edits.Add(settings.IsNative
                    ? new Edit(string.Create(CultureInfo.InvariantCulture, $"/spec/initContainers/{at++}"), replicate)
                    : new Edit("/spec/containers/-", replicate));
            }
            else
            {
                edits.Add(new Edit("/spec/initContainers", settings.IsNative ? new JsonArray(restore, replicate) : new JsonArray(restore)));
                at = settings.IsNative ? 2 : 1;
                if (!settings.IsNative)
                {
                    edits.Add(new Edit("/spec/containers/-", replicate));
                }
            }
        }

        return edits;
    }

    /// <summary>A container that may do nothing but read and write the volume, as the user the app runs as.</summary>
    private static JsonObject Container(ReplicatedDatabase database, LitestreamSettings settings, string name, string[] args)
    {
        var mount = new JsonObject { ["name"] = database.Mount.Mount.Volume, ["mountPath"] = database.Mount.Path };
        if (database.Mount.Mount.SubPath.Length > 0)
        {
            mount["subPath"] = database.Mount.Mount.SubPath;
        }

        var container = new JsonObject
        {
            ["name"] = name,
            ["image"] = settings.Image,
            ["args"] = new JsonArray([.. args.Select(a => (JsonNode)a)]),
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "32Mi" },
                ["limits"] = new JsonObject { ["memory"] = "256Mi" },
            },
            ["securityContext"] = database.Owner.SecurityContext(),
            ["volumeMounts"] = new JsonArray(mount),
        };
        if (settings.Secret.Length > 0)
        {
            container["envFrom"] = new JsonArray(new JsonObject { ["secretRef"] = new JsonObject { ["name"] = settings.Secret } });
        }

        return container;
    }
}
