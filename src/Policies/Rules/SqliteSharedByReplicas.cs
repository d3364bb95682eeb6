using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Several pods writing one SQLite database.</summary>
public sealed class SqliteSharedByReplicas : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "sqlite-shared-by-replicas",
        Title = "Several replicas write one SQLite database",
        Why = "SQLite is one process's database; pods on different nodes do not see each other's locks and overwrite each other's pages.",
        Remedy = "Run one replica, or move the app to a database server.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns when the app is only guessed or its engine cannot be seen, and for data of low criticality.",
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = default(DataKinds).With(DataKind.Sqlite);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Workload.Replicas > 1;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        var workload = mount.Workload;
        if (workload.Replicas <= 1 || mount.IsReadOnly || workload.IsBatch || mount.Volume.Source is not (VolumeSource.ByClaim or VolumeSource.Plugin))
        {
            yield break;
        }

        if (mount.Data.FirstOrDefault(d => d is { Kind: DataKind.Sqlite, IsResidue: false }) is { } data)
        {
            yield return Violation(
                mount,
                data,
                $"{workload.Replicas} replicas of {mount.Program} write one SQLite database at {mount.PathOf(data)} ({mount.VolumeSpoken}): use one replica",
                workload.Origin is { } origin
                    ? $"{origin.Reference}: {origin.Place("spec.replicas", "replicas")}: 1"
                    : $"{workload.Reference}: spec.replicas: 1") with
            {
                Certainty = data.Certainty,
                Ceiling = data.Criticality > Criticality.Low ? RuleAction.Deny : RuleAction.Warn,
                Extent = workload.Replicas,
            };
        }
    }
}
