using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// The shelves of an inventory. Every type of manifest has one where it stands by its name; the others lead to it by what refers to it.
/// </summary>
internal static class Shelves
{
    public static ShelfPlan<Workload> Workloads { get; } = new(Qualified);

    public static ShelfPlan<Workload> Consumers { get; } = new(w => Names(ClaimNames.MountedBy(w)));

    public static ShelfPlan<Workload> ConsumersHere { get; } = new(w => ClaimNames.MountedBy(w).Select(name => ShelfKey.In(w.Namespace, name)));

    public static ShelfPlan<Workload> Owned { get; } = new(w => Names(OwnerKeys(w)));

    public static ShelfPlan<Workload> MakersByClass { get; } = new(w => Names(ClaimNames.ClassesAskedBy(w)));

    public static ShelfPlan<Workload> MakersByVolume { get; } = new(w => Names(ClaimNames.VolumesAskedBy(w)));

    public static ShelfPlan<Workload> CronJobs { get; } = new(w => w.Reference.Kind is "CronJob" ? [w.Namespace] : []);

    public static ShelfPlan<Workload> Copiers { get; } = new(w => w.Reference.Kind is "CronJob" ? Names(ClaimNames.MountedBy(w)) : []);

    public static ShelfPlan<Workload> CopiersByPlace { get; } =
        new(w => w.Reference.Kind is "CronJob" ? Places(w.Pod.Volumes.Select(v => v.Source).OfType<VolumeSource.Plugin>()) : []);

    public static ShelfPlan<Workload> WorkloadsHere { get; } = new(w => w.IsBatch ? [] : [w.Namespace]);

    public static ShelfPlan<Workload> WorkloadsByImage { get; } =
        new(w => Names(w.Pod.Containers.Select(c => c.Image.Leaf).Where(leaf => leaf.Length > 0).Distinct(StringComparer.Ordinal)));

    public static ShelfPlan<Workload> Provisioners { get; } = new(w => Names(ProvisionerVariables.Names(w)));

    public static ShelfPlan<Claim> Claims { get; } = new(Qualified);

    public static ShelfPlan<Claim> ClaimsByName { get; } = new(c => [c.Name]);

    public static ShelfPlan<Claim> ClaimsByClass { get; } = new(c => [c.Spec.Class.Name]);

    public static ShelfPlan<Claim> ClaimsBySeries { get; } = new(c => ClaimSeries.KeysOf(c.Name).Select(key => ShelfKey.In(c.Namespace, key)));

    public static ShelfPlan<Claim> ClaimsByVolume { get; } = new(c => Some(c.Spec.VolumeName));

    public static ShelfPlan<StorageClass> Classes { get; } = new(Name);

    public static ShelfPlan<StorageClass> DefaultClasses { get; } = new(c => c.IsDefault ? [string.Empty] : [], YoungestFirst.Instance);

    public static ShelfPlan<Volume> Volumes { get; } = new(Name);

    public static ShelfPlan<Volume> VolumesByClaim { get; } = new(v => v.ClaimName.Length > 0 ? Names(ClaimNames.Of(v.ClaimName)) : []);

    public static ShelfPlan<Volume> FreeVolumes { get; } = new(v => v.ClaimName.Length == 0 ? [v.ClassName] : []);

    public static ShelfPlan<Volume> VolumesByPlace { get; } = new(v => Places([v.Backing]));

    public static ShelfPlan<NamespaceManifest> Namespaces { get; } = new(Name);

    public static ShelfPlan<NodeManifest> Nodes { get; } = new(Name);

    public static ShelfPlan<ConfigMap> ConfigMaps { get; } = new(Name);

    public static ShelfPlan<Service> Services { get; } = new(Qualified);

    public static ShelfPlan<Service> ServicesHere { get; } = new(s => [s.Namespace]);

    public static ShelfPlan<Service> ServicesByAddress { get; } = new(s => Names(s.Ports.Any(p => p.OfNodes > 0)
        ? [.. s.Addresses, .. s.Ports.Where(p => p.OfNodes > 0).Select(p => Service.KeyOfNodes(p.OfNodes))]
        : s.Addresses));

    public static ShelfPlan<SecretKeys> Secrets { get; } = new(s => s.Secret);

    public static ShelfPlan<BackupObject> Backups { get; } = new(b => Names(b.Keys));

    public static ShelfPlan<BackupObject> VolumeObjects { get; } = new(b => b switch
    {
        { IsUnseen: true } => [],
        { Kind.Role: BackupRole.Volume } => [b.Name],
        { Kind.Role: BackupRole.Pool } => [Qualified(b)],
        _ => [],
    });

    public static ShelfPlan<BackupObject> BackupsByName { get; } = new(Qualified);

    public static ShelfPlan<Kustomization> Kustomizations { get; } = new(Qualified);

    public static ShelfPlan<Kustomization> KustomizationsByPath { get; } = new(k => Some(k.Path));

    /// <summary>All of them.</summary>
    public static ImmutableArray<IShelfPlan> All { get; } =
    [
        Workloads, Consumers, ConsumersHere, Owned, MakersByClass, MakersByVolume, CronJobs, Copiers, CopiersByPlace, WorkloadsHere, WorkloadsByImage,
        Provisioners, Claims, ClaimsByName, ClaimsByClass, ClaimsBySeries, ClaimsByVolume, Classes, DefaultClasses, Volumes, VolumesByClaim, FreeVolumes,
        VolumesByPlace, Namespaces, ConfigMaps, Secrets, Backups, VolumeObjects, BackupsByName, Kustomizations, KustomizationsByPath, Services, ServicesHere,
        ServicesByAddress, Nodes,
    ];

    /// <summary>The places of those whose keys are names, so that each manifest is found on one.</summary>
    public static ImmutableArray<int> ByName { get; } = [.. Enumerable.Range(0, All.Length).Where(place => All[place].IsByName)];

    /// <summary>The place of the shelf on which a manifest stands by its name; -1 for a type that has none.</summary>
    public static int ByNameOf(Manifest manifest)
    {
        foreach (var place in ByName)
        {
            if (All[place].Takes(manifest))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>The place behind the last shelf on which any of some manifests can stand.</summary>
    public static int EndOf(Manifest? come, IReadOnlyList<Manifest> gone)
    {
        var end = All.Length;
        while (end > 0 && !All[end - 1].Takes(come) && !Takes(All[end - 1], gone))
        {
            end--;
        }

        return end;
    }

    private static bool Takes(IShelfPlan plan, IReadOnlyList<Manifest> manifests)
    {
        for (var i = 0; i < manifests.Count; i++)
        {
            if (plan.Takes(manifests[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The uid of a controller that is not judged itself.</summary>
    public static IReadOnlyList<string> OwnerKeys(Workload workload) =>
        workload.Metadata.Controller is { IsJudged: false, Uid: { Length: > 0 } uid } ? [uid] : [];

    private static ShelfKey Qualified(Manifest manifest) => ShelfKey.In(manifest.Namespace, manifest.Name);

    private static ShelfKey Name(Manifest manifest) => manifest.Name;

    private static ShelfKey[] Some(string key) => key.Length > 0 ? [key] : [];

    private static IEnumerable<ShelfKey> Places(IEnumerable<VolumeSource.Plugin> volumes) =>
        volumes.SelectMany(PlaceKeys.Of).Distinct().Select(key => ShelfKey.In(key.Kind, key.Place));

    private static IEnumerable<ShelfKey> Names(IEnumerable<string> names) => names.Select(name => (ShelfKey)name);
}
