using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>An application's data on storage that the household keeps for the platform.</summary>
public sealed class ApplicationDataOnCeph : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "application-data-on-ceph",
        Title = "Application data is on storage that is reserved for the platform",
        Why = "The policy reserves this storage (platformFamilies, Ceph as it ships) for virtual machines and the control plane: for applications "
            + "it adds complexity without benefit.",
        Remedy = "Put the claim where the matrix wants it, or take the family out of platformFamilies.",
        DefaultAction = RuleAction.Warn,
        Milder = "Only reported where no class that the policy names for such data was found: then there is nowhere else to put it.",
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Backend is Backend.Known { Family.Length: > 0 };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy) =>
        mount.Backend is Backend.Known known
        && mount.Main is { Certainty: > Certainty.Guessed } data
        && FittingClass.IsForThePlatform(known, data.Kind, policy)
        && !IsSaidElsewhere(mount, data, known, policy)
            ? [Misplaced(mount, data, known, policy)]
            : [];

    private RuleOutcome.Finding Misplaced(MountFacts mount, DataFacts data, Backend.Known known, StoragePolicy policy)
    {
        var place = Placement.Of(mount, data, policy);
        return Violation(
            mount,
            data,
            $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)} on {known.Title}, which the policy reserves for virtual machines and "
                + $"the control plane (platformFamilies){place.Use}",
            place.Remedy) with
        {
            Ceiling = HasAPlace(data, place, mount, policy) ? RuleAction.Warn : RuleAction.Audit,
            Alternatives = [$"if applications may use it: policies.yaml: remove {known.Family} from platformFamilies"],
        };
    }

    /// <summary>Whether the class that the policy would rather have for the data is there: what is reserved can only be left for another place.</summary>
    private static bool HasAPlace(DataFacts data, Placement place, MountFacts mount, StoragePolicy policy) =>
        place.IsFound
        && Advice.IsInSight(place.Class, mount.Surroundings)
        && policy.Row(data.Kind).Classes(data.Criticality).Contains(place.Class, StringComparer.Ordinal);

    /// <summary>
    /// Large data on every node are another rule's finding, and so is a database on a file system of the network. What a cache shares its volume with
    /// decides where the volume should be.
    /// </summary>
    private static bool IsSaidElsewhere(MountFacts mount, DataFacts data, Backend.Known known, StoragePolicy policy) =>
        (data.Traits.IsBulk && known.IsOnReplicatedBlock)
        || (data.Traits.IsDatabase && NetworkDatabase.Judge(mount, data, policy) is not null)
        || (data.Traits.CanBeRebuilt && mount.Beside?.Leading(mount) is { Traits.CanBeRebuilt: false });
}
