using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Follows every mount of a workload to its data and its backend.</summary>
internal sealed class WorkloadResolver(Inventory inventory, StoragePolicy policy, DateOnly today, ClaimResolver claims)
{
    public WorkloadFacts Resolve(Workload workload)
    {
        var folder = workload.Source.Folder;
        var surroundings = new Surroundings(inventory, NamespaceResolver.Resolve(workload.Namespace, folder, inventory, policy), today);
        var data = new DataResolver(policy, surroundings.Namespace, workload, HasDatabaseServer(workload));
        var volumes = Links(workload, folder);
        var mounts = new List<MountFacts>();
        var apps = new List<(Container, AppFacts)>();
        var paths = new Dictionary<Container, IReadOnlyList<(AppData, string)>>(ReferenceEqualityComparer.Instance);
        foreach (var container in workload.Pod.Containers)
        {
            var environment = new ContainerEnvironment(container, workload.Namespace, folder, inventory);
            var app = AppResolver.Resolve(container, environment, policy.Catalog);
            if (app is not null)
            {
                apps.Add((container, app));
                paths[container] = AppPaths.Of(app.App, environment);
            }

            foreach (var mount in container.Mounts)
            {
                if (volumes.TryGetValue(mount.Volume, out var behind))
                {
                    var kinds = behind.Backend is Backend.Projection ? MountData.Written : data.Resolve(container, mount, behind.Claim, app, paths.GetValueOrDefault(container, []), container.Mounts);
                    mounts.Add(new MountFacts
                    {
                        Workload = workload,
                        Container = container,
                        App = app,
                        Mount = mount,
                        Volume = behind.Volume,
                        Claim = behind.Claim,
                        Backend = behind.Backend,
                        Data = kinds,
                        Backups = Backups(workload, behind.Claim, kinds),
                        Surroundings = surroundings,
                    });
                }
            }
        }

        return new WorkloadFacts { Workload = workload, Surroundings = surroundings, Apps = apps, Paths = paths, MakesClaims = workload.Pod.Volumes.Any(v => v.Source is VolumeSource.ByTemplate or VolumeSource.ByEphemeralClaim), AllMounts = MountData.Merge(mounts) };
    }

    private bool HasDatabaseServer(Workload workload) =>
        workload.Pod.Containers.Count > 1
        && workload.Pod.Containers.Any(c => c.Role != ContainerRole.Init && policy.Catalog.FindApp(c.Image) is AppMatch.Listed { App: { Engine: Engine.Server } app } && app.Data.Any(d => d.Kind == DataKind.Database && d.Product is not "Redis"));

    private IReadOnlyList<BackupFacts> Backups(Workload workload, ClaimLink? claim, IReadOnlyList<DataFacts> kinds)
    {
        var backups = claim is null ? [] : BackupResolver.Of(claim, inventory, policy);
        return kinds.Any(d => d.Kind == DataKind.Database) ? [.. backups, .. BackupResolver.OfDatabase(workload, inventory, policy)] : backups;
    }

    private Dictionary<string, (PodVolume Volume, ClaimLink? Claim, Backend Backend)> Links(Workload workload, string folder)
    {
        var links = new Dictionary<string, (PodVolume, ClaimLink?, Backend)>(StringComparer.Ordinal);
        foreach (var volume in workload.Pod.Volumes)
        {
            var claim = Claim(workload, volume.Source, folder);
            links[volume.Name] = (volume, claim, claim?.Backend ?? Inline(volume));
        }

        return links;
    }

    private ClaimLink? Claim(Workload workload, VolumeSource source, string folder) => source switch
    {
        VolumeSource.ByClaim claim => claims.ByName(workload.Namespace, claim.ClaimName, folder),
        VolumeSource.ByTemplate template => Existing(workload, template.Template, folder) ?? claims.Resolve(template.Template, workload.Namespace, folder),
        VolumeSource.ByEphemeralClaim ephemeral => claims.Resolve(ephemeral.Template, workload.Namespace, folder),
        _ => null,
    };

    /// <summary>A claim that a StatefulSet made earlier keeps its class, whatever the template says now.</summary>
    private ClaimLink? Existing(Workload workload, ClaimTemplate template, string folder)
    {
        var claim = inventory.Claims.At($"{workload.Namespace}/{ClaimNames.Series(template.Name, workload.Name)}0").Nearest(folder);
        return claim is null ? null : claims.Resolve(claim) with { Template = template };
    }

    private Backend Inline(PodVolume volume) => volume.Source switch
    {
        VolumeSource.Plugin plugin => BackendResolver.OfPlugin(plugin, AccessModes.None, isBlock: false, $"volume {volume.Name}", policy),
        VolumeSource.EmptyDirectory empty => new Backend.Ephemeral(empty.InMemory),
        VolumeSource.Projection => Backend.Projection.Instance,
        _ => new Backend.Unseen($"volume {volume.Name} declares no source that is known"),
    };
}
