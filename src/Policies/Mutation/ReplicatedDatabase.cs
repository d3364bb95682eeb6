using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>A SQLite database that the policy wants replicated beside its app.</summary>
/// <param name="File">Its absolute path in the container; the mount's where the file is not known.</param>
/// <param name="Mount">Where it lies.</param>
/// <param name="Owner">Whom its files belong to.</param>
internal sealed record ReplicatedDatabase(string File, MountFacts Mount, DatabaseOwner Owner)
{
    /// <summary>Why it cannot be replicated, as the end of "is not replicated: …"; empty when it can.</summary>
    public string Obstacle { get; private init; } = string.Empty;

    /// <summary>The databases of a mount.</summary>
    /// <param name="mount">The mount.</param>
    /// <param name="backend">What is behind it, or will be.</param>
    /// <param name="owners">Whom the files of each container belong to.</param>
    /// <param name="policy">The policy.</param>
    public static IEnumerable<ReplicatedDatabase> On(MountFacts mount, Backend backend, DatabaseOwners owners, StoragePolicy policy)
    {
        if (mount is not { Claim: { } claim, IsReadOnly: false, IsEphemeral: false, Container.Role: ContainerRole.Main }
            || (claim.Claim is { } seen && BackupConsent.IsElsewhere(seen, mount.Surroundings)))
        {
            yield break;
        }

        foreach (var data in mount.Data.Where(data => IsWanted(data, policy)))
        {
            var owner = owners.Of(mount);
            var obstacle = ObstacleOf(mount, backend, owner, policy);
            var files = data.Files.Where(file => MountPath.Contains(mount.Path, file) && file.Length > mount.Path.Length).ToArray();
            if (files.Length == 0)
            {
                yield return new ReplicatedDatabase(mount.Path, mount, owner)
                {
                    Obstacle = obstacle.Length > 0 ? obstacle : "name its database file under apps in the policy",
                };
            }

            foreach (var file in files)
            {
                yield return new ReplicatedDatabase(file, mount, owner) { Obstacle = obstacle };
            }
        }
    }

    /// <summary>The address of the replica: the household's, then namespace, claim and file; a query stays last.</summary>
    public string Address(LitestreamSettings settings)
    {
        var query = settings.Replica.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? settings.Replica : settings.Replica[..query];
        var place = $"{Mount.Workload.Namespace}/{Mount.Claim!.Name}/{Mount.Mount.SubPath}/{File[Mount.Path.Length..]}";
        var escaped = string.Join('/', place.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
        return $"{path.TrimEnd('/')}/{escaped}{(query < 0 ? string.Empty : settings.Replica[query..])}";
    }

    private static bool IsWanted(DataFacts data, StoragePolicy policy) =>
        data is { Kind: DataKind.Sqlite, Certainty: > Certainty.Guessed, IsResidue: false }
        && policy.Tiers.TryGetValue(data.Criticality, out var tier)
        && tier.Strategy == BackupStrategy.Litestream;

    /// <summary>Two replicators of one database would overwrite each other's copy.</summary>
    private static string ObstacleOf(MountFacts mount, Backend backend, DatabaseOwner owner, StoragePolicy policy) =>
        mount.Surroundings.Users.AreSeveral(mount.Workload, mount.Claim!.Name) ? "several pods write it"
        : mount.Mount.HasSubPathExpression ? "only the kubelet knows its subPathExpr"
        : backend is not Backend.Known known ? "where its claim is stored is not known"
        : policy.Row(DataKind.Sqlite).Never.Contains(known.Traits.Protocol) ? $"it is on {known.Spoken}"
        : owner is DatabaseOwner.Unsaid ? "write securityContext.runAsUser"
        : string.Empty;
}
