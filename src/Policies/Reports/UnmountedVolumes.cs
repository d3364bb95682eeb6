using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Claims that no pod in sight keeps data on: their data can be lost as those of apps can.</summary>
public static class UnmountedVolumes
{
    private const string NoWorkload = "no workload found that mounts it";

    /// <summary>The program behind a mount, or that there is none.</summary>
    public static string Program(MountFacts mount) => mount.Workload.Reference.Kind is "PersistentVolumeClaim" ? NoWorkload : mount.Program;

    /// <summary>The claims of what was judged that no workload mounts, as a mount of its own each, with why.</summary>
    /// <param name="judged">What is known of everything.</param>
    public static IReadOnlyList<(MountFacts Mount, string Why)> Of(IReadOnlyCollection<SubjectFacts> judged)
    {
        var mounted = judged
            .OfType<WorkloadFacts>()
            .SelectMany(workload => workload.Each)
            .Where(mount => !mount.IsOnlyCopied)
            .Select(mount => mount.Claim?.Claim?.Reference)
            .ToHashSet();
        return
        [
            .. judged
                .OfType<ClaimFacts>()
                .Where(claim => !mounted.Contains(claim.Claim.Reference) && !IsOnlyRead(claim))
                .Select(claim => claim.Alone is { } alone
                    ? (alone.Value, NoWorkload)
                    : Resting(claim.Consumers.First(mount => !mount.IsOnlyCopied)))
                .DistinctBy(one => one.Item1.Claim!.Claim!.Reference),
        ];
    }

    private static (MountFacts Mount, string Why) Resting(MountFacts mount) => (mount, $"no pod of {mount.Workload.Spoken} mounts it now");

    /// <summary>Whether jobs read it and nothing tells of an app's data there: as a rule it has the copies that are sent on.</summary>
    private static bool IsOnlyRead(ClaimFacts claim) => claim is { Consumers.Count: > 0, Alone.Value.Main.Kind: DataKind.Unknown };

    /// <summary>The claims on which only jobs keep data of an app, as a mount of its own each, with why. Where copies go is not among them.</summary>
    /// <param name="judged">What is known of everything.</param>
    public static IReadOnlyList<(MountFacts Mount, string Why)> OfJobs(IReadOnlyCollection<SubjectFacts> judged) =>
    [
        .. judged
            .OfType<ClaimFacts>()
            .Where(claim => claim.Consumers.All(mount => mount.Workload.IsBatch))
            .SelectMany(claim => claim.Consumers.Where(BackupReport.KeepsData).Take(1))
            .Select(mount => (mount, $"only {mount.Workload.Spoken} mounts it")),
    ];
}
