using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Follows every mount of a workload to its data and its backend.</summary>
internal sealed class WorkloadResolver(
    Inventory inventory,
    StoragePolicy policy,
    DateOnly today,
    ClaimResolver claims,
    NamespaceResolver namespaces,
    ProgramResolver programs,
    ClaimUsers users)
{
    public WorkloadFacts Resolve(Workload workload)
    {
        var folder = workload.Source.Folder;
        var surroundings = new Surroundings(inventory, namespaces.Resolve(workload.Namespace, folder), today, users);
        var running = programs.Of(workload);
        var data = new DataResolver(
            policy,
            surroundings.Namespace,
            workload,
            new CriticalityResolver(surroundings.Namespace, workload),
            running.HasDatabaseServer);
        var volumes = Links(workload, folder);
        var mounts = new List<MountFacts>(volumes.Length);
        var together = new Together(mounts);
        foreach (var ofContainer in running.Containers)
        {
            var container = ofContainer.Container;
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
                        App = ofContainer.App,
                        Mount = mount,
                        Volume = behind.Volume,
                        Claim = behind.Claim,
                        Backend = behind.Backend,
                        Data = kinds,
                        Beside = together,
                        Surroundings = surroundings,
                    });
                }
            }
        }

        return new WorkloadFacts
        {
            Workload = workload,
            Surroundings = surroundings,
            Programs = running.Programs,
            MakesClaims = workload.Pod.Volumes.Any(v => v.Source is VolumeSource.ByTemplate or VolumeSource.ByEphemeralClaim),
            AllMounts = MountData.Merge(mounts),
        };
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
        VolumeSource.ByClaim claim => Named(workload.Namespace, claim.ClaimName, folder),
        VolumeSource.ByTemplate template => Existing(workload, template.Template, folder) ?? claims.Resolve(template.Template, workload),
        VolumeSource.ByEphemeralClaim ephemeral => claims.Resolve(ephemeral.Template, workload.Namespace, folder),
        _ => null,
    };

    /// <summary>A claim that a StatefulSet made earlier keeps its class, whatever the template says now.</summary>
    private ClaimLink? Existing(Workload workload, ClaimTemplate template, string folder)
    {
        var claim = inventory.Claims.Nearest($"{workload.Namespace}/{template.Series.Name(workload.FirstOrdinal)}", folder);
        return claim is null ? null : claims.Resolve(claim) with { Template = template };
    }

    private ClaimLink Named(string ns, string name, string folder) => inventory.ClaimOf(ns, name, folder) is { } claim ? claims.Resolve(claim) : new ClaimLink
    {
        Namespace = ns,
        Name = name,
        Class = StorageClassReference.Unset.Instance,
        Backend = new Backend.Unseen($"claim {name} is not in sight"),
    };

    private Backend Inline(PodVolume volume) => volume.Source switch
    {
        VolumeSource.Plugin plugin => BackendResolver.OfPlugin(plugin, AccessModes.None, isBlock: false, $"volume {volume.Name}", policy),
        VolumeSource.EmptyDirectory empty => new Backend.Ephemeral(empty.InMemory),
        VolumeSource.Projection => Backend.Projection.Instance,
        _ => new Backend.Unseen($"volume {volume.Name} declares no source that is known"),
    };

    private readonly record struct Link(PodVolume Volume, ClaimLink? Claim, Backend Backend);
}
