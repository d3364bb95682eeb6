using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Every manifest in sight, indexed by the references that lead to it. Immutable: a request reads one snapshot.</summary>
public sealed class Inventory
{
    private readonly ImmutableArray<IShelf> _shelves;

    private Inventory(ImmutableArray<IShelf> shelves, FormerOwners formerOwners)
    {
        _shelves = shelves;
        FormerOwners = formerOwners;
    }

    /// <summary>Nothing in sight.</summary>
    public static Inventory Empty { get; } = Of([]);

    /// <summary>Everything that has a verdict of its own.</summary>
    public IEnumerable<Manifest> Judged => ByName.SelectMany(shelf => shelf.All).Where(m => ManifestKinds.Of(m.Reference) is { IsJudged: true });

    /// <summary>Workloads by <c>namespace/name</c>.</summary>
    public Shelf<Workload> Workloads => On(Shelves.Workloads);

    /// <summary>Workloads by the names of the claims they mount or will make.</summary>
    public Shelf<Workload> Consumers => On(Shelves.Consumers);

    /// <summary>The same workloads by <c>namespace/claim</c>.</summary>
    public Shelf<Workload> ConsumersHere => On(Shelves.ConsumersHere);

    /// <summary>Workloads by the uid of a controller that is not judged itself.</summary>
    public Shelf<Workload> Owned => On(Shelves.Owned);

    /// <summary>Uids of such controllers whose last workload is gone, for when they make another: a drain takes the pod away first.</summary>
    public FormerOwners FormerOwners { get; }

    /// <summary>CronJobs by namespace.</summary>
    public Shelf<Workload> CronJobs => On(Shelves.CronJobs);

    /// <summary>Claims by <c>namespace/name</c>.</summary>
    public Shelf<Claim> Claims => On(Shelves.Claims);

    /// <summary>Claims by name alone.</summary>
    public Shelf<Claim> ClaimsByName => On(Shelves.ClaimsByName);

    /// <summary>Claims by the PersistentVolume they ask for by name.</summary>
    public Shelf<Claim> ClaimsByVolume => On(Shelves.ClaimsByVolume);

    /// <summary>PersistentVolumes by name.</summary>
    public Shelf<Volume> Volumes => On(Shelves.Volumes);

    /// <summary>PersistentVolumes by the name of the claim they are kept for, and by the series it may belong to.</summary>
    public Shelf<Volume> VolumesByClaim => On(Shelves.VolumesByClaim);

    /// <summary>PersistentVolumes that are kept for no claim, by class; those without a class under the empty name.</summary>
    public Shelf<Volume> FreeVolumes => On(Shelves.FreeVolumes);

    /// <summary>Classes by name.</summary>
    public Shelf<StorageClass> Classes => On(Shelves.Classes);

    /// <summary>Default classes under the empty name, the one that Kubernetes takes first.</summary>
    public Shelf<StorageClass> DefaultClasses => On(Shelves.DefaultClasses);

    /// <summary>Namespaces by name.</summary>
    public Shelf<NamespaceManifest> Namespaces => On(Shelves.Namespaces);

    /// <summary>ConfigMaps by name.</summary>
    public Shelf<ConfigMap> ConfigMaps => On(Shelves.ConfigMaps);

    /// <summary>Backup operators' plans by the claim they are for; those for whole namespaces under the empty name.</summary>
    public Shelf<BackupPlan> BackupPlans => On(Shelves.BackupPlans);

    /// <summary>Flux Kustomizations by <c>namespace/name</c>.</summary>
    public Shelf<Kustomization> Kustomizations => On(Shelves.Kustomizations);

    /// <summary>Flux Kustomizations by the folder they apply.</summary>
    public Shelf<Kustomization> KustomizationsByPath => On(Shelves.KustomizationsByPath);

    private IEnumerable<IShelf> ByName => _shelves.Where((_, place) => Shelves.All[place].IsByName);

    /// <summary>
    /// Gathers manifests. Their order does not matter: of two with one name, the one that is nearer to the asker counts, then the first by file and line.
    /// One that its owner answers for is left out.
    /// </summary>
    public static Inventory Of(IEnumerable<Manifest> manifests)
    {
        Manifest[] all = [.. manifests.Where(IsKept)];
        return new Inventory([.. Shelves.All.Select(plan => plan.Fill(all))], FormerOwners.None);
    }

    /// <summary>The inventory with a manifest in place of any of the same name. One that its owner answers for is left out.</summary>
    public Inventory With(Manifest manifest)
    {
        var rest = Without(manifest);
        return IsKept(manifest) ? rest.Each((shelf, one) => shelf.With(one), manifest) : rest;
    }

    /// <summary>The inventory without any manifest of a name. Each is taken off by the keys it stands under, which an update may have changed.</summary>
    public Inventory Without(Manifest manifest) => Find(manifest).Aggregate(this, (rest, known) => rest.Each((shelf, one) => shelf.Without(one), known));

    /// <summary>The inventory after a manifest was deleted. That its owner had it is remembered.</summary>
    public Inventory After(Manifest gone) =>
        gone is Workload workload && Shelves.OwnerKeys(workload) is [var owner] ? new Inventory(Without(gone)._shelves, FormerOwners.With(owner)) : Without(gone);

    /// <summary>The manifests of the name and kind of another.</summary>
    public IReadOnlyList<Manifest> Find(Manifest manifest)
    {
        List<Manifest>? found = null;
        for (var place = 0; place < _shelves.Length; place++)
        {
            if (Shelves.All[place].IsByName)
            {
                foreach (var known in _shelves[place].Find(manifest))
                {
                    if (string.Equals(known.Namespace, manifest.Namespace, StringComparison.Ordinal) && ManifestKinds.Of(known.Reference) == ManifestKinds.Of(manifest.Reference))
                    {
                        (found ??= []).Add(known);
                    }
                }
            }
        }

        return found is null ? [] : found;
    }

    /// <summary>The workloads that use a claim of a name, as one asks who is in a namespace; with no namespace said, those of any.</summary>
    public IEnumerable<Workload> ConsumersOf(string ns, string claim) =>
        ns.Length == 0 ? Consumers.At(claim) : ConsumersHere.At($"{ns}/{claim}").Concat(ConsumersHere.At($"/{claim}"));

    private static bool IsKept(Manifest manifest) => manifest is not Workload { IsOwned: true };

    private Shelf<T> On<T>(ShelfPlan<T> plan)
        where T : Manifest => (Shelf<T>)_shelves[plan.Place];

    private Inventory Each(Func<IShelf, Manifest, IShelf> change, Manifest manifest)
    {
        var shelves = ImmutableArray.CreateBuilder<IShelf>(_shelves.Length);
        foreach (var shelf in _shelves)
        {
            shelves.Add(change(shelf, manifest));
        }

        return new Inventory(shelves.MoveToImmutable(), FormerOwners);
    }
}
