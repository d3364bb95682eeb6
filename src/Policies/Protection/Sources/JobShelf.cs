using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>The CronJobs of an inventory, and what each of them copies, read once for whoever asks.</summary>
internal sealed class JobShelf
{
    private readonly Inventory _inventory;
    private readonly StoragePolicy _policy;
    private readonly Func<Workload, IReadOnlyList<MountFacts>> _mountsOf;
    private ConcurrentDictionary<Workload, JobBackups>? _known;
    private ConcurrentDictionary<MountFacts, Backup[]>? _onwards;
    private ConcurrentDictionary<string, NearestJobs>? _byClaim;
    private ConcurrentDictionary<string, NearestJobs>? _here;
    private FrozenDictionary<string, NearestJobs>? _abroad;
    private JobsByPlace? _places;
    private object? _maker;

    private JobShelf(Inventory inventory, StoragePolicy policy, Func<Workload, IReadOnlyList<MountFacts>> mountsOf) =>
        (_inventory, _policy, _mountsOf) = (inventory, policy, mountsOf);

    /// <summary>Made when somebody asks: many a question is of a world in which no job is.</summary>
    private ConcurrentDictionary<Workload, JobBackups> Known =>
        _known ?? Interlocked.CompareExchange(ref _known, new(ReferenceEqualityComparer.Instance), comparand: null) ?? _known;

    /// <summary>What other jobs do about a volume to which one copies, by its mount of it: many copies go to one place.</summary>
    private ConcurrentDictionary<MountFacts, Backup[]> Onwards =>
        _onwards ?? Interlocked.CompareExchange(ref _onwards, new(ReferenceEqualityComparer.Instance), comparand: null) ?? _onwards;

    /// <summary>The jobs by the names of the claims that they mount.</summary>
    private ConcurrentDictionary<string, NearestJobs> ByClaim =>
        _byClaim ?? Interlocked.CompareExchange(ref _byClaim, new(StringComparer.Ordinal), comparand: null) ?? _byClaim;

    /// <summary>The jobs by namespace.</summary>
    private ConcurrentDictionary<string, NearestJobs> Here =>
        _here ?? Interlocked.CompareExchange(ref _here, new(StringComparer.Ordinal), comparand: null) ?? _here;

    /// <summary>The jobs that dump a server of another namespace, by that namespace.</summary>
    private FrozenDictionary<string, NearestJobs> Abroad => _abroad ?? Interlocked.CompareExchange(ref _abroad, DumpedAbroad(), comparand: null) ?? _abroad;

    private JobsByPlace ByPlace => _places ?? Interlocked.CompareExchange(ref _places, new JobsByPlace(_inventory), comparand: null) ?? _places;

    /// <summary>Whether any job makes backups, as far as is known.</summary>
    public bool MakeBackups => !_inventory.CronJobs.IsEmpty && Maker is Workload;

    /// <summary>The first job that makes backups; this shelf where none does.</summary>
    private object Maker => _maker ??= _inventory.CronJobs.All.FirstOrDefault(job => Reading(job).IsBackup) ?? (object)this;

    /// <summary>The shelf of an inventory: the one that there is, where everything that jobs depend on is the same.</summary>
    public static JobShelf For(
        Inventory inventory,
        StoragePolicy policy,
        Func<Workload, IReadOnlyList<MountFacts>> mountsOf,
        JobShelf? shared) =>
        shared is not null
        && ReferenceEquals(shared._inventory.CronJobs, inventory.CronJobs)
        && ReferenceEquals(shared._inventory.Claims, inventory.Claims)
        && ReferenceEquals(shared._inventory.Volumes, inventory.Volumes)
        && ReferenceEquals(shared._inventory.Classes, inventory.Classes)
        && ReferenceEquals(shared._inventory.ConfigMaps, inventory.ConfigMaps)
        && ReferenceEquals(shared._inventory.Namespaces, inventory.Namespaces)
            ? shared
            : new JobShelf(inventory, policy, mountsOf);

    /// <summary>
    /// The CronJobs that may see the data of a mount: those that mount the claim, or what its volume is below; where the bytes are in a folder, on a share or
    /// under a handle, those that mount that or what is above it.
    /// </summary>
    public IEnumerable<Workload> Seeing(MountFacts mount)
    {
        if (_inventory.CronJobs.IsEmpty)
        {
            return [];
        }

        if (Volumes.Plugin(mount) is { } plugin && (plugin.NodePath.Length > 0 || plugin.Share.Length > 0 || plugin.Handle.Length > 0))
        {
            return ByPlace.Seeing([plugin], Naming(mount), mount.Workload);
        }

        return mount.Claim is null ? []
            : VolumeParents.Of(mount) is { Count: > 0 } above
                ? Copying(mount).Concat(ByPlace.Seeing(above, [], mount.Workload)).Distinct<Workload>(ReferenceEqualityComparer.Instance)
            : Copying(mount);
    }

    private IEnumerable<Workload> Copying(MountFacts mount) =>
        Naming(mount, job => Nearness.SameCopy(job, mount.Workload) || MountsIt(job, mount)).Distinct<Workload>(ReferenceEqualityComparer.Instance);

    /// <summary>The jobs that mount a claim of the name of a mount's.</summary>
    private IEnumerable<Workload> Naming(MountFacts mount, Func<Workload, bool>? mayBe = null) => ClaimNames.Of(Volumes.ClaimName(mount))
        .Where(name => !_inventory.Copiers.At(name).IsEmpty)
        .SelectMany(name => ByClaim.GetOrAdd(name, n => NearestJobs.Of(_inventory.Copiers.At(n))).To(mount.Workload, mayBe));

    /// <summary>The CronJobs of the namespace of a manifest.</summary>
    public IEnumerable<Workload> Near(Manifest manifest) => _inventory.CronJobs.At(manifest.Namespace).IsEmpty ? []
        : Here.GetOrAdd(manifest.Namespace, ns => NearestJobs.Of(_inventory.CronJobs.At(ns))).To(manifest, job => Nearness.SameCopy(job, manifest));

    /// <summary>The CronJobs of other namespaces that dump servers of the namespace of a manifest, as the addresses in their commands say.</summary>
    public IEnumerable<Workload> Dumping(Manifest server) => !_inventory.CronJobs.IsEmpty && Abroad.TryGetValue(server.Namespace, out var jobs)
        ? jobs.To(server, job => Nearness.SameCopy(job, server))
        : [];

    private FrozenDictionary<string, NearestJobs> DumpedAbroad() => _inventory.CronJobs.All
        .SelectMany(job => Reading(job).Copies
            .Where(copy => copy.IsDump)
            .Select(copy => DumpedServer.NamespaceIn(copy.Server))
            .Where(ns => ns.Length > 0 && !string.Equals(ns, job.Namespace, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Select(ns => (Namespace: ns, Job: job)))
        .GroupBy(one => one.Namespace, one => one.Job, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, NearestJobs.Of, StringComparer.Ordinal);

    /// <summary>What a job copies.</summary>
    public JobBackups Of(Workload job) => Known.GetOrAdd(job, j => new JobBackups(j, _mountsOf(j), Reading(j), _policy));

    /// <summary>
    /// What a job does about a mount. A copy that is stored beside its data counts where another job sends it on, as often as the rarer of the two runs.
    /// </summary>
    public Backup? Following(Workload job, MountFacts mount)
    {
        var own = Of(job);
        var backup = own.Of(mount);
        if (backup is not { Beside.Length: > 0, Obstacle.Length: 0 } || own.SinkOf(mount) is not { } sink)
        {
            return backup;
        }

        var onwards = Onwards.GetOrAdd(sink, DoneAbout);
        foreach (var onward in onwards)
        {
            if (onward is { Beside.Length: 0, Obstacle.Length: 0, Target.Length: > 0, Grade: Grade.Scheduled })
            {
                return SentOn.By(backup, onward);
            }
        }

        return Array.Find(onwards, o => o is { Beside.Length: 0, Obstacle.Length: 0, Doubt.Length: > 0 }) is { } unsure
            ? backup with { Beside = string.Empty, Grade = Grade.Declared, Doubt = unsure.Doubt }
            : backup;
    }

    /// <summary>What all jobs but its own do about a mount of a job.</summary>
    private Backup[] DoneAbout(MountFacts sink) =>
        [.. Seeing(sink).Where(job => !ReferenceEquals(job, sink.Workload)).Select(job => Of(job).Of(sink)).OfType<Backup>()];

    /// <summary>A job of another folder that names no namespace is a neighbour all the same if it mounts the very claim of the mount.</summary>
    private bool MountsIt(Workload job, MountFacts mount) =>
        mount.Claim?.Claim is { } claim && Of(job).Mounts.Any(own => ReferenceEquals(own.Claim?.Claim, claim));

    private JobReading Reading(Workload job) => JobReadings.Of(job, name => ConfigMap(job, name));

    private ConfigMap? ConfigMap(Workload job, string name) =>
        ImmutableArray.CreateRange(_inventory.ConfigMaps
            .At(name)
            .Where(c => c.Namespace.Length == 0 || job.Namespace.Length == 0 || string.Equals(c.Namespace, job.Namespace, StringComparison.Ordinal)))
            .Nearest(job.Source.Folder);
}
