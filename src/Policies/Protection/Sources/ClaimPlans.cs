using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans that name one claim.</summary>
internal static class ClaimPlans
{
    /// <summary>Whether a plan is for the claim of a mount, by its name or by its labels.</summary>
    public static bool Names(BackupObject plan, MountFacts mount) =>
        plan.Texts("claim").Contains(Volumes.ClaimName(mount), StringComparer.Ordinal)
            || plan.Selectors.Any(s => s.Matches(Volumes.Metadata(mount).Labels));

    public static Backup Of(BackupObject plan, MountFacts mount, StoragePolicy policy)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        var copy = plan.Text("copy") is { Length: > 0 } written ? written : maker.Mark("usual-copy-method");
        var address = Address(plan, mount);
        var time = PlanTime.Of(plan, mount.Surroundings.Inventory);
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = plan.Text("method"),
            Address = address,
            Schedule = time.Schedule,
            ScheduleField = plan.Kind.Place("schedule"),
            Retention = plan.Text("retention"),
            IsSuspended = plan.Is("suspended"),
            LastSuccess = plan.Past.Time("last"),
            Grade = time.Doubt.Length > 0 ? Grade.Declared : Grade.Scheduled,
            Doubt = time.Doubt,
            CopiesLive = maker.Marked("live", copy) ? $"copyMethod {copy}" : string.Empty,
            Whole = mount.Backend is Backend.Known { Traits.HasSnapshots: true } && maker.Mark("snapshots") is { Length: > 0 } snapshots
                ? $"{plan.Reference}: spec.{plan.Text("method")}.copyMethod: {snapshots.Split(',')[0]}"
                : string.Empty,
            Obstacle = Obstacle(plan, maker, copy, mount) is { Length: > 0 } obstacle ? obstacle : time.Obstacle,
            Beside = Places.Shared(mount, address, policy),
            PlaceDoubt = maker.Marked("live", copy)
                && plan.Text("placed").Length > 0
                && plan.Past.Time("last") is null
                && Attachment.IsTaken(mount, policy)
                ? $"whether the pod of {plan.Reference} starts is not known: it runs where its {plan.Text("placed")} says, and the ReadWriteOnce volume is "
                    + $"attached where {mount.Workload.Reference} runs"
                : string.Empty,
        };
    }

    /// <summary>Where it copies to: what it says itself, or what the repository says that it names.</summary>
    private static string Address(BackupObject plan, MountFacts mount) => plan.Text("address") is { Length: > 0 } own ? own
        : mount.Surroundings.Inventory.Backups
            .At(BackupObject.KeyOf(BackupRole.Target))
            .FirstOrDefault(t => string.Equals(t.Kind.Operator, plan.Kind.Operator, StringComparison.Ordinal)
                && string.Equals(t.Name, plan.Text("method"), StringComparison.Ordinal))?.Text("address") ?? string.Empty;

    private static string Obstacle(BackupObject plan, BackupOperator maker, string copy, MountFacts mount)
    {
        var method = plan.Text("method");
        return plan.Is("suspended") ? "it is paused"
            : plan.Text("once") is { Length: > 0 } once ? $"it runs once, when told ('{once}')"
            : maker.Marked("in-step", method) ? $"{method} keeps replicas in step: what is deleted in one is deleted in all"
            : method.Length == 0 ? "it says no place to copy to"
            : copy.Length == 0 && !maker.Marked("without-copy-method", method) ? $"{method} says no copyMethod, and without one it fails"
            : maker.Marked("needs-repository", method) && plan.Text("repository").Length == 0 ? $"{method} names no repository, and without one it fails"
            : Volumes.Metadata(mount).Annotations.ContainsKey(maker.Mark("claim-waits"))
                ? $"annotation {maker.Mark("claim-waits")} makes it wait for somebody's word"
            : maker.Marked("snapshots", copy) && mount.Backend is Backend.Known { Traits.HasSnapshots: false } known
                ? $"copyMethod {copy} needs a snapshot, and {known.Title} has none"
            : maker.Marked("live", copy) && mount.Claim is { IsOfOnePod: true } ? "a second pod cannot mount a ReadWriteOncePod claim"
            : string.Empty;
    }
}
