using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What the arrangement of backups must say.</summary>
internal sealed class ProtectionValidator : AbstractValidator<ProtectionSection>
{
    public ProtectionValidator(IReadOnlyList<string> runners) => RuleForEach(p => p.Emit).Word(runners);
}
