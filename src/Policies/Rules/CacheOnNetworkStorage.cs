using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Short-lived data on slow storage.</summary>
public sealed class CacheOnNetworkStorage : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "cache-on-network-storage",
        Title = "A cache is stored on network storage",
        Why = "Caches, sessions and working files want speed and can be rebuilt; over the network they are slow and load the NAS for nothing.",
        Remedy = "Put the volume on the node's own disk.",
        DefaultAction = RuleAction.Fix,
        Milder = "Warns where the claim is not ours to change, or what is stored there is a guess by its path; is only audited where several pods share a "
            + "ReadWriteMany claim, since they have no disk in common.",
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = DataKinds.Where(kind => kind.CanBeRebuilt);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => !mount.IsReadOnly && mount.Main.Traits.CanBeRebuilt;

    /// <summary>A volume that holds something worth keeping beside the cache stays where that must be.</summary>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy) =>
        NetworkDatabase.Judge(mount, mount.Main, policy) is { } risk ? [Misplaced(mount, mount.Main, risk, policy)] : [];

    private RuleOutcome.Finding Misplaced(MountFacts mount, DataFacts data, NetworkDatabase.Risk risk, StoragePolicy policy)
    {
        var place = Placement.Of(mount, data, policy);
        return Violation(
            mount,
            data,
            $"{mount.Program} {data.Keeps} {data.Spoken} at {mount.PathOf(data)}, but {mount.VolumeSpoken} is "
                + $"on {risk.Backend.Spoken}{NetworkDatabase.Class(mount)}{place.Use}",
            place.Remedy) with
        {
            Ceiling = IsShared(mount) ? RuleAction.Audit : RuleAction.Deny,
        };
    }

    /// <summary>Pods on several nodes have no faster storage in common.</summary>
    private static bool IsShared(MountFacts mount) =>
        mount.Claim is { Claim: { } claim }
        && claim.Spec.AccessModes.HasFlag(AccessModes.ReadWriteMany)
        && mount.Surroundings.Users.AreSeveral(mount.Workload, claim.Name);
}
