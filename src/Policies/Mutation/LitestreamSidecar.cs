using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// Puts Litestream beside an app with SQLite: a container that restores the database when the volume is empty, and one that replicates it,
/// one replica for each database (Litestream 0.5 refuses two). Source: https://litestream.io/guides/kubernetes/
/// </summary>
internal static class LitestreamSidecar
{
    public static Mutation Of(WorkloadFacts facts, StoragePolicy policy)
    {
        var pod = facts.Workload;
        if (policy.Protection.Litestream is not { } settings
            || pod.Metadata.ControllerKind is "Job" or "DaemonSet"
            || IsOptedOut(pod.Metadata.Annotations)
            || IsOptedOut(facts.Surroundings.Namespace.Annotations)
            || pod.Pod.Containers.Any(c => c.Image.Leaf is "litestream" || c.Name.StartsWith(settings.Name, StringComparison.Ordinal)))
        {
            return Mutation.None;
        }

        Database[] all = [.. Databases(facts, policy)];
        var databases = Array.FindAll(all, d => d.Owner is not DatabaseOwner.Unsaid);
        return new Mutation
        {
            Edits = databases.Length == 0 ? [] : Edits(pod, databases, settings),
            Warnings =
            [
                .. databases.Length == 0 ? Array.Empty<string>() : [$"[litestream] {string.Join(", ", databases.Select(d => d.File))} replicated to {settings.Replica.Split('?')[0]}"],
                .. all.Except(databases).Select(d => $"[litestream] {d.File} is not replicated: write securityContext.runAsUser, so that the copy is made as the app's own user"),
            ],
        };
    }

    private static bool IsOptedOut(IReadOnlyDictionary<string, string> annotations) => annotations.TryGetValue(Annotation.Backup, out var wanted) && wanted is "false";

    private static IEnumerable<Database> Databases(WorkloadFacts facts, StoragePolicy policy)
    {
        foreach (var mount in facts.AllMounts)
        {
            if (mount is not { Claim: { } claim, IsReadOnly: false, IsEphemeral: false, Container.Role: ContainerRole.Main } || HasSeveralWriters(mount, facts))
            {
                continue;
            }

            foreach (var data in mount.Data)
            {
                if (data is { Kind: DataKind.Sqlite, Certainty: > Certainty.Guessed, IsResidue: false }
                    && policy.Tiers.TryGetValue(data.Criticality, out var tier)
                    && tier.Strategy == BackupStrategy.Litestream)
                {
                    foreach (var file in data.Files.Where(file => MountPath.Contains(mount.Path, file) && file.Length > mount.Path.Length))
                    {
                        yield return new Database(file, mount, DatabaseOwner.Of(mount, policy), $"{facts.Workload.Namespace}/{claim.Name}/{(mount.Mount.SubPath.Length > 0 ? mount.Mount.SubPath.Trim('/') + "/" : string.Empty)}{file[(mount.Path.Length + 1)..]}");
                    }
                }
            }
        }
    }

    /// <summary>Two replicators of one database would overwrite each other's copy.</summary>
    private static bool HasSeveralWriters(MountFacts mount, WorkloadFacts facts)
    {
        foreach (var name in Inventories.ClaimNames.Of(mount.Claim!.Name))
        {
            foreach (var owner in facts.Surroundings.Inventory.Consumers.At(name))
            {
                if (owner.Replicas > 1 && string.Equals(owner.Namespace, facts.Workload.Namespace, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static List<Edit> Edits(Workload pod, Database[] databases, LitestreamSettings settings)
    {
        var edits = new List<Edit>();
        var at = 0;
        var hasInit = pod.Pod.Containers.Any(c => c.Role is ContainerRole.Init or ContainerRole.Sidecar);
        for (var i = 0; i < databases.Length; i++)
        {
            var number = i == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"-{i + 1}");
            var restore = Container(databases[i], settings, $"{settings.Name}-restore{number}", ["restore", "-if-db-not-exists", "-if-replica-exists", "-o", databases[i].File, databases[i].Address(settings)]);
            var replicate = Container(databases[i], settings, settings.Name + number, ["replicate", databases[i].File, databases[i].Address(settings)]);
            if (settings.IsNative)
            {
                replicate["restartPolicy"] = "Always";
            }

            // Before every other container, or their first look at the volume would be an empty one.
            if (hasInit || edits.Count > 0)
            {
                edits.Add(new Edit(string.Create(CultureInfo.InvariantCulture, $"/spec/initContainers/{at++}"), restore));
                edits.Add(settings.IsNative ? new Edit(string.Create(CultureInfo.InvariantCulture, $"/spec/initContainers/{at++}"), replicate) : new Edit("/spec/containers/-", replicate));
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
    private static JsonObject Container(Database database, LitestreamSettings settings, string name, string[] args)
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

    private sealed record Database(string File, MountFacts Mount, DatabaseOwner Owner, string Key)
    {
        /// <summary>The address of the replica: the household's, then namespace, claim and file; a query stays last.</summary>
        public string Address(LitestreamSettings settings)
        {
            var query = settings.Replica.IndexOf('?', StringComparison.Ordinal);
            var path = query < 0 ? settings.Replica : settings.Replica[..query];
            return $"{path.TrimEnd('/')}/{Key}{(query < 0 ? string.Empty : settings.Replica[query..])}";
        }
    }
}
