using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Policies.Foresight;

/// <summary>One cluster and what stands beside it, judged; and the same without what is lost.</summary>
public sealed class Household
{
    private readonly IReadOnlyCollection<ManifestReading> _readings;
    private readonly DateTimeOffset _now;
    private readonly Household _whole;
    private readonly ILookup<string, WorkloadFacts> _jobs;

    private Household(IReadOnlyCollection<ManifestReading> readings, StoragePolicy policy, DateTimeOffset now, Household? whole, IReadOnlyList<Loss> lost)
    {
        (_readings, Policy, _now, Lost) = (readings, policy, now, lost);
        _whole = whole ?? this;
        Report = Reports.Audit.Of(readings, policy, now);
        Manifest[] manifests = [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];
        Workloads = [.. Report.Results.Select(r => r.Verdict.Facts).OfType<WorkloadFacts>().Where(w => !w.Workload.IsOwned)];
        SubjectFacts[] judged = [.. Report.Results.Select(r => r.Verdict.Facts).OfType<SubjectFacts>()];
        var unmounted = UnmountedVolumes.Of(judged).Concat(UnmountedVolumes.OfJobs(judged));
        Unmounted = [.. unmounted.Where(one => Keeps(one.Mount)).Select(one => (Alone(one.Mount), one.Why))];
        _jobs = Workloads.Where(w => w.Workload.IsBatch).ToLookup(w => w.Workload.Spoken, StringComparer.Ordinal);
        Sight = whole?.Sight ?? InSight.Of(manifests, [.. Workloads.Concat(Unmounted.Select(one => one.Facts)).SelectMany(Kept)], policy);
    }

    /// <summary>The policy.</summary>
    public StoragePolicy Policy { get; }

    /// <summary>What an audit says of it.</summary>
    public AuditReport Report { get; }

    /// <summary>Who judges in it what is asked besides.</summary>
    public Judge Judge => field ??= World.Of(_readings, Policy, _now).Judge;

    /// <summary>The names that may be lost. They stay those of the whole, whatever is lost.</summary>
    public InSight Sight { get; }

    /// <summary>What was lost before.</summary>
    public IReadOnlyList<Loss> Lost { get; }

    /// <summary>Everything that makes pods, jobs among it, outside of the namespaces that are left alone.</summary>
    internal IReadOnlyList<WorkloadFacts> Workloads { get; }

    /// <summary>Claims whose data no app in sight keeps, each as whoever mounts it would be, with why it stands there alone.</summary>
    internal IReadOnlyList<(WorkloadFacts Facts, string Why)> Unmounted { get; }

    /// <summary>The household that readings describe, at a moment.</summary>
    public static Household Of(IReadOnlyCollection<ManifestReading> readings, StoragePolicy policy, DateTimeOffset now) =>
        new(Deployed.Of(readings), policy, now, whole: null, []);

    /// <summary>What is left of it without what some losses take. Losing one after the other is losing both.</summary>
    public Household Without(IReadOnlyList<Loss> losses)
    {
        Loss[] all = [.. Lost, .. losses];
        // What is bound to what is asked of the whole: a claim whose only workload went with the first loss may go with the second.
        var remains = new Remains(_whole, all);
        return all.Length == 0 ? this
            : new Household([.. _readings.Where(r => r is not ManifestReading.Understood { Manifest: var m } || !remains.Takes(m))], Policy, _now, _whole, all);
    }

    /// <summary>What some losses do to it.</summary>
    public Outage Losing(params IReadOnlyList<Loss> losses) => new Outages(this, [.. Lost, .. losses]).Of(Without(losses), _now);

    /// <summary>Where the bytes behind a mount of it lie.</summary>
    public RestingPlace PlaceOf(MountFacts mount) => RestingPlace.Of(mount, this);

    /// <summary>The mounts of a workload that lead to bytes which outlive its pods.</summary>
    internal static IEnumerable<MountFacts> Kept(WorkloadFacts workload) => workload.Each.Where(Keeps);

    /// <summary>The same by volumes: the claim of each replica is one, and those of a database that every replica keeps whole are one together.</summary>
    internal static IEnumerable<MountFacts[]> KeptVolumes(WorkloadFacts workload) => Kept(workload)
        .GroupBy(m => (m.Volume.Name, workload.Workload is { KeepsCopies: true, Replicas: > 1 } ? string.Empty : Volumes.ClaimName(m)))
        .Select(volume => volume.ToArray());

    /// <summary>Whether a mount leads to bytes which outlive its pod, and are not the machine's own.</summary>
    public static bool Keeps(MountFacts mount) =>
        !mount.IsEphemeral
        && mount.Backend is not (Backend.Projection or Backend.Ephemeral)
        && !(mount.Volume.Source is VolumeSource.Plugin { Name: VolumeSource.Plugin.HostPath, NodePath: var path } && HostPathVolume.IsOfMachine(path));

    private static WorkloadFacts Alone(MountFacts mount) => new()
    {
        Workload = mount.Workload,
        Surroundings = mount.Surroundings,
        AllMounts = [mount with { Beside = null }],
        Programs = [],
        MakesClaims = false,
    };

    /// <summary>The job of a name as backups are called by; null when none is.</summary>
    internal WorkloadFacts? Job(string spoken) => _jobs[spoken].FirstOrDefault();

    /// <summary>The workload of the cluster behind an address that a copy of a mount is at; null when there is none.</summary>
    internal WorkloadFacts? Serving(string host, MountFacts mount) =>
        Of(ServerAddress.Of(host, mount.Workload, mount.Surroundings.Inventory));

    /// <summary>The same for a port of every node.</summary>
    internal WorkloadFacts? ServingAt(int port, MountFacts mount) => Of(ServerAddress.OfNodes(port, mount.Workload, mount.Surroundings.Inventory));

    private WorkloadFacts? Of(Workload? server) => server is null ? null : Workloads.FirstOrDefault(w => w.Workload.IsCalledLike(server));
}
