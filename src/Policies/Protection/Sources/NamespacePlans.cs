using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Plans for the claims of their namespace. They copy files, one after the other.</summary>
internal static class NamespacePlans
{
    public static Backup Of(BackupObject plan, MountFacts mount, StoragePolicy policy)
    {
        var maker = ShippedOperators.Of(plan.Kind);
        var isSnapshot = maker.Mark("makes") is "snapshots";
        var last = Runs.Last(plan, Runs.OfClaim(mount), mount.Surroundings.Inventory);
        var choice = ClaimChoice.Of(maker, mount);
        var doubt = isSnapshot || last is not null ? string.Empty
            : plan.Text("target").Length == 0 && !OperatorSettings.Of(maker, mount.Surroundings.Inventory).Has(maker.Mark("global-target-setting"))
                ? $"{plan.Reference} names no backend, and whether the operator has one ({maker.Mark("global-target")}) is not known"
            : choice.Doubt;
        var hasDump = mount.Workload.Pod.Metadata.Annotations.ContainsKey(maker.Mark("pod-dumps"));
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = plan.Text("target"),
            Address = plan.Text("address"),
            Schedule = plan.Schedule,
            ScheduleField = plan.Kind.Place("schedule"),
            Retention = plan.Text("retention"),
            IsSuspended = plan.Is("suspended"),
            IsForOthers = Misses(plan, Volumes.Metadata(mount)),
            LastSuccess = last,
            CopiesLive = hasDump || isSnapshot ? string.Empty : $"{maker.Title}'s copy of the files",
            Whole = maker.Dumping,
            Obstacle = Obstacle(plan, maker, mount, choice),
            Beside = isSnapshot ? "the volume's own storage, as snapshots" : Places.Shared(mount, plan.Text("address"), policy),
            Grade = doubt.Length > 0 ? Grade.Declared : Grade.Scheduled,
            Doubt = doubt,
        };
    }

    /// <summary>A mark on the claim that it is to be copied, where no plan is known that would.</summary>
    public static Backup? Marked(MountFacts mount, bool isPlanned)
    {
        foreach (var maker in ShippedOperators.All)
        {
            if (!isPlanned
                && maker.Mark("claim-annotation") is { Length: > 0 } key
                && Volumes.Metadata(mount).Annotations.TryGetValue(key, out var value)
                && OperatorSettings.IsYes(value))
            {
                return new Backup
                {
                    Source = $"annotation {key}",
                    Grade = Grade.Declared,
                    Evidence = "somebody wrote it",
                    Obstacle = $"no {maker.Title} schedule of its namespace was found",
                };
            }
        }

        return null;
    }

    /// <summary>Whether a maker of backups has been told of a claim, whatever it was told.</summary>
    public static bool HasMark(Metadata claim, Inventory inventory) => ShippedOperators.All.Any(maker => ClaimChoice.IsTold(maker, claim, inventory));

    private static string Obstacle(BackupObject plan, BackupOperator maker, MountFacts mount, ClaimChoice choice)
    {
        var metadata = Volumes.Metadata(mount);
        var modes = mount.Claim!.Spec?.AccessModes ?? AccessModes.None;
        return plan.Is("suspended") ? "it is disabled"
            : plan.Schedule is null ? "its backups have no schedule"
            : maker.Mark("makes") is "snapshots"
                ? Misses(plan, metadata) ? "its claimSelector misses the claim"
                    : mount.Backend is Backend.Known { Traits.HasSnapshots: false } known ? $"{known.Title} has no snapshots"
                    : string.Empty
            : maker.Marked("pod-target", plan.Text("target")) && plan.Texts("target-mounts").Count == 0
                ? $"its {plan.Text("target")} backend is a folder of the pod that copies, and goes with it"
            : choice.Obstacle.Length > 0 ? choice.Obstacle
            : Volumes.IsOfOnePod(mount) && (modes & (AccessModes.ReadWriteOnce | AccessModes.ReadWriteMany)) == AccessModes.None
                ? choice.IsMarked ? "a second pod cannot mount a ReadWriteOncePod claim"
                    : "it skips ReadWriteOncePod claims, which a second pod cannot mount"
            : modes == AccessModes.ReadOnlyMany && !choice.IsMarked ? "it skips claims that are neither ReadWriteOnce nor ReadWriteMany"
            : Misses(plan, metadata) ? "its labelSelectors miss the claim"
            : string.Empty;
    }

    private static bool Misses(BackupObject plan, Metadata claim) => plan.Selectors.Count > 0 && !plan.Selectors.Any(s => s.Matches(claim.Labels));

    /// <summary>Whether a plan copies what it plans for to another place, and does not only prune, check or take snapshots.</summary>
    public static bool Copies(BackupObject plan) => plan.Text("method").Length > 0;

    /// <summary>Whether a plan makes anything for the claims of its namespace.</summary>
    public static bool Makes(BackupObject plan) => Copies(plan) || ShippedOperators.Of(plan.Kind).Mark("makes").Length > 0;
}
