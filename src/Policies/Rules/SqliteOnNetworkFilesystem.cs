using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>SQLite where its locks and shared memory do not work.</summary>
public sealed class SqliteOnNetworkFilesystem : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "sqlite-on-network-filesystem",
        Title = "SQLite is stored on a network file system",
        Why = "SQLite's locks and WAL do not work across a network file system; a lost connection during a write corrupts the database.",
        Remedy = "Put the claim on block storage or a node's own disk, or move the app to a database server.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns when the data is of low criticality, when the app or the storage is only guessed, and on file systems whose locks are kept but slow.",
        Group = RuleGroup.DataSafety,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = default(DataKinds).With(DataKind.Sqlite).With(DataKind.Unknown);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => !mount.IsReadOnly;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        List<RuleOutcome>? outcomes = null;
        for (var i = 0; i < mount.Data.Count; i++)
        {
            var data = mount.Data[i];
            if (data.Kind == DataKind.Sqlite && NetworkDatabase.Judge(mount, data, policy) is { } risk)
            {
                var place = Placement.Of(mount, data, policy);
                (outcomes ??= []).Add(Violation(mount, data, $"{NetworkDatabase.Spoken(mount, data, risk)}{place.Use}", place.Remedy) with
                {
                    Alternatives = NetworkDatabase.WaysOut(mount, data, place, policy),
                    Ceiling = risk.IsSevere && data.Criticality > Criticality.Low ? RuleAction.Deny : RuleAction.Warn,
                });
            }
        }

        if (NetworkDatabase.Doubt(mount, DataKind.Sqlite) is { Length: > 0 } doubt)
        {
            (outcomes ??= []).Add(Unknown(mount.Volume.Pointer, doubt));
        }
        else if (NetworkDatabase.Stranger(mount) is { Length: > 0 } stranger)
        {
            (outcomes ??= []).Add(Unknown(mount.Volume.Pointer, stranger));
        }

        return (IEnumerable<RuleOutcome>?)outcomes ?? [];
    }
}
