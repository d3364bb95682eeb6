using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>Annotations of an exemption whose last day has passed.</summary>
public sealed class ExemptionEnded : Rule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "exemption-ended",
        Title = "An exemption by annotation has ended",
        Why = "After its last day an exemption holds no more: what it was given for is found again. One that is left on the object misleads the next reader.",
        Remedy = "Remove the annotations of the exemption, or give it a later day where what it was given for is bearable still.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.Annotations,
    };

    /// <inheritdoc/>
    public override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy)
    {
        var annotations = subject.Manifest.Metadata.Annotations;
        if (subject is OversizedFacts
            || !annotations.TryGetValue(Annotation.ExemptUntil, out var written)
            || !DateOnly.TryParseExact(written.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            || until >= subject.Surroundings.Today)
        {
            yield break;
        }

        var (rules, reason) = (Written(Annotation.Exempt), Written(Annotation.ExemptReason));
        yield return new RuleOutcome.Finding
        {
            Rule = Info,
            Pointer = $"/metadata/annotations/{JsonPointer.Escape(Annotation.ExemptUntil)}",
            Message = $"the exemption{(rules.Length > 0 ? $" from {rules}" : string.Empty)} ended on {written.Trim()}"
                + (reason.Length > 0 ? $" (its reason was: {reason})" : string.Empty),
            Remedy = $"{subject.Manifest.Reference}: metadata.annotations: remove {Annotation.Exempt} and what goes with it, or write a later day in "
                + Annotation.ExemptUntil,
            Key = written,
        };

        string Written(string annotation) => annotations.TryGetValue(annotation, out var text) ? text.Trim() : string.Empty;
    }
}
