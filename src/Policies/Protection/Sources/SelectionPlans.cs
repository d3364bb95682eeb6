using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans that choose namespaces, and in them volumes: file by file out of running pods, or by snapshots.</summary>
internal static class SelectionPlans
{
    /// <summary>What a plan does about a mount; null when it is about other namespaces.</summary>
    public static Backup? Of(BackupObject plan, MountFacts mount, PodView pod, StoragePolicy household)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        if (!Includes(plan, mount.Workload.Namespace))
        {
            return Excludes(plan, mount.Workload.Namespace) ? Without(plan, mount) : null;
        }

        var (policy, location) = (VolumePolicies.Of(plan, mount), Location(plan, maker, mount));
        var isByFiles = policy.Action.Length > 0 ? maker.Marked("policy-files", policy.Action) : IsByFiles(plan, maker, mount);
        var snapshots = isByFiles || plan.Is("moves") || !HasSnapshots(mount) ? SnapshotFate.None : SnapshotFate.Of(mount, maker);
        var hasDump = mount.Workload.Pod.Metadata.Annotations.ContainsKey(maker.Mark("pod-dumps"));
        var obstacle = Obstacle(plan, maker, mount, isByFiles) is { Length: > 0 } own ? own
            : maker.Marked("policy-skips", policy.Action) ? $"ConfigMap {plan.Text("policy")} skips the volume"
            : LocationObstacle(location, maker) is { Length: > 0 } full ? full
            : location is null ? MakerPlace.Obstacle(plan, maker, mount.Surroundings.Inventory)
            : string.Empty;
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = location?.Text("address") ?? string.Empty,
            Address = snapshots.Address ?? location?.Text("server") ?? string.Empty,
            Schedule = plan.Schedule,
            ScheduleField = plan.Kind.Place("schedule"),
            Retention = plan.Text("retention"),
            IsSuspended = plan.Is("suspended"),
            IsForOthers = Misses(plan, mount, isByFiles),
            LastSuccess = Runs.Last(plan, Runs.OfClaim(mount), mount.Surroundings.Inventory),
            CopiesLive = isByFiles && !hasDump ? $"{maker.Title}'s copy of the files" : string.Empty,
            Whole = maker.Dumping,
            Grade = policy.Doubt.Length + snapshots.Doubt.Length > 0 ? Grade.Declared : Grade.Scheduled,
            Doubt = policy.Doubt.Length > 0 ? policy.Doubt : snapshots.Doubt,
            PlaceDoubt = location is null ? MakerPlace.Doubt(plan, maker, mount.Surroundings.Inventory) : string.Empty,
            Obstacle = obstacle.Length > 0 ? obstacle
                : snapshots.Obstacle.Length > 0 ? snapshots.Obstacle
                : isByFiles ? WhyNotByFiles(maker, mount, pod)
                : WhyNotBySnapshot(plan, maker, mount),
            Beside = !snapshots.IsOnStorage || mount.Backend is Backend.Known { Traits.Where: Whereabouts.Cloud }
                ? Places.Shared(mount, location?.Text("server") ?? string.Empty, household)
                : "the volume's own storage, as snapshots",
        };
    }

    private static bool Includes(BackupObject plan, string ns)
    {
        var included = plan.Texts("namespaces");
        return (included.Count == 0 || included.Any(name => new Wildcard(name).Matches(ns))) && !Excludes(plan, ns);
    }

    private static bool Excludes(BackupObject plan, string ns) => plan.Texts("excluded-namespaces").Any(name => new Wildcard(name).Matches(ns));

    /// <summary>What names a namespace to leave it out says something of it; what names others does not.</summary>
    private static Backup Without(BackupObject plan, MountFacts mount) => new()
    {
        Source = plan.Reference.ToString(),
        Schedule = plan.Schedule,
        Retention = plan.Text("retention"),
        IsSuspended = plan.Is("suspended"),
        IsForOthers = true,
        Obstacle = $"it leaves out namespace {mount.Workload.Namespace}",
    };

    private static string Obstacle(BackupObject plan, BackupOperator maker, MountFacts mount, bool isByFiles)
    {
        var (pod, claim, ns) = (mount.Workload.Pod.Metadata, Volumes.Metadata(mount), mount.Surroundings.Inventory.Namespaces.At(mount.Workload.Namespace));
        var excluded = maker.Mark("excluded");
        return plan.Is("suspended") ? "it is paused"
            : plan.Past.Text("phase") is { Length: > 0 } phase && !maker.Marked("well", phase) ? $"its phase is {phase}"
            : plan.Schedule is null ? "it has no schedule"
            : Leaves(plan, maker, "resource-claims") || (isByFiles && Leaves(plan, maker, "resource-pods"))
                ? $"its resources leave out {(isByFiles ? "pods or claims" : "claims")}"
            : IsMarked(pod.Labels, excluded) || IsMarked(claim.Labels, excluded) || ns.Any(n => IsMarked(n.Metadata.Labels, excluded))
                ? $"label {excluded} leaves it out"
            : Misses(plan, mount, isByFiles)
                ? $"its label selector misses the pod{(isByFiles ? string.Empty : " and the claim")}"
            : string.Empty;
    }

    private static bool Misses(BackupObject plan, MountFacts mount, bool isByFiles) => plan.Selectors.Count > 0
        && !plan.Selectors.Any(s => s.Matches(mount.Workload.Pod.Metadata.Labels) || (!isByFiles && s.Matches(Volumes.Metadata(mount).Labels)));

    /// <summary>Where a plan's copies go: the location that it names, or the usual one; null when that is not known.</summary>
    private static BackupObject? Location(BackupObject plan, BackupOperator maker, MountFacts mount)
    {
        BackupObject[] targets = [.. Locations(plan, mount).Where(t => string.Equals(t.Namespace, plan.Namespace, StringComparison.Ordinal))];
        var name = plan.Text("location") is { Length: > 0 } location ? location
            : Array.Find(targets, t => t.Is("usual"))?.Name ?? maker.Mark("usual-target");
        return Array.Find(targets, t => string.Equals(t.Name, name, StringComparison.Ordinal));
    }

    private static IEnumerable<BackupObject> Locations(BackupObject plan, MountFacts mount) => mount.Surroundings.Inventory.Backups
        .At(BackupObject.KeyOf(BackupRole.Target))
        .Where(t => string.Equals(t.Kind.Operator, plan.Kind.Operator, StringComparison.Ordinal));

    /// <summary>Why a location takes no copies; empty when it does, as far as is in sight.</summary>
    private static string LocationObstacle(BackupObject? location, BackupOperator maker) => location is null ? string.Empty
        : new[] { location.Past.Text("phase"), location.Text("access") }.FirstOrDefault(word => maker.Marked("takes-none", word)) is { } why
            ? $"{location.Reference} is {why}"
        : string.Empty;

    /// <summary>Whether the resources of a plan leave out what it would have to see.</summary>
    private static bool Leaves(BackupObject plan, BackupOperator maker, string mark)
    {
        var included = plan.Texts("resources");
        return (included.Count > 0 && !included.Any(r => r is "*" || maker.Marked(mark, r)))
            || plan.Texts("excluded-resources").Any(r => r is "*" || maker.Marked(mark, r));
    }

    private static bool IsByFiles(BackupObject plan, BackupOperator maker, MountFacts mount)
    {
        var annotations = mount.Workload.Pod.Metadata.Annotations;
        return Lists(annotations, maker.Mark("pod-volumes"), mount)
            || (IsForAllFiles(plan, maker, mount) && !Lists(annotations, maker.Mark("pod-volumes-excluded"), mount));
    }

    /// <summary>As the plan says; where it does not, as the server was started.</summary>
    private static bool IsForAllFiles(BackupObject plan, BackupOperator maker, MountFacts mount) => plan.Text("files").Length > 0
        ? plan.Is("files")
        : OperatorSettings.Of(maker, mount.Surroundings.Inventory).HasFlag(maker.Mark("files-flag"));

    private static string WhyNotByFiles(BackupOperator maker, MountFacts mount, PodView pod) =>
        Volumes.IsHostPath(mount) ? "its copy of files silently skips hostPath volumes"
        : mount.Workload is { Replicas: 0, IsBatch: false } ? "it copies files of running pods only, and there is none"
        : !pod.IsMountedByWhatStays(mount.Mount.Volume) ? "it skips volumes that only init containers mount"
        : MakerPlace.HelperObstacle(maker, mount.Surroundings.Inventory);

    private static string WhyNotBySnapshot(BackupObject plan, BackupOperator maker, MountFacts mount) =>
        plan.Text("snapshots") is "false" ? "nothing says that it copies the files of this volume, and it takes no snapshots"
        : mount.Claim is null ? "nothing says that it copies the files of this volume, and there is no claim to snapshot"
        : mount.Backend is Backend.Known { Traits.HasSnapshots: false } known
            ? $"nothing says that it copies the files of this volume, and {known.Title} has no snapshots"
        : plan.Is("moves") ? MakerPlace.HelperObstacle(maker, mount.Surroundings.Inventory)
        : string.Empty;

    private static bool HasSnapshots(MountFacts mount) => mount.Claim is not null && mount.Backend is Backend.Known { Traits.HasSnapshots: true };

    private static bool Lists(IReadOnlyDictionary<string, string> annotations, string key, MountFacts mount) =>
        annotations.TryGetValue(key, out var volumes)
            && volumes.Split(',', StringSplitOptions.TrimEntries).Contains(mount.Mount.Volume, StringComparer.Ordinal);

    private static bool IsMarked(IReadOnlyDictionary<string, string> labels, string key) => labels.TryGetValue(key, out var value) && value is "true";
}
