using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>An object so large that judging it could last longer than the API server waits.</summary>
public sealed class ObjectTooLargeToJudge : Rule<OversizedFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "object-too-large-to-judge",
        Title = "An object is too large to be judged",
        Why = "The API server waits a few seconds for an answer and then lets the object pass; what is far larger than anything a cluster runs "
            + "would get past every other rule.",
        Remedy = "Take out what repeats itself, move arguments and variables into a ConfigMap, or divide the object.",
        DefaultAction = RuleAction.Deny,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(OversizedFacts subject, StoragePolicy policy)
    {
        var size = subject.Size;
        var (seen, most) = size.Parts > ObjectSize.MostParts
            ? ($"{Number(size.Parts)} containers, volumes, mounts, variables, arguments and labels, {Most(size)} among them", ObjectSize.MostParts)
            : ($"a name or path of {Number(size.Longest)} characters", ObjectSize.LongestText);
        yield return Violation(
            subject.Manifest is StorageClass ? string.Empty : "/spec",
            $"{Spoken(subject)} has {seen}; with more than {Number(most)} nothing in it is judged",
            size.Parts > ObjectSize.MostParts
                ? $"{Spoken(subject)}: {Number(ObjectSize.MostParts)} of these or fewer; put variables and arguments into a ConfigMap, or divide the object"
                : $"{Spoken(subject)}: a shorter name or path, of {Number(ObjectSize.LongestText)} characters at most");
    }

    /// <summary>The object with its name, where that is short enough to be repeated.</summary>
    private static string Spoken(OversizedFacts subject) =>
        subject.Manifest.Name.Length + subject.Manifest.Namespace.Length <= ObjectSize.LongestText
            ? subject.Manifest.Reference.ToString()
            : $"this {subject.Manifest.Reference.Kind}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What there is most of.</summary>
    private static string Most(ObjectSize size)
    {
        (int Count, string Name)[] kinds =
        [
            (size.Mounts, "volume mounts"), (size.Volumes, "volumes"), (size.Containers, "containers"), (size.Variables, "environment variables"),
            (size.Words, "words in command lines"), (size.Marks, "labels, annotations and parameters"),
        ];
        var most = kinds.MaxBy(kind => kind.Count);
        return $"{Number(most.Count)} {most.Name}";
    }
}
