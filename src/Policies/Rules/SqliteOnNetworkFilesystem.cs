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
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.IsReadOnly)
        {
            yield break;
        }

        foreach (var data in mount.Data)
        {
            if (data.Kind == DataKind.Sqlite && NetworkDatabase.Judge(mount, data, policy) is { } risk)
            {
                var place = Placement.Of(mount, data, policy);
                yield return Violation(mount, data, $"{NetworkDatabase.Spoken(mount, data, risk)}{place.Use}", place.Remedy) with
                {
                    Alternatives = NetworkDatabase.WaysOut(mount, data, place, policy),
                    Ceiling = risk.IsSevere && data.Criticality > Criticality.Low ? RuleAction.Deny : RuleAction.Warn,
                };
            }
        }

        if (NetworkDatabase.Doubt(mount, DataKind.Sqlite) is { Length: > 0 } doubt)
        {
            yield return Unknown(mount.Volume.Pointer, doubt);
        }
        else if (NetworkDatabase.Stranger(mount) is { Length: > 0 } stranger)
        {
            yield return Unknown(mount.Volume.Pointer, stranger);
        }
    }
}
