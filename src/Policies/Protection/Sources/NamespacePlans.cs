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
        var inventory = mount.Surroundings.Inventory;
        var dump = PodDump.Of(maker, mount);
        var last = (dump is null ? null : Runs.Last(plan, [$"claim:{mount.Workload.Namespace}/{dump.Name}"], inventory))
            ?? Runs.Last(plan, Runs.OfClaim(mount), inventory);
        var choice = dump is null ? ClaimChoice.Of(maker, mount) : new ClaimChoice();
        var settings = OperatorSettings.Of(maker, inventory);
        var doubt = isSnapshot || last is not null ? string.Empty
            : plan.Text("target").Length == 0 && !settings.Has(maker.Mark("global-target-setting"))
                ? $"{plan.Reference} names no backend, and whether the operator has one ({maker.Mark("global-target")}) is not known"
            : choice.Doubt;
        var address = plan.Text("target").Length > 0 ? plan.Text("address")
            : settings.Variable(maker.Mark("global-address-setting"), string.Empty) ?? string.Empty;
        return new Backup
        {
            Source = plan.Reference.ToString(),
            Target = plan.Text("target"),
            Address = address,
            Schedule = plan.Schedule,
            ScheduleField = plan.Kind.Place("schedule"),
            Retention = plan.Text("retention"),
            IsSuspended = plan.Is("suspended"),
            IsForOthers = dump is null && Misses(plan, Volumes.Metadata(mount)),
            LastSuccess = last,
            CopiesLive = isSnapshot || dump is { Raw: "" } ? string.Empty
                : dump is { Raw: var raw } ? $"{raw}, as {maker.Mark("pod-dumps")} says"
                : $"{maker.Title}'s copy of the files",
            Whole = maker.Dumping,
            Obstacle = dump is null ? Obstacle(plan, maker, mount, choice) : Obstacle(plan, maker, mount, dump),
            Beside = isSnapshot ? "the volume's own storage, as snapshots" : Places.Shared(mount, address, policy),
            Grade = doubt.Length > 0 ? Grade.Declared : Grade.Scheduled,
            Doubt = doubt,
        };
    }

    /// <summary>A mark on the claim that it is to be copied, where no plan is known that would.</summary>
    public static Backup? Marked(MountFacts mount, bool isPlanned)
    {
        var annotations = Volumes.Metadata(mount).Annotations;
        foreach (var maker in isPlanned || annotations.Count == 0 ? [] : ShippedOperators.All)
        {
            if (maker.Mark("claim-annotation") is { Length: > 0 } key
                && annotations.TryGetValue(key, out var value)
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

    /// <summary>Why a plan makes nothing at all; empty when it does.</summary>
    private static string Obstacle(BackupObject plan, BackupOperator maker) =>
        plan.Is("suspended") ? "it is disabled"
        : plan.Schedule is null ? "its backups have no schedule"
        : maker.Marked("pod-target", plan.Text("target")) && plan.Texts("target-mounts").Count == 0
            ? $"its {plan.Text("target")} backend is a folder of the pod that copies, and goes with it"
        : string.Empty;

    /// <summary>A command runs in a pod that runs, whatever becomes of claims.</summary>
    private static string Obstacle(BackupObject plan, BackupOperator maker, MountFacts mount, PodDump dump) =>
        Obstacle(plan, maker) is { Length: > 0 } obstacle ? obstacle
        : mount.Workload is { Replicas: 0, IsBatch: false }
            ? $"{maker.Mark("pod-dumps")} runs in container {dump.Container} of a running pod, and there is none"
        : string.Empty;

    private static string Obstacle(BackupObject plan, BackupOperator maker, MountFacts mount, ClaimChoice choice)
    {
        var metadata = Volumes.Metadata(mount);
        var modes = mount.Claim!.Spec?.AccessModes ?? AccessModes.None;
        return Obstacle(plan, maker) is { Length: > 0 } obstacle ? obstacle
            : maker.Mark("makes") is "snapshots"
                ? Misses(plan, metadata) ? "its claimSelector misses the claim"
                    : mount.Backend is Backend.Known { Traits.HasSnapshots: false } known ? $"{known.Title} has no snapshots"
                    : string.Empty
            : choice.Obstacle.Length > 0 ? choice.Obstacle
            : mount.Claim is { IsOfOnePod: true } && (modes & (AccessModes.ReadWriteOnce | AccessModes.ReadWriteMany)) == AccessModes.None
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
