using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Policies.Migrating;

/// <summary>What the Job that copies a claim tells <c>homelab-storage backup</c>.</summary>
internal static class CopyArguments
{
    /// <summary>A copy of a claim to the room between two claims. It was asked for as it is, so no size is too large.</summary>
    public static IReadOnlyList<string> Out(CopyJob job) =>
    [
        "backup", "run", "--data", JobArguments.Data, "--target", $"file://{JobArguments.Target}", "--scratch", JobArguments.Target,
        "--identity", job.Identity, "--strategy", "files",
        "--limit", "999999GiB",
    ];

    /// <summary>How much that would be. Nothing is copied.</summary>
    public static IReadOnlyList<string> Look(CopyJob job) => [.. Out(job), "--plan"];

    /// <summary>From there to the other claim. What was done already is not done again.</summary>
    public static IReadOnlyList<string> In(CopyJob job) =>
    [
        "backup", "restore", "--to", JobArguments.Data, "--target", $"file://{JobArguments.Target}",
        "--identity", string.Join('/', job.Identity.Split('/').Take(3)), "--kept-as", job.Id,
        .. job.Writer.User == 0 ? Array.Empty<string>() : ["--no-owner"],
    ];
}
