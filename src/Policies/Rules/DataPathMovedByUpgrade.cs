using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A new image that looks for its data elsewhere, so that the app starts empty beside them.</summary>
public sealed class DataPathMovedByUpgrade : Rule<WorkloadFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "data-path-moved-by-upgrade",
        Title = "A new image looks for its data at another path",
        Why = "The app starts empty and writes to a place that is lost with the container, while its old data stays unused on the volume.",
        Remedy = "Mount the volume where the new image looks, and move or convert the data as its release notes say.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <summary>What kept the data of a program before a change that loses them, and its image; null where nothing was kept, or nothing is lost.</summary>
    public static (KeptData Kept, string Image)? Former(Program program, WorkloadFacts subject)
    {
        foreach (var earlier in subject.Earlier)
        {
            if (string.Equals(earlier.Container.Name, program.Container.Name, StringComparison.Ordinal)
                && ReferenceEquals(earlier.App.App, program.App.App)
                && subject.EarlierPod is { } pod
                && KeptData.Of(earlier, pod) is { Volume.Length: > 0 } kept
                && !string.Equals(earlier.Container.Image.Written, program.Container.Image.Written, StringComparison.Ordinal))
            {
                return (kept, earlier.Container.Image.Written);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(WorkloadFacts subject, StoragePolicy policy) =>
        subject.Earlier.Count == 0 ? [] : Moved(subject);

    private IEnumerable<RuleOutcome> Moved(WorkloadFacts subject)
    {
        for (var i = 0; i < subject.Programs.Count; i++)
        {
            var program = subject.Programs[i];
            if (KeptData.Of(program, subject.Workload.Pod) is { IsLost: true } lost && Former(program, subject) is var (kept, image))
            {
                yield return Violation(
                    "/spec",
                    $"{program.App.App.Name} of image {program.Container.Image.Written} keeps its data at {lost.Path}, which is on no "
                        + $"volume; the previous image kept it at {kept.Path}, on volume {kept.Volume}: the app would start empty",
                    $"{subject.Workload.Spoken}: container {program.Container.Name}: mount volume {kept.Volume} at {lost.Path}, after "
                        + "moving or converting the data as the release notes say") with
                {
                    Alternatives = [$"keep image {image} until the data is moved"],
                    Key = $"{program.Container.Name}|{lost.Path}",
                    Grounds = GroundsOf.Program(program),
                    Seen = [program.App.Evidence],
                    Certainty = program.App.Certainty,
                };
            }
        }
    }
}
