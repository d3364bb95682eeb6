using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Every manifest in sight, indexed by the references that lead to it. Immutable: a request reads one snapshot.</summary>
public sealed record Inventory
{
    /// <summary>Nothing in sight.</summary>
    public static Inventory Empty { get; } = Of([]);

    /// <summary>Workloads by <c>namespace/name</c>.</summary>
    public required Shelf<Workload> Workloads { get; init; }

    /// <summary>Workloads by the names of the claims they mount or will make.</summary>
    public required Shelf<Workload> Consumers { get; init; }

    /// <summary>Workloads by the uid of a controller that is not judged itself.</summary>
    public required Shelf<Workload> Owned { get; init; }

    /// <summary>Uids of such controllers whose last workload is gone, for when they make another: a drain takes the pod away first.</summary>
    public FormerOwners FormerOwners { get; init; } = FormerOwners.None;

    /// <summary>The same workloads by <c>namespace/claim</c>.</summary>
    public required Shelf<Workload> ConsumersHere { get; init; }

    /// <summary>CronJobs by namespace.</summary>
    public required Shelf<Workload> CronJobs { get; init; }

    /// <summary>Claims by <c>namespace/name</c>.</summary>
    public required Shelf<Claim> Claims { get; init; }

    /// <summary>Claims by name alone.</summary>
    public required Shelf<Claim> ClaimsByName { get; init; }

    /// <summary>Claims by the PersistentVolume they ask for by name.</summary>
    public required Shelf<Claim> ClaimsByVolume { get; init; }

    /// <summary>PersistentVolumes by name.</summary>
    public required Shelf<Volume> Volumes { get; init; }

    /// <summary>PersistentVolumes by the name of the claim they are kept for, and by the series it may belong to.</summary>
    public required Shelf<Volume> VolumesByClaim { get; init; }

    /// <summary>PersistentVolumes that are kept for no claim, by class; those without a class under the empty name.</summary>
    public required Shelf<Volume> FreeVolumes { get; init; }

    /// <summary>Classes by name.</summary>
    public required Shelf<StorageClass> Classes { get; init; }

    /// <summary>Default classes under the empty name, the one that Kubernetes takes first.</summary>
    public required Shelf<StorageClass> DefaultClasses { get; init; }

    /// <summary>Namespaces by name.</summary>
    public required Shelf<NamespaceManifest> Namespaces { get; init; }

    /// <summary>ConfigMaps by name.</summary>
    public required Shelf<ConfigMap> ConfigMaps { get; init; }

    /// <summary>Backup operators' plans by the claim they are for; those for whole namespaces under the empty name.</summary>
    public required Shelf<BackupPlan> BackupPlans { get; init; }

    /// <summary>Flux Kustomizations by <c>namespace/name</c>.</summary>
    public required Shelf<Kustomization> Kustomizations { get; init; }

    /// <summary>Flux Kustomizations by the folder they apply.</summary>
    public required Shelf<Kustomization> KustomizationsByPath { get; init; }

    /// <summary>Gathers manifests. Their order does not matter: of two with one name, the one that is nearer to the asker counts, then the first by file and line.</summary>
    public static Inventory Of(IEnumerable<Manifest> manifests)
    {
        var all = manifests.ToArray();
        var judged = all.OfType<Workload>().Where(w => !w.IsOwned).ToArray();
        return new Inventory
        {
            Workloads = Shelf<Workload>.Of(judged, Qualified, WrittenOrder.Instance),
            Consumers = Shelf<Workload>.Of(judged, ClaimNames.MountedBy, WrittenOrder.Instance),
            ConsumersHere = Shelf<Workload>.Of(judged, ClaimNames.MountedHereBy, WrittenOrder.Instance),
            Owned = Shelf<Workload>.Of(judged, OwnerKeys, WrittenOrder.Instance),
            CronJobs = Shelf<Workload>.Of(judged, CronJobKeys, WrittenOrder.Instance),
            Claims = Shelf<Claim>.Of(all.OfType<Claim>(), Qualified, WrittenOrder.Instance),
            ClaimsByName = Shelf<Claim>.Of(all.OfType<Claim>(), Name, WrittenOrder.Instance),
            ClaimsByVolume = Shelf<Claim>.Of(all.OfType<Claim>(), VolumeKeys, WrittenOrder.Instance),
            Volumes = Shelf<Volume>.Of(all.OfType<Volume>(), Name, WrittenOrder.Instance),
            VolumesByClaim = Shelf<Volume>.Of(all.OfType<Volume>(), v => v.ClaimName.Length > 0 ? ClaimNames.Of(v.ClaimName) : [], WrittenOrder.Instance),
            FreeVolumes = Shelf<Volume>.Of(all.OfType<Volume>(), v => v.ClaimName.Length == 0 ? [v.ClassName] : [], WrittenOrder.Instance),
            Classes = Shelf<StorageClass>.Of(all.OfType<StorageClass>(), Name, WrittenOrder.Instance),
            DefaultClasses = Shelf<StorageClass>.Of(all.OfType<StorageClass>(), c => c.IsDefault ? [string.Empty] : [], YoungestFirst.Instance),
            Namespaces = Shelf<NamespaceManifest>.Of(all.OfType<NamespaceManifest>(), Name, WrittenOrder.Instance),
            ConfigMaps = Shelf<ConfigMap>.Of(all.OfType<ConfigMap>(), Name, WrittenOrder.Instance),
            BackupPlans = Shelf<BackupPlan>.Of(all.OfType<BackupPlan>(), PlanKeys, WrittenOrder.Instance),
            Kustomizations = Shelf<Kustomization>.Of(all.OfType<Kustomization>(), Qualified, WrittenOrder.Instance),
            KustomizationsByPath = Shelf<Kustomization>.Of(all.OfType<Kustomization>(), k => k.Path.Length > 0 ? [k.Path] : [], WrittenOrder.Instance),
        };
    }

    /// <summary>The inventory with a manifest in place of any of the same name. One that its owner answers for is left out.</summary>
    public Inventory With(Manifest manifest)
    {
        var rest = Without(manifest);
        return manifest switch
        {
            Workload { IsOwned: true } => rest,
            Workload workload => rest with
            {
                Workloads = rest.Workloads.With(workload),
                Consumers = rest.Consumers.With(workload),
                Owned = rest.Owned.With(workload),
                ConsumersHere = rest.ConsumersHere.With(workload),
                CronJobs = rest.CronJobs.With(workload),
            },
            Claim claim => rest with
            {
                Claims = rest.Claims.With(claim),
                ClaimsByName = rest.ClaimsByName.With(claim),
                ClaimsByVolume = rest.ClaimsByVolume.With(claim),
            },
            Volume volume => rest with
            {
                Volumes = rest.Volumes.With(volume),
                VolumesByClaim = rest.VolumesByClaim.With(volume),
                FreeVolumes = rest.FreeVolumes.With(volume),
            },
            StorageClass storageClass => rest with { Classes = rest.Classes.With(storageClass), DefaultClasses = rest.DefaultClasses.With(storageClass) },
            NamespaceManifest ns => rest with { Namespaces = rest.Namespaces.With(ns) },
            ConfigMap configMap => rest with { ConfigMaps = rest.ConfigMaps.With(configMap) },
            BackupPlan plan => rest with { BackupPlans = rest.BackupPlans.With(plan) },
            Kustomization kustomization => rest with
            {
                Kustomizations = rest.Kustomizations.With(kustomization),
                KustomizationsByPath = rest.KustomizationsByPath.With(kustomization),
            },
            _ => rest,
        };
    }

    /// <summary>The inventory without any manifest of a name. Each is taken off by the keys it stands under, which an update may have changed.</summary>
    public Inventory Without(Manifest manifest) => Known(manifest).Aggregate(this, (rest, known) => rest.Less(known));

    private Inventory Less(Manifest known) => known switch
    {
        Workload workload => this with
        {
            Workloads = Workloads.Without(workload),
            Consumers = Consumers.Without(workload),
            Owned = Owned.Without(workload),
            ConsumersHere = ConsumersHere.Without(workload),
            CronJobs = CronJobs.Without(workload),
        },
        Claim claim => this with
        {
            Claims = Claims.Without(claim),
            ClaimsByName = ClaimsByName.Without(claim),
            ClaimsByVolume = ClaimsByVolume.Without(claim),
        },
        Volume volume => this with
        {
            Volumes = Volumes.Without(volume),
            VolumesByClaim = VolumesByClaim.Without(volume),
            FreeVolumes = FreeVolumes.Without(volume),
        },
        StorageClass storageClass => this with { Classes = Classes.Without(storageClass), DefaultClasses = DefaultClasses.Without(storageClass) },
        NamespaceManifest ns => this with { Namespaces = Namespaces.Without(ns) },
        ConfigMap configMap => this with { ConfigMaps = ConfigMaps.Without(configMap) },
        BackupPlan plan => this with { BackupPlans = BackupPlans.Without(plan) },
        Kustomization kustomization => this with
        {
            Kustomizations = Kustomizations.Without(kustomization),
            KustomizationsByPath = KustomizationsByPath.Without(kustomization),
        },
        _ => this,
    };

    /// <summary>The inventory after a manifest was deleted. That its owner had it is remembered.</summary>
    public Inventory After(Manifest gone) =>
        gone is Workload workload && OwnerKeys(workload) is [var owner] ? Without(gone) with { FormerOwners = FormerOwners.With(owner) } : Without(gone);

    /// <summary>The workloads that use a claim of a name, as one asks who is in a namespace; with no namespace said, those of any.</summary>
    public IEnumerable<Workload> ConsumersOf(string ns, string claim) =>
        ns.Length == 0 ? Consumers.At(claim) : ConsumersHere.At($"{ns}/{claim}").Concat(ConsumersHere.At($"/{claim}"));

    private IEnumerable<Manifest> Known(Manifest manifest) => manifest switch
    {
        Workload => Same(Workloads.At(Qualified(manifest)[0]), manifest),
        Claim => Same(Claims.At(Qualified(manifest)[0]), manifest),
        Volume => Same(Volumes.At(manifest.Name), manifest),
        StorageClass => Same(Classes.At(manifest.Name), manifest),
        NamespaceManifest => Same(Namespaces.At(manifest.Name), manifest),
        ConfigMap => Same(ConfigMaps.At(manifest.Name), manifest),
        BackupPlan => Same([.. BackupPlans.All.Where(plan => string.Equals(plan.Name, manifest.Name, StringComparison.Ordinal))], manifest),
        Kustomization => Same(Kustomizations.At(Qualified(manifest)[0]), manifest),
        _ => [],
    };

    private static IEnumerable<T> Same<T>(ImmutableArray<T> candidates, Manifest manifest)
        where T : Manifest
    {
        foreach (var candidate in candidates)
        {
            if (string.Equals(candidate.Reference.Kind, manifest.Reference.Kind, StringComparison.Ordinal) && string.Equals(candidate.Namespace, manifest.Namespace, StringComparison.Ordinal))
            {
                yield return candidate;
            }
        }
    }

    private static string[] Qualified(Manifest manifest) => [$"{manifest.Namespace}/{manifest.Name}"];

    private static string[] VolumeKeys(Claim claim) => claim.Spec.VolumeName.Length > 0 ? [claim.Spec.VolumeName] : [];

    private static string[] CronJobKeys(Workload workload) => workload.Reference.Kind is "CronJob" ? [workload.Namespace] : [];

    private static string[] OwnerKeys(Workload workload) => workload.Metadata.Controller is { IsJudged: false, Uid: { Length: > 0 } uid } ? [uid] : [];

    private static string[] PlanKeys(BackupPlan plan) => [plan.ClaimName];

    private static string[] Name(Manifest manifest) => [manifest.Name];
}
