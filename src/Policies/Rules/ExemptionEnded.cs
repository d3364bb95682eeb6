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
        Why = "After its last day an exemption has no effect: the finding is reported again, and the annotation that is left misleads readers.",
        Remedy = "Remove the annotations of the exemption, or set a later date if its reason still applies.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.Annotations,
    };

    /// <inheritdoc/>
    public override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy) =>
        subject is not OversizedFacts
        && subject.Manifest.Metadata.Annotations.TryGetValue(Annotation.ExemptUntil, out var written)
        && DateOnly.TryParseExact(written.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
        && until < subject.Surroundings.Today
            ? [Ended(subject, written)]
            : [];

    private RuleOutcome.Finding Ended(SubjectFacts subject, string written)
    {
        var annotations = subject.Manifest.Metadata.Annotations;
        var (rules, reason) = (Written(Annotation.Exempt), Written(Annotation.ExemptReason));
        return new RuleOutcome.Finding
        {
            Rule = Info,
            Pointer = $"/metadata/annotations/{JsonPointer.Escape(Annotation.ExemptUntil)}",
            Message = $"the exemption{(rules.Length > 0 ? $" from {rules}" : string.Empty)} ended on {written.Trim()}"
                + (reason.Length > 0 ? $" (its reason was: {reason})" : string.Empty),
            Remedy = $"{subject.Manifest.Reference}: metadata.annotations: remove {Annotation.Exempt}, {Annotation.ExemptReason} and "
                + $"{Annotation.ExemptUntil}, or set a later date",
            Key = written,
        };

        string Written(string annotation) => annotations.TryGetValue(annotation, out var text) ? text.Trim() : string.Empty;
    }
}
