using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Every known manifest, indexed by the references that lead to it. Immutable: a request reads one snapshot.</summary>
public sealed class Inventory
{
    private readonly IShelf?[] _shelves;
    private readonly Inventory? _former;
    private readonly IReadOnlyList<Manifest> _gone = [];
    private readonly Manifest? _come;

    private Inventory(IShelf?[] shelves, FormerOwners formerOwners) => (_shelves, FormerOwners) = (shelves, formerOwners);

    /// <summary>
    /// An inventory that differs in a few manifests. A shelf is made when it is looked at; most questions look at few. Those that none of the manifests can
    /// stand on are the former's.
    /// </summary>
    private Inventory(Inventory former, IReadOnlyList<Manifest> gone, Manifest? come, FormerOwners formerOwners)
    {
        _shelves = new IShelf?[Shelves.EndOf(come, gone)];
        (_former, _gone, _come, FormerOwners) = (former, gone, come, formerOwners);
    }

    /// <summary>Nothing.</summary>
    public static Inventory Empty { get; } = Of([]);

    /// <summary>The one object in which it differs from the inventory before it; null where it differs in others, or in none.</summary>
    internal Manifest? Changed => _gone.Count == 0 || (_come is { } come && _gone.All(come.IsCalledLike)) ? _come : null;

    /// <summary>Everything that has a name.</summary>
    public IEnumerable<Manifest> All => Shelves.ByName.SelectMany(place => At(place).All);

    /// <summary>Everything that has a verdict of its own.</summary>
    public IEnumerable<Manifest> Judged => All.Where(m => ManifestKinds.Of(m.Reference) is { IsJudged: true });

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

    /// <summary>Workloads by the classes that claims still to be made of their templates will ask for; none under the empty name.</summary>
    public Shelf<Workload> MakersByClass => On(Shelves.MakersByClass);

    /// <summary>Workloads by the PersistentVolumes that such claims will ask for by name.</summary>
    public Shelf<Workload> MakersByVolume => On(Shelves.MakersByVolume);

    /// <summary>CronJobs by namespace.</summary>
    public Shelf<Workload> CronJobs => On(Shelves.CronJobs);

    /// <summary>CronJobs by the names of the claims they mount.</summary>
    public Shelf<Workload> Copiers => On(Shelves.Copiers);

    /// <summary>CronJobs by what holds the bytes of the volumes that they name themselves (<see cref="PlaceKeys"/>).</summary>
    public Shelf<Workload> CopiersByPlace => On(Shelves.CopiersByPlace);

    /// <summary>Workloads that stay, by namespace.</summary>
    public Shelf<Workload> WorkloadsHere => On(Shelves.WorkloadsHere);

    /// <summary>Workloads by the last parts of their images' names.</summary>
    public Shelf<Workload> WorkloadsByImage => On(Shelves.WorkloadsByImage);

    /// <summary>Workloads by the provisioners that they run, where their environment names them.</summary>
    public Shelf<Workload> Provisioners => On(Shelves.Provisioners);

    /// <summary>Claims by <c>namespace/name</c>.</summary>
    public Shelf<Claim> Claims => On(Shelves.Claims);

    /// <summary>Claims by name alone.</summary>
    public Shelf<Claim> ClaimsByName => On(Shelves.ClaimsByName);

    /// <summary>Claims by the class they ask for; those that name none under the empty name.</summary>
    public Shelf<Claim> ClaimsByClass => On(Shelves.ClaimsByClass);

    /// <summary>Claims by <c>namespace/series</c>: every series of a StatefulSet's template that they may belong to.</summary>
    public Shelf<Claim> ClaimsBySeries => On(Shelves.ClaimsBySeries);

    /// <summary>Claims by the PersistentVolume they ask for by name.</summary>
    public Shelf<Claim> ClaimsByVolume => On(Shelves.ClaimsByVolume);

    /// <summary>PersistentVolumes by name.</summary>
    public Shelf<Volume> Volumes => On(Shelves.Volumes);

    /// <summary>PersistentVolumes by the name of the claim they are kept for, and by the series it may belong to.</summary>
    public Shelf<Volume> VolumesByClaim => On(Shelves.VolumesByClaim);

    /// <summary>PersistentVolumes that are kept for no claim, by class; those without a class under the empty name.</summary>
    public Shelf<Volume> FreeVolumes => On(Shelves.FreeVolumes);

    /// <summary>PersistentVolumes by what holds their bytes (<see cref="PlaceKeys"/>).</summary>
    public Shelf<Volume> VolumesByPlace => On(Shelves.VolumesByPlace);

    /// <summary>Classes by name.</summary>
    public Shelf<StorageClass> Classes => On(Shelves.Classes);

    /// <summary>Default classes under the empty name, the one that Kubernetes takes first.</summary>
    public Shelf<StorageClass> DefaultClasses => On(Shelves.DefaultClasses);

    /// <summary>Namespaces by name.</summary>
    public Shelf<NamespaceManifest> Namespaces => On(Shelves.Namespaces);

    /// <summary>Nodes by name. Files seldom hold them.</summary>
    public Shelf<NodeManifest> Nodes => On(Shelves.Nodes);

    /// <summary>ConfigMaps by name.</summary>
    public Shelf<ConfigMap> ConfigMaps => On(Shelves.ConfigMaps);

    /// <summary>Services by namespace.</summary>
    public Shelf<Service> ServicesHere => On(Shelves.ServicesHere);

    /// <summary>Services by the IP addresses that they are reached at.</summary>
    public Shelf<Service> ServicesByAddress => On(Shelves.ServicesByAddress);

    /// <summary>The names of Secrets' keys, by the Secret's name.</summary>
    public Shelf<SecretKeys> Secrets => On(Shelves.Secrets);

    /// <summary>Objects of backup operators by what they are asked for: plans for a claim by its name, others by their role, runs by what was copied.</summary>
    public Shelf<BackupObject> Backups => On(Shelves.Backups);

    /// <summary>What operators say about volumes, by the handle of the volume.</summary>
    public Shelf<BackupObject> VolumeObjects => On(Shelves.VolumeObjects);

    /// <summary>Flux Kustomizations by <c>namespace/name</c>.</summary>
    public Shelf<Kustomization> Kustomizations => On(Shelves.Kustomizations);

    /// <summary>Flux Kustomizations by the folder they apply.</summary>
    public Shelf<Kustomization> KustomizationsByPath => On(Shelves.KustomizationsByPath);

    /// <summary>
    /// Gathers manifests. Their order does not matter: of two with one name, the one nearer to the asker counts, then the first by file and line.
    /// One that its owner answers for is left out.
    /// </summary>
    public static Inventory Of(IEnumerable<Manifest> manifests)
    {
        Manifest[] all = [.. manifests.Where(IsKept)];
        return new Inventory([.. Shelves.All.Select(plan => plan.Fill(all))], FormerOwners.None);
    }

    /// <summary>The inventory with a manifest in place of what is the same object. One that its owner answers for is left out.</summary>
    public Inventory With(Manifest manifest) => Find(manifest) is var found && found is [var known] && ReferenceEquals(known, manifest)
        ? this
        : new Inventory(Settled, found, IsKept(manifest) ? manifest : null, FormerOwners);

    /// <summary>The inventory without an object. It is taken off by the keys it stands under, which an update may have changed.</summary>
    public Inventory Without(Manifest manifest) => Find(manifest) is { Count: > 0 } found ? new Inventory(Settled, found, come: null, FormerOwners) : this;

    /// <summary>The inventory after an object was deleted. That its owner had it is remembered.</summary>
    public Inventory After(Manifest gone) => gone is Workload workload && Shelves.OwnerKeys(workload) is [var owner]
        ? new Inventory(Settled, Find(gone), come: null, FormerOwners.With(owner))
        : Without(gone);

    /// <summary>Whether a manifest itself is known.</summary>
    public bool Holds(Manifest manifest) => Shelves.ByNameOf(manifest) is >= 0 and var place && At(place).Holds(manifest);

    /// <summary>
    /// What is the same object as a manifest. In files that is the manifest itself: a folder may hold an object as base and as overlay. What an API server
    /// sends replaces whatever has its group, kind, namespace and name; what has no name yet replaces nothing.
    /// </summary>
    public IReadOnlyList<Manifest> Find(Manifest manifest)
    {
        if (manifest.Source is not ManifestSource.Wire || !manifest.HasName)
        {
            return Holds(manifest) ? [manifest] : [];
        }

        return Shelves.ByNameOf(manifest) is >= 0 and var place ? At(place).Find(manifest) : [];
    }

    /// <summary>The claim that is meant by a name, as one asks who is in a namespace and a folder; null when none known is.</summary>
    public Claim? ClaimOf(string ns, string name, string folder) =>
        Claims.Nearest(ns, name, folder) ?? (ns.Length > 0 ? Claims.Nearest(string.Empty, name, folder) : ClaimsByName.Nearest(name, folder));

    /// <summary>The workloads that use a claim of a name, as one asks who is in a namespace; with no namespace said, those of any.</summary>
    public IEnumerable<Workload> ConsumersOf(string ns, string claim) =>
        ns.Length == 0 ? Consumers.At(claim) : ConsumersHere.At(ns, claim).Concat(ConsumersHere.At(string.Empty, claim));

    private static bool IsKept(Manifest manifest) => manifest is not Workload { IsOwned: true };

    private Shelf<T> On<T>(ShelfPlan<T> plan) where T : Manifest => (Shelf<T>)At(plan.Place);

    private IShelf At(int place) => place >= _shelves.Length ? _former!.At(place)
        : _shelves[place] ?? Interlocked.CompareExchange(ref _shelves[place], Made(_former!.At(place)), comparand: null) ?? _shelves[place]!;

    private IShelf Made(IShelf shelf) => _gone.Aggregate(shelf, static (shelf, gone) => shelf.Without(gone)).With(_come);

    /// <summary>The same with every shelf made, so that nothing is kept of what was before.</summary>
    private Inventory Settled => _former is null ? this : new Inventory([.. Enumerable.Range(0, Shelves.All.Length).Select(At)], FormerOwners);
}
