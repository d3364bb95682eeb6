using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// What becomes of the snapshots that a maker of backups asks storage for: they stay on it, or the storage copies them to where its backups go.
/// </summary>
internal sealed record SnapshotFate
{
    /// <summary>No snapshots are asked for.</summary>
    public static SnapshotFate None { get; } = new();

    /// <summary>Whether they stay on the volume's own storage.</summary>
    public bool IsOnStorage { get; private init; }

    /// <summary>Where the storage copies them to; null where it copies none, or that is not known.</summary>
    public string? Address { get; private init; }

    /// <summary>Why nothing can be copied there; empty when it can.</summary>
    public string Obstacle { get; private init; } = string.Empty;

    /// <summary>Why it cannot be told; empty when it can.</summary>
    public string Doubt { get; private init; } = string.Empty;

    /// <summary>As the class of snapshots says that the maker takes for the storage of a mount.</summary>
    public static SnapshotFate Of(MountFacts mount, BackupOperator maker)
    {
        if (mount.Backend is not Backend.Known { Family: { Length: > 0 } family }
            || ShippedOperators.All.FirstOrDefault(o => string.Equals(o.Mark("family"), family, StringComparison.Ordinal)) is not { } storage
            || storage.Mark("snapshot-copies").Length == 0)
        {
            return new SnapshotFate { IsOnStorage = true };
        }

        var inventory = mount.Surroundings.Inventory;
        BackupObject[] classes =
        [
            .. inventory.Backups
                .At(BackupObject.KeyOf(BackupRole.SnapshotClass))
                .Where(c => string.Equals(c.Text("driver"), storage.Mark("driver"), StringComparison.Ordinal)),
        ];
        var taken = classes.Length == 1 ? classes[0]
            : Array.Find(classes, c => c.Metadata.Labels.TryGetValue(maker.Mark("snapshot-class"), out var value) && value is "true");
        if (taken is null)
        {
            return new SnapshotFate
            {
                Doubt = $"which VolumeSnapshotClass it takes for {storage.Title} is not known: one of type {storage.Mark("usual-snapshot")} makes backups, "
                    + "others only snapshots on the volume's own storage",
            };
        }

        var type = taken.Text("type") is { Length: > 0 } written ? written : storage.Mark("usual-snapshot");
        return storage.Marked("snapshot-copies", type)
            ? new SnapshotFate
            {
                Address = GroupPlans.Target(storage, mount.Claim, inventory)?.Text("address"),
                Obstacle = GroupPlans.TargetObstacle(storage, mount.Claim, inventory),
            }
            : new SnapshotFate { IsOnStorage = true };
    }
}
