using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a hint about variables must say.</summary>
internal sealed class VariableHintValidator : AbstractValidator<PathHintSection>
{
    public VariableHintValidator()
    {
        RuleFor(h => h.Kind).Given("what is stored there, such as model").DependentRules(() => RuleFor(h => h.Kind).Word(Words.DataKinds.Spellings));
        RuleFor(h => h.Names).Must(n => n is { Count: > 0 }).WithMessage("is missing; write names of variables, such as HF_HOME");
    }
}
