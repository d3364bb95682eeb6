using System.Collections.Concurrent;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Follows the references of objects in one inventory under one policy. Remembers what it found about the inventory; use one for one snapshot, from as
/// many threads as you like. One for an inventory that differs in a few objects shares with it what those do not touch.
/// </summary>
public sealed class Resolver
{
    private readonly StoragePolicy _policy;
    private readonly DateTimeOffset _now;
    private readonly ClaimResolver _claims;
    private readonly NamespaceResolver _namespaces;
    private readonly ProgramResolver _programs;
    private readonly ClaimUsers _users;
    private readonly Resolver? _shared;
    private ProtectionResolver? _protection;
    private WorkloadResolver? _workloads;
    private StorageClassResolver? _classes;
    private Memo<Workload, WorkloadFacts>? _known;

    /// <summary>The mounts of claims of one name, by the claim each of them means.</summary>
    private ConcurrentDictionary<(string Namespace, string Claim), Dictionary<Claim, List<MountFacts>>>? _mounts;

    /// <summary>Makes a resolver of a snapshot, at a moment.</summary>
    public Resolver(Inventory inventory, StoragePolicy policy, DateTimeOffset now)
        : this(inventory, policy, now, shared: null)
    {
    }

    private Resolver(Inventory inventory, StoragePolicy policy, DateTimeOffset now, Resolver? shared)
    {
        (Inventory, _policy, _now, _shared, Expiry) = (inventory, policy, now, shared, shared?.Expiry ?? new Expiry());
        _claims = ClaimResolver.For(inventory, policy, shared?._claims);
        _namespaces = NamespaceResolver.For(inventory, policy, shared?._namespaces);
        _programs = ProgramResolver.For(inventory, policy, shared?._programs);
        _users = new ClaimUsers(inventory, Consumers, shared?._users);
    }

    /// <summary>Until when what was found stays so, if nothing changes.</summary>
    internal Expiry Expiry { get; }

    /// <summary>The snapshot.</summary>
    public Inventory Inventory { get; }

    /// <summary>The workloads that are known. One that is asked about is asked about once.</summary>
    private Memo<Workload, WorkloadFacts> Known => _known ?? Interlocked.CompareExchange(ref _known, new(Inventory, Find), comparand: null) ?? _known;

    /// <summary>What follows workloads to their data. It is made when it is asked, as the next one is: a question about a class asks neither.</summary>
    private WorkloadResolver Workloads => _workloads ?? Interlocked.CompareExchange(
        ref _workloads,
        new WorkloadResolver(Inventory, _policy, Day.Of(_now), _claims, _namespaces, _programs, _users),
        comparand: null) ?? _workloads;

    private StorageClassResolver Classes => _classes ?? Interlocked.CompareExchange(
        ref _classes,
        new StorageClassResolver(Inventory, _policy, _claims, Consumers, workload => Known.Of(workload).AllMounts),
        comparand: null) ?? _classes;

    private ProtectionResolver Protection => _protection ?? Interlocked.CompareExchange(
        ref _protection,
        new ProtectionResolver(
            Inventory,
            _policy,
            _now,
            Expiry,
            workload => Workloads.Resolve(workload).AllMounts,
            _shared?.Protection),
        comparand: null) ?? _protection;

    /// <summary>A resolver of an inventory that differs from this one in a few objects.</summary>
    public Resolver In(Inventory inventory) => new(inventory, _policy, _now, shared: this);

    /// <summary>The facts about an object; null for a kind that is not judged.</summary>
    public SubjectFacts? Resolve(Manifest manifest) => manifest switch
    {
        Workload or Claim or StorageClass or Volume when ObjectSize.Of(manifest) is { IsTooLarge: true } size =>
            new OversizedFacts { Subject = manifest, Size = size, Surroundings = Around(manifest) },
        Workload workload => _shared is null ? Known.Of(workload) : Find(workload),
        Claim claim => Resolve(claim),
        StorageClass storageClass => Classes.Resolve(storageClass, Around(storageClass)),
        _ => null,
    };

    /// <summary>The facts about an object that was another one before, where other images make a difference.</summary>
    public SubjectFacts? Resolve(Manifest manifest, Manifest before)
    {
        var facts = Resolve(manifest);
        return facts is WorkloadFacts now && before is Workload earlier && !now.Workload.Pod.HasImagesOf(earlier.Pod) && !ObjectSize.Of(earlier).IsTooLarge
            ? now with { Earlier = _programs.Of(earlier).Programs, EarlierPod = earlier.Pod }
            : facts;
    }

    /// <summary>What is known of a workload, with what covers each of its mounts.</summary>
    private WorkloadFacts Find(Workload workload)
    {
        var facts = Workloads.Resolve(workload);
        var (mounts, elsewhere) = (Protected(facts.AllMounts), Protected(facts.Elsewhere));
        return ReferenceEquals(mounts, facts.AllMounts) && ReferenceEquals(elsewhere, facts.Elsewhere)
            ? facts
            : ReplicaCoverage.Parted(facts with { AllMounts = mounts, Elsewhere = elsewhere });
    }

    private IReadOnlyList<MountFacts> Protected(IReadOnlyList<MountFacts> all)
    {
        MountFacts[]? mounts = null;
        for (var i = 0; i < all.Count; i++)
        {
            var coverage = Protection.Of(all[i]);
            var alike = all[i].Alike.Count == 0 ? all[i].Alike : Protected(all[i].Alike);
            if (!ReferenceEquals(coverage, Coverage.None) || !ReferenceEquals(alike, all[i].Alike))
            {
                (mounts ??= [.. all])[i] = all[i] with { Coverage = coverage, Alike = alike };
            }
        }

        return mounts ?? all;
    }

    /// <summary>A mount as it would be with another chain behind its claim.</summary>
    internal MountFacts On(MountFacts mount, ClaimLink link) => Protected(mount with { Claim = link, Backend = link.Backend, Alike = [] });

    private MountFacts Protected(MountFacts mount) => mount with { Coverage = Protection.Of(mount) };

    private ClaimFacts Resolve(Claim claim)
    {
        var link = _claims.Resolve(claim);
        var consumers = new List<MountFacts>();
        var together = new Together(consumers);
        consumers.AddRange(Consumers(claim).Select(mount => (mount.IsOn(link) ? mount : On(mount, link)) with { Beside = together }));
        return new ClaimFacts
        {
            Claim = claim,
            Link = link,
            Surroundings = Around(claim),
            Consumers = consumers,
            Alone = consumers.Exists(mount => !mount.IsOnlyCopied)
                ? null
                : new Lazy<MountFacts>(() => On(Workloads.Resolve(UnmountedClaim.User(claim)).AllMounts[0], link)),
            Kustomization = KustomizationOf.Find(claim, Inventory),
        };
    }

    /// <summary>What would be known of a claim if it were otherwise, and the same workloads mounted it.</summary>
    public ClaimFacts Resolve(ClaimFacts claim, Claim changed)
    {
        var link = Link(changed);
        return claim with { Claim = changed, Link = link, Consumers = [.. claim.Consumers.Select(mount => On(mount, link))] };
    }

    /// <summary>The chain behind a claim.</summary>
    public ClaimLink Link(Claim claim) => _claims.Resolve(claim);

    /// <summary>Mounts of a claim, whoever has them: by its name, or through the template it was made from.</summary>
    private List<MountFacts> Consumers(Claim claim)
    {
        // Only names that are mounted are remembered: whoever asks may ask for any.
        if (ClaimNames.Of(claim.Name).All(name => Inventory.Consumers.At(name).IsEmpty))
        {
            return [];
        }

        var mounts = _mounts ?? Interlocked.CompareExchange(ref _mounts, new(concurrencyLevel: 1, capacity: 7), comparand: null) ?? _mounts;
        return mounts.GetOrAdd((claim.Namespace, claim.Name), Mounts).TryGetValue(claim, out var found) ? found : [];
    }

    private Dictionary<Claim, List<MountFacts>> Mounts((string Namespace, string Claim) name)
    {
        var mounts = new Dictionary<Claim, List<MountFacts>>(ReferenceEqualityComparer.Instance);
        foreach (var key in ClaimNames.Of(name.Claim))
        {
            foreach (var workload in Inventory.ConsumersOf(name.Namespace, key).Where(workload => !ObjectSize.Of(workload).IsTooLarge))
            {
                if (Inventory.ClaimOf(workload.Namespace, name.Claim, workload.Source.Folder) is { } claim)
                {
                    var ofClaim = mounts.TryGetValue(claim, out var known) ? known : mounts[claim] = [];
                    ofClaim.AddRange(Known.Of(workload).Mounts.Where(mount => ClaimNames.Mounts(workload, mount.Volume, key)));
                }
            }
        }

        return mounts;
    }

    private Surroundings Around(Manifest manifest) => new(Inventory, _namespaces.Resolve(manifest.Namespace, manifest.Source.Folder), Day.Of(_now), _users);
}
