using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What a policy file must say at its top.</summary>
internal sealed class PolicyValidator : AbstractValidator<PolicySection>
{
    private const string Expected = "homelab-storage.io/v1alpha1";

    public PolicyValidator()
    {
        RuleFor(p => p.ApiVersion)
            .Must(v => string.Equals(v, Expected, StringComparison.Ordinal))
            .WithMessage((_, v) => v is null ? $"is missing; write {Expected}" : $"'{v}' is not {Expected}");
        RuleFor(p => p.Kind)
            .Must(k => k is "StoragePolicy")
            .WithMessage((_, k) => k is null ? "is missing; write StoragePolicy" : $"'{k}' is not StoragePolicy");
        RuleFor(p => p.Metadata).Must(m => !string.IsNullOrWhiteSpace(m?.Name)).WithMessage("has no name; write metadata: {name: homelab}");
        RuleFor(p => p.UsualCriticality).Word(Words.Criticalities.Spellings);
    }
}
