using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Migrating;

/// <summary>
/// Whom the Job runs as that copies a claim. It reads as the app does, since a NAS takes root for nobody; it writes as root where it may, since only root gives
/// each file its owner, and may write into a volume that was just made.
/// </summary>
internal sealed record CopyUsers(CopyUser Reader, CopyUser Writer, string Obstacle)
{
    private static readonly CopyUser ReadingRoot = new(0, null, ["DAC_OVERRIDE"]);
    private static readonly CopyUser WritingRoot = new(0, null, ["CHOWN", "DAC_OVERRIDE", "FOWNER"]);

    public static CopyUsers Of(FoundClaim claim, Backend target, StoragePolicy policy)
    {
        var isRestricted = claim.Around.Namespace.Enforced is "restricted";
        var mount = claim.Consumers.OrderBy(m => m.Workload.IsBatch).ThenBy(m => m.IsReadOnly).ThenBy(m => m.Container.Role).FirstOrDefault();
        var reader = ReaderOf(claim, mount, isRestricted, policy);
        if (reader is null)
        {
            return No($"{mount!.Workload.Reference} must not run as root, and only its image knows as whom it runs, so it cannot be told who may read claim "
                + $"{claim.Link.Name}: write runAsUser into its securityContext, or annotation {Annotation.BackupRunAs}: \"1000:1000\" on the claim");
        }

        return isRestricted && reader.User == 0
            ? No($"the files of claim {claim.Link.Name} are root's, and pod security standard restricted of namespace {claim.Link.Namespace} forbids pods "
                + $"that run as root: run the app as a user of its own (runAsUser), or write annotation {Annotation.BackupRunAs}: \"1000:1000\" on the claim")
            : new CopyUsers(reader, isRestricted || target is Backend.Known { IsNetworkFileSystem: true } ? reader : WritingRoot, string.Empty);
    }

    /// <summary>Whom the claim may be read by; null where nobody can tell.</summary>
    private static CopyUser? ReaderOf(FoundClaim claim, MountFacts? mount, bool isRestricted, StoragePolicy policy)
    {
        if (claim.Link.Claim?.Metadata.Annotations.GetValueOrDefault(Annotation.BackupRunAs) is { } written)
        {
            return FileOwner.Read(written) is { User: > 0 } said ? new CopyUser(said.User, said.Group, []) : ReadingRoot;
        }

        return mount is null ? ReadingRoot : DatabaseOwner.Of(mount, policy) switch
        {
            DatabaseOwner.Numbered numbered => new CopyUser(numbered.User, numbered.Group, []),
            DatabaseOwner.Unsaid when isRestricted || claim.Link.Backend is Backend.Known { IsNetworkFileSystem: true } => null,
            _ => ReadingRoot,
        };
    }

    private static CopyUsers No(string obstacle) => new(ReadingRoot, WritingRoot, obstacle);
}
