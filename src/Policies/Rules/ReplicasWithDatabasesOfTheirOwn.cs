using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Several copies of an app, each with a database that the others never see.</summary>
public sealed class ReplicasWithDatabasesOfTheirOwn : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "replicas-with-databases-of-their-own",
        Title = "Each replica has a database of its own",
        Why = "A StatefulSet gives every replica its own claim; an app that does not replicate its database itself then has several, and chance "
            + "decides which one a user meets.",
        Remedy = "Run one replica, or move the app to a database server.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = DataKinds.Where(kind => kind.NeedsLocks);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Workload.Replicas > 1 && mount.Volume.Source is VolumeSource.ByTemplate;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        var workload = mount.Workload;
        if (workload.Replicas > 1
            && mount is { Volume.Source: VolumeSource.ByTemplate, IsReadOnly: false, App.App.IsSingleWriter: true }
            && mount.Data.FirstOrDefault(d => d is { Traits.NeedsLocks: true, IsResidue: false, Certainty: > Certainty.Guessed }) is { } data)
        {
            yield return Violation(
                mount,
                data,
                $"each of {workload.Replicas} replicas of {mount.Program} keeps its own {data.Spoken} at {mount.PathOf(data)}, "
                    + "which the others do not see: use one replica",
                workload.Origin is { } origin
                    ? $"{origin.Reference}: {origin.Place("spec.replicas", "replicas")}: 1"
                    : $"{workload.Reference}: spec.replicas: 1") with
            {
                Certainty = data.Certainty,
                Extent = workload.Replicas,
            };
        }
    }
}
