using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What an exemption must say.</summary>
internal sealed class ExemptionValidator : AbstractValidator<ExemptionSection>
{
    public ExemptionValidator(IReadOnlyCollection<string> rules)
    {
        RuleFor(e => e.Rules).Must(r => r is { Count: > 0 }).WithMessage("is missing; write rule ids, or \"*\" for all");
        RuleForEach(e => e.Rules).EachWord([.. rules, "*"]);
        RuleFor(e => e.Reason).Given("why it is bearable; the next reader will ask");
        RuleFor(e => e.Until).IsDay();
    }
}
