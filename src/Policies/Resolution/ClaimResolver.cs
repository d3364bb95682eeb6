using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Follows a claim to what is behind it. The order of truth: a PersistentVolume kept for the claim, a PersistentVolume
/// that will fit it, the provisioner of its class, the policy's word about the class, a guess by the class's name.
/// </summary>
internal sealed class ClaimResolver
{
    private readonly Shelf<Claim> _claims;
    private readonly ChainShelves _shelves;
    private readonly StoragePolicy _policy;
    private readonly Memo<Claim, ClaimLink> _links;
    private RivalClaims? _rivals;

    private ClaimResolver(Inventory inventory, ChainShelves shelves, StoragePolicy policy, ClaimResolver? shared)
    {
        (_claims, _shelves, _policy) = (inventory.Claims, shelves, policy);
        _links = new Memo<Claim, ClaimLink>(inventory, Follow, shared?._links);
    }

    /// <summary>A resolver for an inventory, which shares what another has found out where everything that chains depend on is the same.</summary>
    public static ClaimResolver For(Inventory inventory, StoragePolicy policy, ClaimResolver? shared)
    {
        var shelves = ChainShelves.Of(inventory);
        return shared is null || shared._shelves != shelves ? new ClaimResolver(inventory, shelves, policy, shared: null)
            : ReferenceEquals(shared._claims, inventory.Claims) ? shared
            : new ClaimResolver(inventory, shelves, policy, shared);
    }

    /// <summary>Made when somebody asks: where no volumes wait for any claim, nobody does.</summary>
    private RivalClaims Rivals => _rivals ?? Interlocked.CompareExchange(ref _rivals, new RivalClaims(_shelves), comparand: null) ?? _rivals;

    /// <summary>The chain behind a claim.</summary>
    public ClaimLink Resolve(Claim claim) => _links.Of(claim);

    private ClaimLink Follow(Claim claim) => Resolve(claim.Spec, claim.Namespace, claim.Name, claim.Source.Folder) with { Claim = claim };

    /// <summary>A claim still to be made.</summary>
    public ClaimLink Resolve(ClaimTemplate template, string ns, string folder) =>
        Resolve(template.Spec, ns, string.Empty, folder) with { Name = template.Name, Template = template };

    /// <summary>The volumes that are kept for claims still to be made of a template, by the names they will have.</summary>
    public IEnumerable<(int Ordinal, Volume Volume)> Kept(ClaimTemplate template, Workload workload) =>
        template.Spec.VolumeName.Length == 0 ? ReservedVolumes.For(template, workload, _shelves) : [];

    /// <summary>A claim still to be made for which a volume is kept.</summary>
    public ClaimLink On(ClaimLink toBeMade, string name, Volume kept) => toBeMade with { Name = name, Volume = kept, Backend = OfVolume(kept) };

    private ClaimLink Resolve(ClaimSpec spec, string ns, string name, string folder)
    {
        var storageClass = ClassOf(spec.Class, folder);
        var link = new ClaimLink { Namespace = ns, Name = name, Spec = spec, Class = storageClass, Backend = new Backend.Unseen(string.Empty) };
        if (Bound(spec, ns, name, folder) is { } bound)
        {
            return link with { Volume = bound, Backend = OfVolume(bound) };
        }

        var candidates = StaticVolumes.For(spec, storageClass, _shelves, folder);
        if (candidates.Count == 0)
        {
            return link with { Backend = FromClass(spec, storageClass) };
        }

        return spec.Selector is null && (storageClass is StorageClassReference.Unset || IsProvisioned(storageClass))
            ? FirstCome(link, spec, candidates, folder)
            : FromCandidates(candidates.Count == 1 ? link with { Volume = candidates[0] } : link, candidates, folder);
    }

    private Backend FromClass(ClaimSpec spec, StorageClassReference storageClass) => storageClass switch
    {
        StorageClassReference.Known { Class: { Provisioner.Length: 0 } patch } =>
            BackendResolver.OfName(patch.Name, spec.AccessModes, spec.IsBlock, _shelves.Classes.Keys, _policy),
        StorageClassReference.Known { Class: var known } =>
            BackendResolver.OfClass(known, spec.AccessModes, spec.IsBlock, _policy, PoolObjects.Of(known, _shelves.VolumeObjects, _policy)),
        StorageClassReference.Missing missing => BackendResolver.OfName(missing.Name, spec.AccessModes, spec.IsBlock, _shelves.Classes.Keys, _policy),
        StorageClassReference.Static when spec.VolumeName.Length > 0 => new Backend.Unseen($"PersistentVolume '{spec.VolumeName}' was not found"),
        StorageClassReference.Static => new Backend.Unseen("no PersistentVolume fits the claim"),
        _ when spec.VolumeName.Length > 0 => new Backend.Unseen($"PersistentVolume '{spec.VolumeName}' was not found"),
        _ => new Backend.Unseen("it names no StorageClass and no default class was found"),
    };

    /// <summary>Several volumes may fit; when they are of one kind it does not matter which one it will be.</summary>
    private ClaimLink FromCandidates(ClaimLink link, IReadOnlyList<Volume> candidates, string folder)
    {
        var first = candidates.Count == 1 ? candidates[0] : System.Collections.Immutable.ImmutableArray.CreateRange(candidates).Nearest(folder)!;
        var backend = OfVolume(first);
        var alike = candidates.All(c => IsAlike(backend, OfVolume(c)));
        return alike || candidates.Count == 1
            ? link with { Backend = backend }
            : link with { Backend = new Backend.Unseen($"{candidates.Count} PersistentVolumes of different kinds fit the claim") };
    }

    /// <summary>Whether a class makes volumes for claims that find none.</summary>
    private bool IsProvisioned(StorageClassReference storageClass) => storageClass switch
    {
        StorageClassReference.Known { Class.Provisioner: { Length: > 0 } by } => !string.Equals(by, BackendResolver.NoProvisioner, StringComparison.Ordinal),
        StorageClassReference.Missing { Name: var name } => _policy.Classes.ContainsKey(name),
        _ => false,
    };

    /// <summary>
    /// A claim of a class that provisions, or of none where no default is known, where volumes of the class wait too: who comes first gets one of these.
    /// </summary>
    private ClaimLink FirstCome(ClaimLink link, ClaimSpec spec, IReadOnlyList<Volume> candidates, string folder)
    {
        var made = FromClass(spec, link.Class);
        var left = Rivals.Left(spec, folder, candidates);
        if (left.Count == 0)
        {
            return link with { Backend = made };
        }

        var found = FromCandidates(left.Count == 1 ? link with { Volume = left[0] } : link, left, folder);
        if (IsAlike(found.Backend, made))
        {
            return found;
        }

        var rivals = Rivals.Count(spec, folder, left);
        return rivals < left.Count
            ? found
            : link with
            {
                Backend = new Backend.Unseen($"PersistentVolume {left[0].Name} fits the claim and {rivals} other{(rivals == 1 ? string.Empty : "s")} "
                    + (link.Class is StorageClassReference.Unset ? "without a class, and one gets it"
                        : $"of class {link.Class.Name}, which makes volumes for those that do not get it")),
            };
    }

    private static bool IsAlike(Backend one, Backend other) => one is Backend.Known { Traits: var first }
        && other is Backend.Known { Traits: var second }
        && first.Protocol == second.Protocol
        && first.Where == second.Where;

    private Volume? Bound(ClaimSpec spec, string ns, string name, string folder)
    {
        if (spec.VolumeName.Length > 0)
        {
            return _shelves.Volumes.Nearest(spec.VolumeName, folder);
        }

        return name.Length > 0 ? ReservedVolumes.For(name, ns, folder, _shelves) : null;
    }

    private Backend OfVolume(Volume volume) =>
        BackendResolver.OfVolume(
            volume,
            _shelves.Classes.Nearest(volume.ClassName, volume.Source.Folder),
            ObjectOf(volume),
            _shelves.VolumeObjects,
            _policy);

    /// <summary>What the operator of a volume's driver says about it; null where that is not known.</summary>
    private BackupObject? ObjectOf(Volume volume)
    {
        foreach (var known in volume.Backing.Handle.Length > 0 ? _shelves.VolumeObjects.At(volume.Backing.Handle) : [])
        {
            if (ShippedOperators.Of(known.Kind).Marked("driver", volume.Backing.Name))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>The class a claim ends up with.</summary>
    public StorageClassReference ClassOf(Claim claim) => ClassOf(claim.Spec.Class, claim.Source.Folder);

    private StorageClassReference ClassOf(ClassRequest request, string folder)
    {
        switch (request)
        {
            case ClassRequest.Named named:
                return _shelves.Classes.Nearest(named.Name, folder) is { } found
                    ? Known(found, folder)
                    : new StorageClassReference.Missing(named.Name);
            case ClassRequest.Static:
                return StorageClassReference.Static.Instance;
            default:
                var chosen = _shelves.DefaultClasses.Nearest(string.Empty, folder);
                return chosen is null ? StorageClassReference.Unset.Instance : Known(chosen, folder) with { ByDefault = true };
        }
    }

    private StorageClassReference.Known Known(StorageClass found, string folder)
    {
        var (server, share) = found.Server.Length > 0 ? (found.Server, found.Parameter("share"))
            : _shelves.Provisioners.Nearest(found.Provisioner, folder) is { } maker ? ProvisionerVariables.Place(maker, found.Provisioner)
            : (string.Empty, string.Empty);
        return new StorageClassReference.Known(found) { Server = server, Share = share };
    }
}
