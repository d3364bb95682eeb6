using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans that name one claim.</summary>
internal static class ClaimPlans
{
    public static Backup Of(BackupObject plan, MountFacts mount)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        var copy = plan.Text("copy");
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = plan.Text("method"),
            Schedule = plan.Schedule ?? (plan.Text("once").Length == 0 ? Recurrence.Always : null),
            Retention = plan.Text("retention"),
            IsSuspended = plan.Is("suspended"),
            LastSuccess = plan.Time("last"),
            CopiesLive = maker.Marked("live", copy) ? $"copyMethod {copy}" : string.Empty,
            Obstacle = Obstacle(plan, maker, copy, mount),
        };
    }

    private static string Obstacle(BackupObject plan, BackupOperator maker, string copy, MountFacts mount)
    {
        var method = plan.Text("method");
        return plan.Is("suspended") ? "it is paused"
            : plan.Text("once") is { Length: > 0 } once ? $"it runs once, when told ('{once}')"
            : method.Length == 0 ? "it says no place to copy to"
            : copy.Length == 0 && !maker.Marked("without-copy-method", method) ? $"{method} says no copyMethod, and without one it fails"
            : Volumes.Metadata(mount).Annotations.ContainsKey(maker.Mark("claim-waits"))
                ? $"annotation {maker.Mark("claim-waits")} makes it wait for somebody's word"
            : maker.Marked("snapshots", copy) && mount.Backend is Backend.Known { Traits.HasSnapshots: false } known
                ? $"copyMethod {copy} needs a snapshot, and {known.Title} has none"
            : maker.Marked("live", copy) && Volumes.IsOfOnePod(mount) ? "a second pod cannot mount a ReadWriteOncePod claim"
            : string.Empty;
    }
}
