using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans for a database cluster, whose claims carry its name.</summary>
internal static class ClusterPlans
{
    /// <summary>What a plan does about a mount; null when the volume is another cluster's, or none's.</summary>
    public static Backup? Of(BackupObject plan, MountFacts mount, StoragePolicy policy)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        var cluster = plan.Text("cluster");
        if (cluster.Length == 0 || !IsOf(cluster, plan, maker, mount))
        {
            return null;
        }

        var address = IsCluster(mount.Workload, plan) ? Address(plan, maker, mount) : string.Empty;
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = plan.Text("method"),
            Address = address,
            Schedule = plan.Schedule,
            ScheduleField = plan.Kind.Place("schedule"),
            LogWait = SendsLog(mount.Workload) && IsCluster(mount.Workload, plan) ? Wait(maker) : null,
            IsSuspended = plan.Is("suspended"),
            LastSuccess = Last(plan, cluster, mount),
            Beside = maker.Marked("snapshots", plan.Text("method")) ? "the volume's own storage, as snapshots"
                : Places.Shared(mount, address, policy),
            Obstacle = Obstacle(plan, maker, mount),
        };
    }

    /// <summary>A cluster that no known plan is for: where it sends its log makes no copy to begin with. Null for any other workload.</summary>
    public static Backup? Without(MountFacts mount) => mount.Workload is { Stores: { } stores } cluster && Maker(cluster) is { } maker
        ? Without(mount, cluster, stores, maker)
        : null;

    private static Backup? Without(MountFacts mount, Workload cluster, DatabaseStores stores, BackupOperator maker)
    {
        var plan = maker.Kinds.First(k => k.Role == BackupRole.ClusterPlan);
        var hasStore = stores.HasOwn || stores.Plugins.Count > 0;
        return mount.Surroundings.Inventory.Backups.At(BackupObject.KeyOfUnseen).Any(unseen => ReferenceEquals(unseen.Kind, plan))
            ? null
            : new Backup
            {
                Source = cluster.Reference.ToString(),
                Target = stores.Endpoint,
                IsForOthers = !hasStore,
                Grade = Grade.Declared,
                Obstacle = $"no {plan.Kind} of it was found, and {(hasStore ? "a log alone restores nothing" : "it names no store to copy to")}",
            };
    }

    private static BackupOperator? Maker(Workload cluster) => ShippedOperators.All.FirstOrDefault(maker => maker.Kinds.Any(kind =>
        kind.Role == BackupRole.ClusterPlan && cluster.Reference.ApiVersion.StartsWith($"{kind.Group}/", StringComparison.Ordinal)));

    /// <summary>The address of the store that a plan's method goes to; empty where that is not known.</summary>
    private static string Address(BackupObject plan, BackupOperator maker, MountFacts mount)
    {
        var stores = mount.Workload.Stores!;
        return !IsByPlugin(plan, maker) ? stores.Endpoint
            : stores.PluginStores.GetValueOrDefault(plan.Text("plugin")) is { } name
                ? mount.Surroundings.Inventory.Backups
                    .At(BackupObject.KeyOf(BackupRole.Target))
                    .FirstOrDefault(t => string.Equals(t.Kind.Operator, maker.Title, StringComparison.Ordinal)
                        && string.Equals(t.Name, name, StringComparison.Ordinal)
                        && string.Equals(t.Namespace, plan.Namespace, StringComparison.Ordinal))
                    ?.Text("address") ?? string.Empty
            : string.Empty;
    }

    private static bool SendsLog(Workload cluster) => cluster.Stores is { SendsLog: true } && cluster.Past.Text("log") is not "False";

    /// <summary>A segment of the log is closed and sent after some time even where little is written.</summary>
    private static TimeSpan? Wait(BackupOperator maker) => Duration.TryParse(maker.Mark("log-wait"), out var wait) ? wait : null;

    /// <summary>As its runs tell, or the cluster itself; snapshots are none.</summary>
    private static DateTimeOffset? Last(BackupObject plan, string cluster, MountFacts mount)
    {
        var told = Runs.Last(plan, [$"cluster:{plan.Namespace}/{cluster}"], mount.Surroundings.Inventory);
        return mount.Workload.Past.Time("last") is { } own && IsCluster(mount.Workload, plan) && (told is null || own > told) ? own : told;
    }

    private static string Obstacle(BackupObject plan, BackupOperator maker, MountFacts mount) =>
        plan.Is("suspended") ? "it is suspended"
        : plan.Schedule is null ? "it has no schedule"
        : maker.Marked("snapshots", plan.Text("method")) || !IsCluster(mount.Workload, plan) ? string.Empty
        : StoreObstacle(plan, maker, mount.Workload);

    /// <summary>Why a plan's method finds no store in a cluster; empty when it does.</summary>
    private static string StoreObstacle(BackupObject plan, BackupOperator maker, Workload cluster) =>
        !IsByPlugin(plan, maker) ? cluster.Stores!.HasOwn ? string.Empty
            : cluster.Stores.Plugins.Count > 0 ? $"{cluster.Reference} names no store of its own, and the plan asks no plugin"
            : $"{cluster.Reference} names no store to copy to"
        : plan.Text("plugin").Length == 0 ? "it names no plugin"
        : cluster.Stores!.Plugins.Contains(plan.Text("plugin"), StringComparer.Ordinal) ? string.Empty
        : $"{cluster.Reference} has no plugin {plan.Text("plugin")}";

    private static bool IsByPlugin(BackupObject plan, BackupOperator maker) => maker.Marked("by-plugin", plan.Text("method"));

    /// <summary>A volume is a cluster's by the label of its claim, or as long as there is none by the cluster that will make it.</summary>
    private static bool IsOf(string cluster, BackupObject plan, BackupOperator maker, MountFacts mount) =>
        Volumes.Metadata(mount).Labels.TryGetValue(maker.Mark("claim-label"), out var owner) ? string.Equals(owner, cluster, StringComparison.Ordinal)
        : IsCluster(mount.Workload, plan) && string.Equals(mount.Workload.Name, cluster, StringComparison.Ordinal);

    private static bool IsCluster(Workload workload, BackupObject plan) =>
        workload.Stores is not null && workload.Reference.ApiVersion.StartsWith($"{plan.Kind.Group}/", StringComparison.Ordinal);
}
