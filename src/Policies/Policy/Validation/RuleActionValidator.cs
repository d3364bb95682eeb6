using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What an entry about a rule must say.</summary>
internal sealed class RuleActionValidator : AbstractValidator<RuleActionSection>
{
    public RuleActionValidator(IReadOnlyCollection<string> rules)
    {
        RuleFor(r => r.Rule).Given("the rule's id").DependentRules(() => RuleFor(r => r.Rule).Word(rules));
        RuleFor(r => r.Action).Given("off, audit, warn, fix or deny").DependentRules(() => RuleFor(r => r.Action).Word(Words.Actions.Spellings));
    }
}
