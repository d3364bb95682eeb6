using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>The names of our CronJobs. The API server takes 52 letters, so that those of their Jobs fit into a label.</summary>
internal static class JobName
{
    private const int Longest = 52;

    /// <summary>The same for the same claim; another one for a claim made again, and for one that begins with the same letters.</summary>
    public static string Of(Claim claim, JobRole role)
    {
        var (begin, end) = (role == JobRole.Backup ? "hs-" : "hs-verify-", $"-{ShortHash.Spelled(claim.Metadata.Uid)}");
        var room = Longest - begin.Length - end.Length;
        return begin + (claim.Name.Length > room ? claim.Name[..room] : claim.Name).TrimEnd('-', '.') + end;
    }

    /// <summary>How the probes of a target begin; each has a number of its own behind it.</summary>
    public static string OfProbe(BackupTarget target) => $"hs-probe-{target.Mark}";
}
