using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A database server's data directory where writes or locks are not what the server takes them for.</summary>
public sealed class DatabaseOnUnsafeFilesystem : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "database-on-unsafe-filesystem",
        Title = "A database server writes to a file system that cannot hold it",
        Why = "A database server trusts its file system to keep the order of writes and to sync when asked; SMB, FUSE and object stores do not.",
        Remedy = "Put the claim on NFS, block storage or a node's own disk.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns when the data are of low criticality, or the app or the storage is only guessed.",
        Group = RuleGroup.DataSafety,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = default(DataKinds).With(DataKind.Database);

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.IsReadOnly)
        {
            yield break;
        }

        foreach (var data in mount.Data)
        {
            if (data.Kind == DataKind.Database && NetworkDatabase.Judge(mount, data, policy) is { } risk)
            {
                var place = Placement.Of(mount, data, policy);
                yield return Violation(mount, data, $"{NetworkDatabase.Spoken(mount, data, risk)}{place.Use}", place.Remedy) with
                {
                    Ceiling = risk.IsSevere && data.Criticality > Criticality.Low ? RuleAction.Deny : RuleAction.Warn,
                };
            }
        }

        if (NetworkDatabase.Doubt(mount, DataKind.Database) is { Length: > 0 } doubt)
        {
            yield return Unknown(mount.Volume.Pointer, doubt);
        }
    }
}
