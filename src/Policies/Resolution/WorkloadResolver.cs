using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
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
    private ReplicaClaims? _replicas;

    private ReplicaClaims Replicas => _replicas ??= new ReplicaClaims(inventory, claims);

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
            running.HasDatabaseServer,
            inventory);
        var volumes = Links(workload, folder);
        var mounts = new List<MountFacts>(volumes.Length);
        var together = new Together(mounts);
        for (var i = 0; i < running.Containers.Count; i++)
        {
            var ofContainer = running.Containers[i];
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

        var merged = WithReplicas(MountData.Merge(mounts));
        return new WorkloadFacts
        {
            Workload = workload,
            Surroundings = surroundings,
            Programs = running.Programs,
            MakesClaims = MakesClaims(workload.Pod.Volumes),
            AllMounts = merged,
            Elsewhere = Elsewhere(merged, volumes, workload.Pod),
        };
    }

    private static bool MakesClaims(IReadOnlyList<PodVolume> volumes)
    {
        for (var i = 0; i < volumes.Count; i++)
        {
            if (volumes[i].Source is VolumeSource.ByTemplate or VolumeSource.ByEphemeralClaim)
            {
                return true;
            }
        }

        return false;
    }

    private static MountFacts[] Elsewhere(IReadOnlyList<MountFacts> mounts, Link[] volumes, PodTemplate pod)
    {
        if (!Array.Exists(volumes, volume => volume.Others.Count > 0))
        {
            return [];
        }

        var elsewhere = new List<MountFacts>();
        foreach (var mount in mounts)
        {
            foreach (var claim in volumes[pod.PlaceOf(mount.Mount.Volume)].Others)
            {
                elsewhere.Add(WithReplicas(mount with { Claim = claim, Backend = claim.Backend }));
            }
        }

        return [.. elsewhere];
    }

    private static IReadOnlyList<MountFacts> WithReplicas(IReadOnlyList<MountFacts> mounts)
    {
        for (var i = 0; i < mounts.Count; i++)
        {
            if (mounts[i].Claim is { Alike.Count: > 0 })
            {
                return [.. mounts.Select(WithReplicas)];
            }
        }

        return mounts;
    }

    private static MountFacts WithReplicas(MountFacts mount) => mount with
    {
        Alike = [.. (mount.Claim?.Alike ?? []).Select(claim => mount with { Claim = claim, Backend = claim.Backend, Alike = [] })],
    };

    private Link[] Links(Workload workload, string folder)
    {
        var volumes = workload.Pod.Volumes;
        var links = new Link[volumes.Count];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = Follow(workload, volumes[i], folder);
        }

        return links;
    }

    private Link Follow(Workload workload, PodVolume volume, string folder)
    {
        if (volume.Source is VolumeSource.ByTemplate { Template: var template })
        {
            var replicas = Replicas.Of(template, workload);
            return new Link(volume, replicas[0], replicas[0].Backend, replicas.Count == 1 ? [] : [.. replicas.Skip(1)]);
        }

        var claim = volume.Source switch
        {
            VolumeSource.ByClaim named => Named(workload.Namespace, named.ClaimName, folder),
            VolumeSource.ByEphemeralClaim ephemeral => claims.Resolve(ephemeral.Template, workload.Namespace, folder),
            _ => null,
        };
        return new Link(volume, claim, claim?.Backend ?? Inline(volume), []);
    }

    private ClaimLink Named(string ns, string name, string folder) => inventory.ClaimOf(ns, name, folder) is { } claim ? claims.Resolve(claim) : new ClaimLink
    {
        Namespace = ns,
        Name = name,
        Class = StorageClassReference.Unset.Instance,
        Backend = new Backend.Unseen($"claim {name} was not found"),
    };

    private Backend Inline(PodVolume volume) => volume.Source switch
    {
        VolumeSource.Plugin plugin => BackendResolver.OfPlugin(plugin, $"volume {volume.Name}", policy),
        VolumeSource.EmptyDirectory empty => new Backend.Ephemeral(empty.InMemory),
        VolumeSource.Projection => Backend.Projection.Instance,
        _ => new Backend.Unseen($"volume {volume.Name} declares no source that is known"),
    };

    /// <summary>What is behind a volume; of a template, behind the first replica's, and behind those of replicas whose claims lie elsewhere.</summary>
    private readonly record struct Link(PodVolume Volume, ClaimLink? Claim, Backend Backend, IReadOnlyList<ClaimLink> Others);
}
