using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Runs that makers of backups have recorded.</summary>
internal static class Runs
{
    /// <summary>The keys under which a mount's claim is told of.</summary>
    public static IEnumerable<string> OfClaim(MountFacts mount) => mount.Claim is null ? []
        : Volumes.Metadata(mount).Uid is { Length: > 0 } uid ? [$"claim:{mount.Claim.Namespace}/{Volumes.ClaimName(mount)}", $"uid:{uid}"]
        : [$"claim:{mount.Claim.Namespace}/{Volumes.ClaimName(mount)}"];

    /// <summary>When a plan's maker last copied well what stands under some keys; null when nothing tells.</summary>
    public static DateTimeOffset? Last(BackupObject plan, IEnumerable<string> keys, Inventory inventory)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        DateTimeOffset? last = null;
        foreach (var run in keys.SelectMany(key => inventory.Backups.At(key)))
        {
            if (string.Equals(run.Kind.Operator, plan.Kind.Operator, StringComparison.Ordinal)
                && IsWell(run, maker)
                && run.Past.Time("last") is { } ended
                && (last is null || ended > last))
            {
                last = ended;
            }
        }

        return last;
    }

    private static bool IsWell(BackupObject run, BackupOperator maker) =>
        (!run.Kind.Fields.Any(f => f.Name is "phase") || maker.Marked("well", run.Past.Text("phase")))
        && (!run.Kind.Fields.Any(f => f.Name is "copy") || run.Past.Text("copy").Length > 0)
        && !maker.Marked("snapshots", run.Past.Text("method"));
}
