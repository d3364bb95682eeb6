using System.Collections.Concurrent;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Follows the references of objects in one inventory under one policy. Remembers what it found about the inventory; use one for one snapshot, from as many threads as you like.</summary>
public sealed class Resolver
{
    private readonly Inventory _inventory;
    private readonly StoragePolicy _policy;
    private readonly DateOnly _today;
    private readonly ClaimResolver _claims;
    private readonly NamespaceResolver _namespaces;
    private readonly WorkloadResolver _workloads;
    private readonly Lazy<ILookup<object, Claim>> _claimsByClass;
    private readonly ClaimUsers _users;
    private readonly ConcurrentDictionary<(string Namespace, string Claim), MountsOfName> _mounts = new();
    private readonly ConcurrentDictionary<Workload, WorkloadFacts> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes a resolver of a snapshot, on a day.</summary>
    public Resolver(Inventory inventory, StoragePolicy policy, DateOnly today)
    {
        _inventory = inventory;
        _policy = policy;
        _today = today;
        _claims = new ClaimResolver(inventory, policy);
        _namespaces = new NamespaceResolver(inventory, policy);
        _users = new ClaimUsers(inventory);
        _workloads = new WorkloadResolver(inventory, policy, today, _claims, _namespaces, new BackupResolver(inventory, policy), _users);
        _claimsByClass = new Lazy<ILookup<object, Claim>>(() => inventory.Claims.All.ToLookup(c => (object)(_claims.ClassOf(c) is StorageClassReference.Known known ? known.Class : c.Spec.Class.Name)));
    }

    /// <summary>The facts about an object; null for a kind that is not judged.</summary>
    public SubjectFacts? Resolve(Manifest manifest) => manifest switch
    {
        Workload or Claim or StorageClass or Volume when ObjectSize.Of(manifest) is { IsTooLarge: true } size => new OversizedFacts { Subject = manifest, Size = size, Surroundings = Around(manifest) },
        Workload workload => Resolve(workload),
        Claim claim => Resolve(claim),
        StorageClass storageClass => Resolve(storageClass),
        _ => null,
    };

    /// <summary>Any workload. One that comes over the wire is only asked about and not remembered: questions have no end.</summary>
    private WorkloadFacts Resolve(Workload workload) => workload.Source is ManifestSource.Text ? InSight(workload) : _workloads.Resolve(workload);

    /// <summary>A workload of the inventory.</summary>
    private WorkloadFacts InSight(Workload workload)
    {
        if (!_known.TryGetValue(workload, out var facts))
        {
            _known[workload] = facts = _workloads.Resolve(workload);
        }

        return facts;
    }

    private ClaimFacts Resolve(Claim claim)
    {
        var link = _claims.Resolve(claim);
        var consumers = new List<MountFacts>();
        var together = new Together(consumers);
        consumers.AddRange((IsNews(claim) ? new Resolver(_inventory.With(claim), _policy, _today) : this).Consumers(claim).Select(mount => mount with { Claim = link, Backend = link.Backend, Beside = together }));
        return new ClaimFacts
        {
            Claim = claim,
            Link = link,
            Surroundings = Around(claim),
            Consumers = consumers,
            Kustomization = KustomizationOf.Find(claim, _inventory),
        };
    }

    /// <summary>What would be known of a claim if it were otherwise, and the same workloads mounted it.</summary>
    public ClaimFacts Resolve(ClaimFacts claim, Claim changed)
    {
        var link = Link(changed);
        return claim with { Claim = changed, Link = link, Consumers = [.. claim.Consumers.Select(mount => mount with { Claim = link, Backend = link.Backend })] };
    }

    /// <summary>The chain behind a claim.</summary>
    public ClaimLink Link(Claim claim) => _claims.Resolve(claim);

    /// <summary>Whether a claim says something of its data that the workloads in sight were not resolved with.</summary>
    private bool IsNews(Claim claim) =>
        claim.Source is ManifestSource.Wire
        && Annotation.SaysOfData(claim.Metadata.Annotations)
        && !_inventory.Claims.At($"{claim.Namespace}/{claim.Name}").Any(known => ReferenceEquals(known, claim));

    private StorageClassFacts Resolve(StorageClass storageClass) => new()
    {
        Class = storageClass,
        Surroundings = Around(storageClass),
        Backend = BackendResolver.OfClass(storageClass, AccessModes.ReadWriteOnce, isBlock: false, _policy),
        Entry = _policy.Catalog.FindBackend(storageClass.Provisioner),
        Consumers = [.. ClaimsOf(storageClass).SelectMany(Consumers)],
    };

    /// <summary>The claims that end up with a class. Folders may hold a class of one name several times; there the very manifest counts, elsewhere its name.</summary>
    private IEnumerable<Claim> ClaimsOf(StorageClass storageClass)
    {
        var known = storageClass.Source is ManifestSource.Wire ? _inventory.Classes.Nearest(storageClass.Name, string.Empty) : storageClass;
        return (known is null ? [] : _claimsByClass.Value[known]).Concat(_claimsByClass.Value[storageClass.Name]);
    }

    /// <summary>Mounts of a claim, whoever has them: by its name, or through the template it was made from.</summary>
    private IEnumerable<MountFacts> Consumers(Claim claim)
    {
        foreach (var name in ClaimNames.Of(claim.Name))
        {
            // Only names that are mounted are remembered: whoever asks may ask for any.
            if (_inventory.Consumers.At(name).IsEmpty)
            {
                continue;
            }

            foreach (var mount in _mounts.GetOrAdd((claim.Namespace, name), Mounts).Of(claim))
            {
                if (Means(mount, claim, name))
                {
                    yield return mount;
                }
            }
        }
    }

    private MountsOfName Mounts((string Namespace, string Claim) name) => new([.. _inventory.ConsumersOf(name.Namespace, name.Claim).Where(workload => !ObjectSize.Of(workload).IsTooLarge).SelectMany(workload => InSight(workload).Mounts)]);

    private static bool Means(MountFacts mount, Claim claim, string name) => mount.Volume.Source switch
    {
        VolumeSource.ByClaim source => string.Equals(source.ClaimName, name, StringComparison.Ordinal) && (mount.Claim?.Claim is not { } found || Same(found, claim)),
        VolumeSource.ByTemplate source => string.Equals(source.Template.Series.Key, name, StringComparison.Ordinal),
        VolumeSource.ByEphemeralClaim => true,
        _ => false,
    };

    /// <summary>Folders may hold one claim twice, as base and as overlay; there the very manifest counts, elsewhere its name.</summary>
    private static bool Same(Claim found, Claim claim) => found.Source is ManifestSource.Text && claim.Source is ManifestSource.Text
        ? ReferenceEquals(found, claim)
        : found.Namespace.Length == 0 || found.Reference == claim.Reference;

    private Surroundings Around(Manifest manifest) => new(_inventory, _namespaces.Resolve(manifest.Namespace, manifest.Source.Folder), _today, _users);
}
