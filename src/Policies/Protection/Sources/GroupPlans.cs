using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans for groups of volumes of one storage, which the volumes' labels join.</summary>
internal static class GroupPlans
{
    /// <summary>What a plan does about a mount; null when it is no volume of its storage, or the plan makes no copies.</summary>
    public static Backup? Of(BackupObject plan, MountFacts mount)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        if (mount.Claim is null || mount.Backend is not Backend.Known known || !string.Equals(known.Family, maker.Mark("family"), StringComparison.Ordinal))
        {
            return null;
        }

        var isSnapshot = maker.Marked("snapshots", plan.Text("task"));
        if (!isSnapshot && !maker.Marked("copies", plan.Text("task")))
        {
            return null;
        }

        var memberships = Memberships.Of(mount, maker);
        if (!memberships.Include(plan))
        {
            return isSnapshot ? null : Meant(plan, mount, maker) ?? Missing(plan, memberships);
        }

        var inventory = mount.Surroundings.Inventory;
        var volume = VolumeOf(mount.Claim, inventory);
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Address = isSnapshot ? string.Empty : Target(maker, mount.Claim, inventory)?.Text("address") ?? string.Empty,
            Schedule = plan.Schedule,
            ScheduleField = plan.Kind.Place("schedule"),
            Retention = plan.Text("retention"),
            LastSuccess = isSnapshot ? null : Latest(volume?.Past.Time("last"), Runs.Last(plan, [$"volume:{Memberships.Handle(mount.Claim)}"], inventory)),
            PlaceDoubt = MakerPlace.Doubt(plan, maker, inventory),
            Beside = isSnapshot ? $"the volume's own {known.Title}, as snapshots" : string.Empty,
            Obstacle = MakerPlace.Obstacle(plan, maker, inventory) is { Length: > 0 } unread ? unread
                : isSnapshot ? string.Empty
                : Obstacle(maker, mount, volume, inventory),
        };
    }

    /// <summary>A plan that labels of the claim name, which count only beside another; null where none does.</summary>
    private static Backup? Meant(BackupObject plan, MountFacts mount, BackupOperator maker) =>
        mount.Claim?.Claim is { } claim
        && VolumeOf(mount.Claim, mount.Surroundings.Inventory) is null
        && Memberships.OfLabels(claim.Metadata.Labels, maker) is { IsSaid: true } meant
        && meant.Include(plan)
            ? new Backup
            {
                Source = plan.Reference.ToString(),
                Schedule = plan.Schedule,
                Retention = plan.Text("retention"),
                Obstacle = $"the claim's labels that join it have no effect without {maker.Mark("source-label")}: {maker.Mark("joined")}",
                Remedy = $"{claim.Spoken}: metadata.labels: {maker.Mark("source-label")}: {maker.Mark("joined")}",
            }
            : null;

    private static Backup Missing(BackupObject plan, Memberships memberships) => new()
    {
        Source = plan.Reference.ToString(),
        Schedule = plan.Schedule,
        Retention = plan.Text("retention"),
        IsForOthers = true,
        Obstacle = $"it is for {(plan.Texts("groups") is { Count: > 0 } groups ? Memberships.Spell("group", groups) : "volumes that name it")}, "
            + $"and the volume is in {memberships.Spoken}",
    };

    /// <summary>The object that stands for a claim's volume; null when it is not known.</summary>
    public static BackupObject? VolumeOf(ClaimLink? link, Inventory inventory) =>
        Memberships.Handle(link) is { Length: > 0 } handle
            ? inventory.Backups.At($"volume:{handle}").FirstOrDefault(b => b.Kind.Role == BackupRole.Volume)
            : null;

    /// <summary>
    /// Why nothing can be copied to where copies of a claim's volume go; empty when it can, as far as is known. The volume names its target, or the
    /// class of one that is still to be made.
    /// </summary>
    public static string TargetObstacle(BackupOperator maker, ClaimLink? link, Inventory inventory)
    {
        if (Targets(maker, inventory).Any())
        {
            return Target(maker, link, inventory) is not { } target ? string.Empty
                : target.Text("address").Length == 0 ? $"{target.Reference} is empty"
                : target.Past.Text("available") is "false" ? $"{target.Reference} is not available"
                : string.Empty;
        }

        // Before there were objects for targets, a setting said where they are.
        return Setting(maker.Mark("target-setting"), inventory) is { } setting && setting.Text("value").Length == 0
            ? $"{setting.Reference} is empty"
            : string.Empty;
    }

    private static IEnumerable<BackupObject> Targets(BackupOperator maker, Inventory inventory) =>
        inventory.Backups.At(BackupObject.KeyOf(BackupRole.Target)).Where(t => string.Equals(t.Kind.Operator, maker.Title, StringComparison.Ordinal));

    /// <summary>The target that a claim's volume names, or its class; the usual one where neither does, and null where that is not known.</summary>
    public static BackupObject? Target(BackupOperator maker, ClaimLink? link, Inventory inventory)
    {
        var name = VolumeOf(link, inventory)?.Text("target") is { Length: > 0 } own ? own
            : (link?.Class as StorageClassReference.Known)?.Class.Parameter(maker.Mark("target-parameter")) is { Length: > 0 } written ? written
            : maker.Mark("usual-target");
        return Targets(maker, inventory).FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal));
    }

    private static BackupObject? Setting(string name, Inventory inventory) => name.Length == 0
        ? null
        : inventory.Backups.At(BackupObject.KeyOf(BackupRole.Setting)).FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    private static string Obstacle(BackupOperator maker, MountFacts mount, BackupObject? volume, Inventory inventory)
    {
        if (TargetObstacle(maker, mount.Claim, inventory) is { Length: > 0 } obstacle)
        {
            return obstacle;
        }

        var isDetached = volume?.Past.Text("state") is { Length: > 0 } state ? maker.Marked("detached", state)
            : mount.Workload is { Replicas: 0, IsBatch: false };
        var isAllowed = Setting(maker.Mark("detached-setting"), inventory)?.Is("value") == true;
        return isDetached && !isAllowed ? $"it skips detached volumes, unless setting {maker.Mark("detached-setting")} allows it" : string.Empty;
    }

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
