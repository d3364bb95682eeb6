using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>An in-process database other than SQLite on a network file system.</summary>
public sealed class EmbeddedDatabaseOnNetworkFilesystem : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "embedded-database-on-network-filesystem",
        Title = "An embedded database is stored on a network file system",
        Why = "BoltDB, LMDB, LevelDB, H2 and their like map their files into memory and lock them; a network file system supports neither reliably.",
        Remedy = "Put the claim on block storage or a node's own disk.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = default(DataKinds).With(DataKind.EmbeddedDatabase);

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.IsReadOnly)
        {
            yield break;
        }

        foreach (var data in mount.Data)
        {
            if (data.Kind == DataKind.EmbeddedDatabase && NetworkDatabase.Judge(mount, data, policy) is { } risk)
            {
                var place = Placement.Of(mount, data, policy);
                yield return Violation(mount, data, $"{NetworkDatabase.Spoken(mount, data, risk)}{place.Use}", place.Remedy) with
                {
                    Alternatives = NetworkDatabase.WaysOut(mount, data, place, policy),
                };
            }
        }

        if (NetworkDatabase.Doubt(mount, DataKind.EmbeddedDatabase) is { Length: > 0 } doubt)
        {
            yield return Unknown(mount.Volume.Pointer, doubt);
        }
    }
}
