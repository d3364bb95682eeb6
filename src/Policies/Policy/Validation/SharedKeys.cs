using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>
/// Buckets that several namespaces reach with one access key: whoever reads the Secret in one of them can delete the backups of the others. Secrets are known
/// by name only, so that one name is taken for one key; what is written for all namespaces is the affair of <see cref="ProtectionValidator"/>.
/// </summary>
internal static class SharedKeys
{
    /// <summary>What is to be said, each at the target that is written later.</summary>
    public static IEnumerable<SectionError> Of(PolicySection policy)
    {
        var before = new List<(NamespaceSection Entry, string Key)>();
        if (policy.Protection?.Target is { } common && Key(common) is { } shared)
        {
            before.Add((new NamespaceSection { Pointer = policy.Protection.Pointer }, shared));
        }

        foreach (var entry in policy.Namespaces ?? [])
        {
            if (entry.Target is not { } target || Key(target) is not { } key)
            {
                continue;
            }

            if (before.Find(b => string.Equals(b.Key, key, StringComparison.Ordinal)) is { Entry: { } other })
            {
                yield return Warning(entry, target, $"{Named(entry)} and {Named(other)}");
            }
            else if (entry.Names is not [var only] || new Wildcard(only).IsPattern)
            {
                yield return Warning(entry, target, Named(entry));
            }

            before.Add((entry, key));
        }
    }

    private static SectionError Warning(NamespaceSection entry, string target, string whose) => new(
        $"{entry.Pointer}/target",
        $"'{Secrets.Without(target)}' is one bucket with one Secret name for {whose}: where that is one access key, whoever reads it in one namespace can "
            + "delete the backups of the others; give each namespace a bucket and a key of its own, in an entry of its own, with a Secret that is named "
            + "for it (secret=backups-books)")
    {
        IsWarning = true,
    };

    private static string Named(NamespaceSection entry) => entry switch
    {
        { Names: { Count: > 0 } names } => $"{(names.Count == 1 && !new Wildcard(names[0]).IsPattern ? "namespace" : "namespaces")} {string.Join(", ", names)}",
        { Labels: { Count: > 0 } labels } => $"every namespace with {string.Join(", ", labels.Select(l => $"{l.Name}={l.Value}"))}",
        _ => "all namespaces (protection.target)",
    };

    /// <summary>The bucket and the Secret. A prefix within the bucket keeps nobody out, and beside an endpoint the region is only what is signed.</summary>
    private static string? Key(string target) => BackupTarget.Read(target, out _) is BackupTarget.S3 { Address: var address, Secret: var secret }
        ? $"{Server(address.Endpoint)} {address.Bucket} {secret}"
        : null;

    /// <summary>In AWS a bucket's name is one bucket's in all regions, whichever of its endpoints is asked.</summary>
    private static string Server(Uri? endpoint) =>
        endpoint is null || endpoint.Host.TrimEnd('.').EndsWith(".amazonaws.com", StringComparison.Ordinal) ? "AWS"
        : $"{endpoint.Host.TrimEnd('.')}:{endpoint.Port}";
}
