using FluentValidation;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What the arrangement of backups must say.</summary>
internal sealed class ProtectionValidator : AbstractValidator<ProtectionSection>
{
    public ProtectionValidator(IReadOnlyList<string> runners)
    {
        RuleForEach(p => p.Emit).Word(runners);
        RuleFor(p => p.Largest)
            .Must(largest => largest is null || Quantity.Parse(largest) is > 0 and <= long.MaxValue)
            .WithMessage((_, largest) => $"'{largest}' is not a size such as 20Gi");
    }
}
