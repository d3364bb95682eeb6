using System.Globalization;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Policies.Jobs;

/// <summary>What our CronJobs tell <c>homelab-storage backup</c>.</summary>
internal static class JobArguments
{
    /// <summary>Where the data is mounted in the pod.</summary>
    public const string Data = "/data";

    /// <summary>Where there is room for working files.</summary>
    public const string Scratch = "/scratch";

    /// <summary>Where the target is mounted, unless it is reached over the network.</summary>
    public const string Target = "/target";

    public static IReadOnlyList<string> Backup(ClaimFacts claim, MountFacts mount, BackupOrder order, BackupTarget target, StoragePolicy policy) =>
    [
        "backup", "run", "--data", Data, .. Common(claim, target, policy), "--strategy", order.Strategy,
        .. order.Keep.Length > 0 ? ["--keep", order.Keep] : Array.Empty<string>(),
        "--limit", Size(policy.Protection.Largest),
        .. order.IsDump ? [] : Catalogued(mount),
    ];

    public static IReadOnlyList<string> Verify(ClaimFacts claim, BackupTarget target, StoragePolicy policy) =>
        ["backup", "verify", .. Common(claim, target, policy)];

    public static IReadOnlyList<string> Probe(ClaimFacts claim, BackupTarget target, StoragePolicy policy) =>
        ["backup", "probe", .. Place(claim, target, policy)];

    /// <summary>
    /// The newest good backup into an empty volume. A claim made again has another UID, and finds the backups of the old one. Who is not root cannot give files
    /// away, and leaves them with whom it runs as.
    /// </summary>
    public static IReadOnlyList<string> Restore(ClaimFacts claim, BackupTarget target, StoragePolicy policy, bool withOwner) =>
    [
        "backup", "restore", "--if-empty", "--to", Data, "--target", Address(target),
        "--identity", $"{policy.Protection.Cluster}/{claim.Claim.Namespace}/{claim.Claim.Name}",
        .. withOwner ? Array.Empty<string>() : ["--no-owner"],
    ];

    /// <summary>A size in whole units, rounded up: what is just within the policy's limit is within this one.</summary>
    private static string Size(long bytes)
    {
        const long Mebi = 1L << 20;
        const long Gibi = 1L << 30;
        return bytes % Gibi == 0 || bytes / Mebi > 999_999
            ? string.Create(CultureInfo.InvariantCulture, $"{(bytes / Gibi) + (bytes % Gibi == 0 ? 0 : 1)}GiB")
            : string.Create(CultureInfo.InvariantCulture, $"{(bytes / Mebi) + (bytes % Mebi == 0 ? 0 : 1)}MiB");
    }

    private static string[] Common(ClaimFacts claim, BackupTarget target, StoragePolicy policy) =>
    [
        "--scratch", Scratch, .. Place(claim, target, policy),
    ];

    private static string[] Place(ClaimFacts claim, BackupTarget target, StoragePolicy policy) =>
    [
        "--target", Address(target),
        "--identity", $"{policy.Protection.Cluster}/{claim.Claim.Namespace}/{claim.Claim.Name}/{claim.Claim.Metadata.Uid}",
    ];

    private static string Address(BackupTarget target) => target switch
    {
        BackupTarget.S3 s3 => s3.Text,
        BackupTarget.Claim { Folder.Length: > 0 } claim => $"file://{Target}/{string.Join('/', claim.Folder.Split('/').Select(Uri.EscapeDataString))}",
        _ => $"file://{Target}",
    };

    /// <summary>
    /// The app whose data these are, as the catalog in the image knows it. What only the policy knows of an app the pod does not have, and a folder below
    /// the claim's own is at another place there than in the app.
    /// </summary>
    private static string[] Catalogued(MountFacts mount) =>
        mount is { App.App: { } app, Mount: { SubPath: "", HasSubPathExpression: false } } && ShippedCatalog.Index.AppNamed(app.Name) is not null
            ? ["--app", app.Name, "--mount", mount.Path]
            : [];
}
