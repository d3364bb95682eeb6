using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>The only copy of something irreplaceable on one node.</summary>
public sealed class CriticalDataOnNodeLocal : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "critical-data-on-node-local",
        Title = "Critical data is stored on a single node",
        Why = "When the node or its disk fails, data that cannot be made again is gone, and until the node is back the app cannot start anywhere else.",
        Remedy = "Put the claim on replicated storage or on the NAS, or back it up to another machine.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns when a backup ran within the RPO (where that is 0, within twice its interval), or is scheduled often enough and had no time to "
            + "run yet; when whether there is one cannot be told; or when the app or the storage is only guessed. For a database server whose dumps go "
            + "elsewhere often enough it is only audited.",
        Group = RuleGroup.DataSafety,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) =>
        mount.Workload is { IsBatch: false } and not { KeepsCopies: true, Replicas: > 1 }
        && mount.Backend is Backend.Known { IsNodeLocal: true } or Backend.Unseen;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy) =>
        !mount.IsReadOnly && !mount.IsEphemeral && Deciding(mount, IsLasting) is { } data
            ? mount.Backend switch
            {
                Backend.Known known => [Misplaced(mount, data, known, policy)],
                // What needs locks is asked about by the rules of databases.
                Backend.Unseen unseen when !data.Traits.NeedsLocks && !mount.Coverage.Holds => [Unplaced(mount, data, unseen)],
                _ => [],
            }
            : [];

    private RuleOutcome.Unknown Unplaced(MountFacts mount, DataFacts data, Backend.Unseen unseen) => Unknown(
        mount,
        $"{mount.Program} keeps critical data ({data.Spoken}) at {mount.PathOf(data)}, but cannot tell whether on one node's disk: {unseen.Reason}");

    private RuleOutcome.Finding Misplaced(MountFacts mount, DataFacts data, Backend.Known known, StoragePolicy policy)
    {
        // A class is named for what asks most of it, sure or not.
        var place = Placement.Of(mount, mount.Data.First(IsLasting), policy);
        var isSaved = mount.Coverage is { Holds: true, IsOftenEnough: true };
        var doubt = isSaved ? string.Empty : mount.Coverage.Doubt;
        // What is to happen by when stands first: of a long warning the end is cut off.
        return Violation(
            mount,
            data,
            $"{(isSaved ? mount.Coverage.Due : string.Empty)}{mount.Program} keeps critical data ({data.Spoken}) at {mount.PathOf(data)}, "
                + $"but {mount.VolumeSpoken} is on one node's "
                + $"disk ({Name(mount, known)}){place.Use}{Saved(mount, isSaved, doubt)}",
            place.Remedy) with
        {
            Alternatives = isSaved
                ? []
                : [.. Otherwise(mount, data, place, policy)],
            Ceiling = isSaved && data.Traits.Engine == Engine.Server ? RuleAction.Audit
                : isSaved || doubt.Length > 0 ? RuleAction.Warn
                : RuleAction.Deny,
        };
    }

    private IEnumerable<string> Otherwise(MountFacts mount, DataFacts data, Placement place, StoragePolicy policy)
    {
        var copy = CopyAdvice.Of(mount, data, string.Empty, "another machine", policy.BackupLimit(Criticality.Critical));
        yield return $"{copy} {(data.Traits.Engine == Engine.Server ? "lifts the refusal" : "turns the refusal into a warning")}";
        yield return $"say that it is not critical: {Bearer(mount)}: metadata.annotations: {Annotation.Criticalness}: important";
        if (!place.IsFound)
        {
            var (_, kind, ns, name) = mount.Workload.Reference;
            yield return $"accept it: homelab-storage exempt {kind}/{(ns.Length > 0 ? $"{ns}/" : string.Empty)}{name} {Info.Id} --reason '…'";
        }
    }

    /// <summary>The object whose annotation says how bad the loss would be: the claim, or who will make it.</summary>
    private static ObjectReference Bearer(MountFacts mount) => mount.Claim?.Claim is { Origin: null } claim ? claim.Reference : mount.Workload.Reference;

    private static string Saved(MountFacts mount, bool isSaved, string doubt) =>
        isSaved ? $"; {mount.Coverage.Spoken}"
        : doubt.Length > 0 ? $"; {doubt}"
        : mount.Coverage is { Best: { } best, IsOftenEnough: false } ? $"; {best.Source} backs it up {best.Schedule?.Spoken}, which is too rare"
        : mount.Coverage.WhyNot is { Length: > 0 } why ? $"; {why}"
        : string.Empty;

    private static bool IsLasting(DataFacts data) => data is { Criticality: Criticality.Critical, IsResidue: false }
        && data.Traits is { CanBeRebuilt: false, IsCopy: false }
        && (data.Kind != DataKind.Unknown || data.Certainty == Certainty.Declared);

    private static string Name(MountFacts mount, Backend.Known known) => mount.Claim?.Class.Name is { Length: > 0 } name ? $"class {name}"
        : mount.Volume.Source is VolumeSource.Plugin { NodePath.Length: > 0 } ? mount.Volume.Source.Spoken
        : known.Title;
}
