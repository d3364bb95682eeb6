using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// The shelves of an inventory. Every type of manifest has one where it stands by its name; the others lead to it by what refers to it.
/// </summary>
internal static class Shelves
{
    public static ShelfPlan<Workload> Workloads { get; } = new(Qualified, isByName: true);

    public static ShelfPlan<Workload> Consumers { get; } = new(ClaimNames.MountedBy);

    public static ShelfPlan<Workload> ConsumersHere { get; } = new(ClaimNames.MountedHereBy);

    public static ShelfPlan<Workload> Owned { get; } = new(OwnerKeys);

    public static ShelfPlan<Workload> MakersByClass { get; } = new(ClaimNames.ClassesAskedBy);

    public static ShelfPlan<Workload> MakersByVolume { get; } = new(ClaimNames.VolumesAskedBy);

    public static ShelfPlan<Workload> CronJobs { get; } = new(w => w.Reference.Kind is "CronJob" ? [w.Namespace] : []);

    public static ShelfPlan<Workload> Copiers { get; } = new(w => w.Reference.Kind is "CronJob" ? ClaimNames.MountedBy(w) : []);

    public static ShelfPlan<Workload> WorkloadsHere { get; } = new(w => w.IsBatch ? [] : [w.Namespace]);

    public static ShelfPlan<Workload> WorkloadsByImage { get; } =
        new(w => w.Pod.Containers.Select(c => c.Image.Leaf).Where(leaf => leaf.Length > 0).Distinct(StringComparer.Ordinal));

    public static ShelfPlan<Workload> Provisioners { get; } = new(w => ProvisionerVariables.Names(w));

    public static ShelfPlan<Claim> Claims { get; } = new(Qualified, isByName: true);

    public static ShelfPlan<Claim> ClaimsByName { get; } = new(Name);

    public static ShelfPlan<Claim> ClaimsByClass { get; } = new(c => [c.Spec.Class.Name]);

    public static ShelfPlan<Claim> ClaimsBySeries { get; } = new(c => ClaimSeries.KeysOf(c.Name).Select(key => $"{c.Namespace}/{key}"));

    public static ShelfPlan<Claim> ClaimsByVolume { get; } = new(c => Some(c.Spec.VolumeName));

    public static ShelfPlan<StorageClass> Classes { get; } = new(Name, isByName: true);

    public static ShelfPlan<StorageClass> DefaultClasses { get; } = new(c => c.IsDefault ? [string.Empty] : [], YoungestFirst.Instance);

    public static ShelfPlan<Volume> Volumes { get; } = new(Name, isByName: true);

    public static ShelfPlan<Volume> VolumesByClaim { get; } = new(v => v.ClaimName.Length > 0 ? ClaimNames.Of(v.ClaimName) : []);

    public static ShelfPlan<Volume> FreeVolumes { get; } = new(v => v.ClaimName.Length == 0 ? [v.ClassName] : []);

    public static ShelfPlan<NamespaceManifest> Namespaces { get; } = new(Name, isByName: true);

    public static ShelfPlan<NodeManifest> Nodes { get; } = new(Name, isByName: true);

    public static ShelfPlan<ConfigMap> ConfigMaps { get; } = new(Name, isByName: true);

    public static ShelfPlan<Service> Services { get; } = new(Qualified, isByName: true);

    public static ShelfPlan<Service> ServicesHere { get; } = new(s => [s.Namespace]);

    public static ShelfPlan<Service> ServicesByAddress { get; } = new(s => s.Ports.Any(p => p.OfNodes > 0)
        ? [.. s.Addresses, .. s.Ports.Where(p => p.OfNodes > 0).Select(p => Service.KeyOfNodes(p.OfNodes))]
        : s.Addresses);

    public static ShelfPlan<SecretKeys> Secrets { get; } = new(s => [s.Secret], isByName: true);

    public static ShelfPlan<BackupObject> Backups { get; } = new(b => [.. b.Keys]);

    public static ShelfPlan<BackupObject> VolumeObjects { get; } = new(b => b switch
    {
        { IsUnseen: true } => [],
        { Kind.Role: BackupRole.Volume } => [b.Name],
        { Kind.Role: BackupRole.Pool } => [$"{b.Namespace}/{b.Name}"],
        _ => [],
    });

    public static ShelfPlan<BackupObject> BackupsByName { get; } = new(Qualified, isByName: true);

    public static ShelfPlan<Kustomization> Kustomizations { get; } = new(Qualified, isByName: true);

    public static ShelfPlan<Kustomization> KustomizationsByPath { get; } = new(k => Some(k.Path));

    /// <summary>All of them.</summary>
    public static ImmutableArray<IShelfPlan> All { get; } =
    [
        Workloads, Consumers, ConsumersHere, Owned, MakersByClass, MakersByVolume, CronJobs, Copiers, WorkloadsHere, WorkloadsByImage, Provisioners, Claims,
        ClaimsByName, ClaimsByClass, ClaimsBySeries, ClaimsByVolume, Classes, DefaultClasses, Volumes, VolumesByClaim, FreeVolumes, Namespaces, ConfigMaps,
        Secrets, Backups, VolumeObjects, BackupsByName, Kustomizations, KustomizationsByPath, Services, ServicesHere, ServicesByAddress, Nodes,
    ];

    /// <summary>The places of those whose keys are names, so that each manifest is found on one.</summary>
    public static ImmutableArray<int> ByName { get; } = [.. Enumerable.Range(0, All.Length).Where(place => All[place].IsByName)];

    /// <summary>The uid of a controller that is not judged itself.</summary>
    public static IReadOnlyList<string> OwnerKeys(Workload workload) =>
        workload.Metadata.Controller is { IsJudged: false, Uid: { Length: > 0 } uid } ? [uid] : [];

    private static string[] Qualified(Manifest manifest) => [$"{manifest.Namespace}/{manifest.Name}"];

    private static string[] Name(Manifest manifest) => [manifest.Name];

    private static string[] Some(string key) => key.Length > 0 ? [key] : [];
}
