using System.Globalization;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What is known of the runs of a CronJob: its status tells of any, and what we note of those of ours.</summary>
/// <param name="LastSuccess">When a run last ended well; null when nothing says that one has.</param>
/// <param name="Size">The bytes of the data in that copy; null when nothing says.</param>
/// <param name="Trouble">What is wrong with the last run, where that is not the one that ended well; empty otherwise.</param>
internal sealed record JobRecord(DateTimeOffset? LastSuccess, long? Size, string Trouble)
{
    /// <summary>What is known of the runs of a job. A run that copied what is suspicious ends well, too, and is none of the good ones that we note.</summary>
    public static JobRecord Of(Workload job)
    {
        var status = job.Past.Time("last");
        if (!job.IsOurs)
        {
            return new JobRecord(status, Size: null, string.Empty);
        }

        var (noted, suspicion, failure) = (Time(job.Noted(Annotation.LastSuccess)), job.Noted(Annotation.LastSuspicion), job.Noted(Annotation.LastFailure));
        return new JobRecord(
            suspicion.Length > 0 || noted > status || status is null ? noted : status,
            Annotation.Size(job.Noted(Annotation.LastSize)),
            suspicion.Length > 0 ? $"its last copy is suspicious: {suspicion}"
                : failure.Length > 0 ? $"its last run failed: {failure}"
                : string.Empty);
    }

    private static DateTimeOffset? Time(string written) =>
        DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
