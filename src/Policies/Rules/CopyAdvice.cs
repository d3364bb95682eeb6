using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>How some data is to be backed up, in words: the files of a running database server are dumped and not copied.</summary>
internal static class CopyAdvice
{
    /// <summary>What makes the copies.</summary>
    /// <param name="mount">Where the data is mounted.</param>
    /// <param name="data">The data.</param>
    /// <param name="where">Where the CronJob is, beginning with a blank; empty for anywhere.</param>
    /// <param name="to">Where the copies go.</param>
    /// <param name="limit">The longest time between two; zero where there is none.</param>
    public static string Of(MountFacts mount, DataFacts data, string where, string to, TimeSpan limit)
    {
        var often = limit > TimeSpan.Zero ? $" at least every {Duration.Format(limit)}" : string.Empty;
        if (data.Traits.Engine != Engine.Server)
        {
            return $"{Shareable(mount)}a CronJob{where} that copies {mount.VolumeSpoken} to {to}{often}";
        }

        var dump = $"a CronJob{where} that dumps the database to {to}{often}";
        return mount.Workload.KeepsCopies ? $"a ScheduledBackup to an object store (plugin barman-cloud){often}, or {dump}" : dump;
    }

    /// <summary>What has to be done first where no second pod can mount the claim.</summary>
    public static string Shareable(MountFacts mount) => mount.Claim is { IsOfOnePod: true }
        ? "a new claim with accessModes [ReadWriteOnce], since no second pod can mount a ReadWriteOncePod claim, and "
        : string.Empty;
}
