using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Follows every mount of a workload to its data and its backend.</summary>
internal sealed class WorkloadResolver(Inventory inventory, StoragePolicy policy, DateOnly today, ClaimResolver claims, NamespaceResolver namespaces, BackupResolver backups, ClaimUsers users)
{
    public WorkloadFacts Resolve(Workload workload)
    {
        var folder = workload.Source.Folder;
        var surroundings = new Surroundings(inventory, namespaces.Resolve(workload.Namespace, folder), today, users);
        var data = new DataResolver(policy, surroundings.Namespace, workload, HasDatabaseServer(workload));
        var replicators = new Replicators(workload);
        var dumps = new Lazy<IReadOnlyList<BackupFacts>>(() => backups.OfDatabase(workload));
        var volumes = Links(workload, folder);
        var mounts = new List<MountFacts>(volumes.Length);
        var together = new Together(mounts);
        var programs = new List<Program>(workload.Pod.Containers.Count);
        foreach (var container in workload.Pod.Containers)
        {
            var environment = new ContainerEnvironment(container, workload.Namespace, folder, inventory);
            var app = AppResolver.Resolve(container, environment, policy.Catalog);
            IReadOnlyList<(AppData, string)> paths = [];
            if (app is not null)
            {
                paths = AppPaths.Of(app.App, environment);
                programs.Add(new Program(container, app, paths));
            }

            var ofContainer = new ContainerMounts(workload, container, app, paths, replicators, policy);
            for (var place = 0; place < container.Mounts.Count; place++)
            {
                var mount = container.Mounts[place];
                if (workload.Pod.PlaceOf(mount.Volume) is >= 0 and var at)
                {
                    var behind = volumes[at];
                    var kinds = behind.Backend is Backend.Projection ? MountData.Written : data.Resolve(ofContainer, place, behind.Claim);
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
                        Backups = Backups(behind.Claim, kinds, dumps),
                        Beside = together,
                        Surroundings = surroundings,
                    });
                }
            }
        }

        return new WorkloadFacts { Workload = workload, Surroundings = surroundings, Programs = programs, MakesClaims = workload.Pod.Volumes.Any(v => v.Source is VolumeSource.ByTemplate or VolumeSource.ByEphemeralClaim), AllMounts = MountData.Merge(mounts) };
    }

    /// <summary>A server whose loss nobody would notice is a cache or a queue; no app moves its database there.</summary>
    private bool HasDatabaseServer(Workload workload) =>
        workload.Pod.Containers.Count > 1
        && workload.Pod.Containers.Any(c => c.Role is ContainerRole.Main or ContainerRole.Sidecar
            && policy.Catalog.FindApp(c.Image) is AppMatch.Listed { App: { Engine: Engine.Server, Criticality: > Criticality.Low } app }
            && app.Data.Any(d => d.Kind == DataKind.Database));

    private IReadOnlyList<BackupFacts> Backups(ClaimLink? claim, IReadOnlyList<DataFacts> kinds, Lazy<IReadOnlyList<BackupFacts>> dumps)
    {
        var ofClaim = claim is null ? [] : backups.Of(claim);
        return !kinds.Any(d => d.Kind == DataKind.Database) || dumps.Value.Count == 0 ? ofClaim
            : ofClaim.Count == 0 ? dumps.Value
            : [.. ofClaim, .. dumps.Value];
    }

    private Link[] Links(Workload workload, string folder)
    {
        var volumes = workload.Pod.Volumes;
        var links = new Link[volumes.Count];
        for (var i = 0; i < links.Length; i++)
        {
            var claim = Claim(workload, volumes[i].Source, folder);
            links[i] = new Link(volumes[i], claim, claim?.Backend ?? Inline(volumes[i]));
        }

        return links;
    }

    private ClaimLink? Claim(Workload workload, VolumeSource source, string folder) => source switch
    {
        VolumeSource.ByClaim claim => claims.ByName(workload.Namespace, claim.ClaimName, folder),
        VolumeSource.ByTemplate template => Existing(workload, template.Template, folder) ?? claims.Resolve(template.Template, workload),
        VolumeSource.ByEphemeralClaim ephemeral => claims.Resolve(ephemeral.Template, workload.Namespace, folder),
        _ => null,
    };

    /// <summary>A claim that a StatefulSet made earlier keeps its class, whatever the template says now.</summary>
    private ClaimLink? Existing(Workload workload, ClaimTemplate template, string folder)
    {
        var claim = inventory.Claims.Nearest($"{workload.Namespace}/{template.Series.Name(workload.FirstOrdinal)}", folder);
        return claim is null ? null : claims.InSight(claim) with { Template = template };
    }

    private Backend Inline(PodVolume volume) => volume.Source switch
    {
        VolumeSource.Plugin plugin => BackendResolver.OfPlugin(plugin, AccessModes.None, isBlock: false, $"volume {volume.Name}", policy),
        VolumeSource.EmptyDirectory empty => new Backend.Ephemeral(empty.InMemory),
        VolumeSource.Projection => Backend.Projection.Instance,
        _ => new Backend.Unseen($"volume {volume.Name} declares no source that is known"),
    };

    private readonly record struct Link(PodVolume Volume, ClaimLink? Claim, Backend Backend);
}
